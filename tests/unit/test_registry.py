from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from cdgate.errors import CdgateError, ErrorGroup, PluginError
from cdgate.registry import check_required, find_plugins, load_registry

METRIC = """
from cdgate.extension import Better
from cdgate.hookspecs import hookimpl

class One:
    name = {name!r}
    title = "one"
    unit = ""
    better = Better.HIGHER
    needs = "tests"
    def measure(self, evidence, scope): ...

@hookimpl
def cdgate_metrics():
    return [One()]
"""

Install = Callable[..., None]
NUMBERS = itertools.count()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with one plugin module for the length of a test."""
    monkeypatch.syspath_prepend(tmp_path)

    def installed(name: str, body: str, *, version: str = "1.0", entry: str = "it", where: str = "") -> None:
        module = f"module_{next(NUMBERS)}"  # a module of its own: imports are remembered
        (tmp_path / f"{module}.py").write_text(body)
        info = tmp_path / f"{name.replace('-', '_')}{where}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[cdgate]\n{entry} = {module}\n")
        importlib.invalidate_caches()

    return installed


def test_built_ins_are_found_in_order_without_loading_them() -> None:
    found = [plugin for plugin in find_plugins() if plugin.distribution == "cdgate"]
    assert [plugin.name for plugin in found] == sorted(plugin.name for plugin in found)
    assert len(found) >= 5


def test_plugin_brings_its_metric_under_its_own_name(install: Install) -> None:
    install("cdgate-one", METRIC.format(name="one.value"), version="2.5")
    registry = load_registry()
    assert "one.value" in registry.metrics
    assert list(registry.metrics) == sorted(registry.metrics)
    assert registry.owner("cdgate_metrics", "one.value") == "cdgate-one"
    assert ("cdgate-one", "2.5") in {(plugin.name, plugin.version) for plugin in registry.distributions}


@pytest.mark.parametrize(
    ("mode", "listed", "expected"),
    [
        pytest.param("all", (), True, id="all"),
        pytest.param("listed", (), False, id="not-listed"),
        pytest.param("listed", ("CDgate_One",), True, id="listed-in-another-spelling"),
        pytest.param("none", ("cdgate-one",), False, id="none"),
    ],
)
def test_mode_limits_what_is_loaded(install: Install, mode: str, listed: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001  # a table row
    install("cdgate-one", METRIC.format(name="one.value"))
    assert ("one.value" in load_registry(mode, listed).metrics) is expected


def refused(call: Callable[[], object]) -> CdgateError:
    with pytest.raises((PluginError, ErrorGroup)) as caught:
        call()
    (error,) = caught.value.members
    return error


def test_two_plugins_with_one_name_are_both_named(install: Install) -> None:
    install("cdgate-one", METRIC.format(name="same.value"))
    install("cdgate-two", METRIC.format(name="same.value"))
    error = refused(lambda: load_registry().metrics)
    assert error.slug == "duplicate-name"
    assert "cdgate-one:it" in str(error)
    assert "cdgate-two:it" in str(error)


def test_import_that_fails_names_the_distribution(install: Install) -> None:
    install("cdgate-bad", "import nothing_of_that_name")
    error = refused(load_registry)
    assert error.slug == "plugin-import"
    assert "cdgate-bad 1.0" in error.place
    assert "nothing_of_that_name" in str(error)


def test_misspelt_hook_is_refused_with_the_right_name(install: Install) -> None:
    install("cdgate-bad", METRIC.format(name="x").replace("cdgate_metrics", "cdgate_metric"))
    error = refused(load_registry)
    assert error.slug == "unknown-hook"
    assert "cdgate_metrics" in str(error.hint)


@pytest.mark.parametrize(
    ("body", "slug", "words"),
    [
        pytest.param(METRIC.replace('    unit = ""\n', ""), "broken-contract", "unit", id="lacks-a-part"),
        pytest.param(METRIC.replace("{name!r}", "7"), "broken-contract", "a text name", id="name-is-no-text"),
        pytest.param(
            METRIC.replace("    name = {name!r}", "    __slots__ = ('name',)"),
            "broken-contract",
            "a text name",
            id="no-name",
        ),
        pytest.param(METRIC.replace("return [One()]", "raise OSError('boom')"), "plugin-failed", "boom", id="raises"),
        pytest.param(
            METRIC.replace("return [One()]", "return None"), "plugin-failed", "TypeError", id="returns-nothing"
        ),
    ],
)
def test_hook_that_breaks_its_contract_is_told(install: Install, body: str, slug: str, words: str) -> None:
    install("cdgate-bad", body.format(name="x"))
    error = refused(lambda: load_registry().metrics)
    assert error.slug == slug
    assert words in str(error)
    assert "cdgate-bad:it" in error.place


def test_part_that_is_a_property_is_there_without_being_asked(install: Install) -> None:
    unasked = '    @property\n    def unit(self): raise RuntimeError("asked")\n'
    install("cdgate-late", METRIC.format(name="one.late").replace('    unit = ""\n', unasked))
    assert "one.late" in load_registry().metrics


def test_part_of_one_object_is_no_part_of_the_next(install: Install) -> None:
    body = METRIC.format(name="one.part").replace('    unit = ""\n', "").replace("[One()]", "[whole, One()]")
    install("cdgate-half", body + "\nwhole = One()\nwhole.unit = ''\n")
    assert refused(lambda: load_registry().metrics).slug == "broken-contract"


def test_two_copies_of_a_distribution_that_differ_are_refused(install: Install) -> None:
    install("cdgate-one", METRIC.format(name="a"))
    install("cdgate-one", METRIC.format(name="b"), version="1.1", where="_copy")
    error = refused(find_plugins)
    assert error.slug == "duplicate-plugin"
    assert "cdgate-one" in error.place


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        pytest.param("cdgate-one", [], id="there"),
        pytest.param("cdgate_One >= 1.0", [], id="new-enough"),
        pytest.param("cdgate-one >= 2", ["plugin-required"], id="too-old"),
        pytest.param("cdgate-two", ["plugin-required"], id="absent"),
        pytest.param("not a requirement", ["plugin-required"], id="nonsense"),
    ],
)
def test_required_plugin_must_be_there(install: Install, line: str, slugs: list[str]) -> None:
    install("cdgate-one", METRIC.format(name="one.value"))
    registry = load_registry()
    if not slugs:
        check_required(registry, [line])
        return
    with pytest.raises(ErrorGroup) as caught:
        check_required(registry, [line])
    assert [error.slug for error in caught.value.members] == slugs
