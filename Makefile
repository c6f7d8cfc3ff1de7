# `make demo` and `make test` need Python >= 3.11 and this file; they set everything else up in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CDGATE := $(CURDIR)/$(BIN)/cdgate
CODE   := src tests tools plugins/*/src plugins/*/tests

.DEFAULT_GOAL := help
.PHONY: help setup demo bench test lint types layers docs pytest gate clean
.NOTPARALLEL: # `gate` judges what `pytest` wrote

help:
	@echo "make demo   judge the demo service, twice: as it is, and by a stricter policy"
	@echo "make test   everything a change must pass, and at the end cdgate's gates on cdgate itself"
	@echo "make bench  measure cdgate beside its peers (20 minutes, 3 GB); BENCH=--small takes a tenth of it"
	@echo "make setup  only set up $(VENV);  make clean  remove it and what was produced"

setup: $(READY)

# Runs again when a dependency changes. pip understands dependency groups from 25.1 on.
$(READY): pyproject.toml $(wildcard plugins/*/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cdgate needs Python 3.11 or newer: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev $(patsubst %/pyproject.toml,--editable ./%,$(wildcard plugins/*/pyproject.toml))
	$(BIN)/python -m compileall -q src plugins # also where the environment forbids Python to keep what it compiled
	@touch $@

demo: $(READY)
	@cd examples/demo && sh ./show.sh $(CDGATE)

# Needs the network for the other tools, and Debian's lcov and libxml2-utils.
bench: $(READY)
	$(BIN)/python benchmarks/run.py $(BENCH)

test: lint types layers docs pytest gate

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy $(CODE)
	MYPYPATH=examples/demo/src $(BIN)/mypy examples/demo

layers: $(READY)
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python tools/check_docs.py
	$(BIN)/python tools/tables.py --check
	$(BIN)/python tools/readers_index.py --check

# What it writes to reports/ is what `gate` judges.
pytest: $(READY)
	@rm -rf reports && mkdir reports
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest --cov --cov-report=xml:reports/coverage.xml --cov-report=term -o junit_family=xunit1 --junitxml=reports/junit.xml

gate: $(READY)
	$(BIN)/ruff check --exit-zero --output-format sarif --output-file reports/ruff.sarif
	$(CDGATE) check

clean:
	rm -rf $(VENV) reports build .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
