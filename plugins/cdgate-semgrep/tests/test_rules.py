"""The rule pack, run by the real semgrep: for every rule a text that it must find and one that it must leave alone.

The texts are strings so that no tool takes them for code of this repository; tokens are put together for the same reason.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from cdgate_semgrep.command import RULES, SWITCHES, run_semgrep


class RuleSample(NamedTuple):
    """One rule with a file name that it looks at, a bad text (`findings` times bad) and a good one."""

    rule: str
    file: str
    bad: str
    good: str
    findings: int = 1


KEY = "-----BEGIN RSA " + "PRIVATE KEY-----\n"
AWS = "AKIA" + "ABCDEFGHIJKLMNOP"
LAB = "glpat" + "-abcdefghijklmnopqrst"

SAMPLES = (
    RuleSample(
        "cd-l3.python.eval-of-data",
        "a.py",
        "def run(text):\n    eval(text)\n    exec(text, {})\n",
        "import ast\n\ndef run(text):\n    eval('1 + 1')\n    return ast.literal_eval(text)\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.shell-command",
        "a.py",
        "import os, subprocess\n\ndef run(name):\n    subprocess.run(f'ls {name}', shell=True)\n    os.system('ls ' + name)\n",
        "import subprocess\n\ndef run(name):\n    subprocess.run(['ls', name])\n    subprocess.run('ls | wc', shell=True)\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.sql-by-formatting",
        "a.py",
        "def find(cursor, name):\n    cursor.execute(f'select * from t where n = {name}')\n"
        "    cursor.execute('select %s' % name)\n    query = 'select * from t where n = ' + name\n    cursor.execute(query)\n",
        "def find(cursor, name):\n    cursor.execute('select * from t where n = ?', (name,))\n"
        "    query = 'select 1'\n    cursor.execute(query)\n    print(f'{name}')\n",
        3,
    ),
    RuleSample(
        "cd-l3.python.unsafe-yaml-load",
        "a.py",
        "import yaml\n\nyaml.load(text)\nyaml.load(text, Loader=yaml.Loader)\n",
        "import yaml\n\nyaml.safe_load(text)\nyaml.load(text, Loader=yaml.SafeLoader)\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.unsafe-unpickling",
        "a.py",
        "import pickle\n\npickle.loads(data)\n",
        "import json, pickle\n\njson.loads(data)\npickle.dumps(data)\n",
    ),
    RuleSample(
        "cd-l3.python.hard-coded-credential",
        "a.py",
        "DB_PASSWORD = 'hunter2hunter'\nconnect(host='db', password='hunter2hunter')\nx = {'api_key': 'k-9911773355'}\n",
        "import os\n\nDB_PASSWORD = os.environ['DB_PASSWORD']\npassword = '<password>'\npassword = 'changeme'\n"
        "password_field = 'the-password'\n",
        3,
    ),
    RuleSample(
        "cd-l3.python.secret-in-output",
        "a.py",
        "import logging\n\nprint(f'using {password}')\nlogging.info('key %s', settings.api_key)\n",
        "import logging\n\nprint('using the password')\nlogging.info('user %s', user)\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.weak-hash",
        "a.py",
        "import hashlib\n\nhashlib.md5(data)\n",
        "import hashlib\n\nhashlib.sha256(data)\nhashlib.md5(data, usedforsecurity=False)\n",
    ),
    RuleSample(
        "cd-l3.python.guessable-temporary-file",
        "a.py",
        "import tempfile\n\nname = tempfile.mktemp()\n",
        "import tempfile\n\nwith tempfile.NamedTemporaryFile() as file:\n    file.write(b'x')\n",
    ),
    RuleSample(
        "cd-l3.python.tls-verification-off",
        "a.py",
        "import requests\n\nrequests.get(url, verify=False, timeout=3)\nsession.verify = False\n",
        "import requests\n\nrequests.get(url, verify='ca.pem', timeout=3)\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.request-without-timeout",
        "a.py",
        "import requests\nfrom urllib.request import urlopen\n\nrequests.get(url)\nurlopen(url)\n",
        "import requests\n\nrequests.get(url, timeout=3)\nrequests.get(url, **options)\nsession = requests.Session()\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.debug-server",
        "a.py",
        "from flask import Flask\n\napp = Flask(__name__)\napp.run(port=80, debug=True)\n",
        "import os\nfrom flask import Flask\n\napp = Flask(__name__)\napp.run(debug=bool(os.environ.get('DEBUG')))\n",
    ),
    RuleSample(
        "cd-l3.python.swallowed-exception",
        "a.py",
        "try:\n    work()\nexcept Exception:\n    pass\n\ntry:\n    work()\nexcept:\n    pass\n",
        "try:\n    work()\nexcept KeyError:\n    pass\n\ntry:\n    work()\nexcept Exception:\n    log.exception('no work')\n",
        2,
    ),
    RuleSample(
        "cd-l3.python.assert-as-validation",
        "a.py",
        "def pay(amount):\n    assert amount > 0, 'positive'\n    return amount\n",
        "def pay(amount):\n    if amount <= 0:\n        raise ValueError('positive')\n\ndef add():\n"
        "    total = sum((1, 2))\n    assert total\n",
    ),
    RuleSample(
        "cd-l3.python.test-without-assertion",
        "test_a.py",
        "def test_total():\n    total([1, 2])\n",
        "import pytest\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n\n\ndef test_nothing():\n"
        "    with pytest.raises(ValueError):\n        total([])\n\n\ndef test_mock(service):\n"
        "    total([1])\n    service.assert_called_once_with(1)\n\n\ndef test_loop():\n    for n in (1, 2):\n"
        "        assert total([n]) == n\n\n\ndef helper():\n    total([])\n",
    ),
    RuleSample(
        "cd-l3.python.test-that-sleeps",
        "test_a.py",
        "import time\n\n\ndef test_a():\n    time.sleep(1)\n    assert ready()\n",
        "def test_a(clock):\n    clock.advance(1)\n    assert ready()\n",
    ),
    RuleSample(
        "cd-l3.python.skip-without-reason",
        "test_a.py",
        "import pytest\n\n\n@pytest.mark.skip\ndef test_a():\n    assert ready()\n\n\ndef test_b():\n    pytest.skip()\n",
        "import pytest\n\n\n@pytest.mark.skip(reason='SHOP-12')\ndef test_a():\n    assert ready()\n",
        2,
    ),
    RuleSample("cd-l3.generic.private-key", "deploy.pem", KEY, "-----BEGIN CERTIFICATE-----\n"),
    RuleSample("cd-l3.generic.access-token", "settings.ini", f"a={AWS}\nb={LAB}\n", "a=${AWS_KEY}\nb=glpat\n", 2),
    RuleSample(
        "cd-l3.pipeline.piped-installer",
        "build.yml",
        "script:\n  - curl -fsSL https://example.org/install.sh | sudo sh\n",
        "script:\n  - curl -fsSL https://example.org/list | sort\n  - sha256sum -c install.sha256\n",
    ),
    RuleSample(
        "cd-l3.pipeline.failure-ignored",
        ".gitlab-ci.yml",
        "test:\n  allow_failure: true\n  script:\n    - pytest || true\n",
        "test:\n  allow_failure: false\n  script:\n    - pytest\n    - echo done # || true\n",
        2,
    ),
    RuleSample(
        "cd-l3.pipeline.floating-image",
        "build.yml",
        "image: registry.example.org/python:latest\n",
        "image: registry.example.org/python:3.13.1\nlabel: latest\n",
    ),
    RuleSample(
        "cd-l3.pipeline.shell-trace-with-secrets",
        "deploy.sh",
        "set -eux\ndeploy --token $TOKEN\n",
        "set -eu\ndeploy --token $TOKEN\n",
    ),
)

RULE_ID = re.compile(r"^  - id: (\S+)$", re.MULTILINE)
PACK = {name: file for file in sorted(RULES.glob("*.yaml")) for name in RULE_ID.findall(file.read_text("utf-8"))}


@pytest.fixture(scope="session")
def semgrep() -> str:
    binary = os.environ.get("CDGATE_TEST_SEMGREP") or shutil.which("semgrep")
    if binary is None:
        pytest.skip("semgrep is not installed: put it on the PATH or name it in CDGATE_TEST_SEMGREP")
    return binary


@pytest.fixture(scope="session")
def found(semgrep: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """Return for each sample folder how often each rule found something in it: one run for all."""
    folder = tmp_path_factory.mktemp("rules")
    for sample in SAMPLES:
        for side, text in (("bad", sample.bad), ("good", sample.good)):
            home = folder / side / sample.rule
            home.mkdir(parents=True)
            (home / sample.file).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDGATE_SEMGREP", semgrep)
        patch.chdir(folder)
        run_semgrep(
            ["scan", "--config", str(RULES), *SWITCHES, "--output", "out.json", "bad", "good"], Path("out.json")
        )
    report = json.loads((folder / "out.json").read_text("utf-8"))
    assert report["errors"] == []
    counted: dict[str, Counter[str]] = {}
    for result in report["results"]:
        counted.setdefault(str(Path(result["path"]).parent), Counter())[result["check_id"]] += 1
    return counted


def test_pack_has_a_sample_for_every_rule() -> None:
    assert sorted(sample.rule for sample in SAMPLES) == sorted(PACK)


def test_pack_ids_carry_its_name() -> None:
    assert all(name.startswith("cd-l3.") for name in PACK)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.rule)
def test_rule_finds_the_bad_text_and_leaves_the_good_one(sample: RuleSample, found: dict[str, Counter[str]]) -> None:
    assert found.get(f"bad/{sample.rule}", Counter())[sample.rule] == sample.findings
    assert found.get(f"good/{sample.rule}", Counter())[sample.rule] == 0
