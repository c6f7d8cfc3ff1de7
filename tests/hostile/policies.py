"""The policy rows of the hostile pack, in the format that cdgate reads; names are those of the pack."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

ROLES = "  coverage: {path: coverage.xml, kind: coverage}\n  tests: {path: junit.xml, kind: tests}\n"
COV = "      cov:\n        metric: coverage.line\n        at_least: 80 %\n"
TESTS = "      tests:\n        metric: tests.failed\n        at_most: 0\n"
OK = f"version: 1\nevidence:\n{ROLES}stages:\n  testing:\n    exit:\n{COV}{TESTS}"
WAIVER = '{criterion: testing.exit.cov, reason: x, approved_by: a, expires: "2027-01-01"}'

CONTROLS: dict[str, bytes] = {
    "ok": OK.encode(),
    "ok_bom": b"\xef\xbb\xbf" + OK.encode(),
    "ok_crlf": OK.replace("\n", "\r\n").encode(),
    "ok_chinese": ("# 平台团队的质量门禁\n" + OK).encode(),
}

_EMPTY = {
    "zero_bytes": "",
    "comment_only": "# nothing\n",
    "null": "~\n",
    "list": "- a\n",
    "scalar": "hello\n",
    "no_gates": "version: 1\n",
    "gates_null": "version: 1\nstages:\n",
    "gates_empty": "version: 1\nstages: []\n",
    "gates_map": "version: 1\nstages: {}\n",
    "gates_string": "version: 1\nstages: none\n",
}
_TAGS = {
    "py_apply": '!!python/object/apply:os.system ["true"]',
    "py_name": "!!python/name:os.system",
    "custom": "!foo bar",
    "binary": "!!binary aGk=",
    "str_number": "!!str 80",
    "float_nan": '!!float "nan"',
    "set": "!!set {a, b}",
    "omap": "!!omap [a: 1]",
}
_LIMITS = {
    "negative": "-1",
    "over": "101 %",
    "nan": ".nan",
    "inf": "-.inf",
    "null": "~",
    "empty": "",
    "string": '"80"',
    "text": "high",
    "bool": "true",
    "no": "no",
    "off": "off",
    "list": "[80]",
    "map": "{a: 80}",
    "octal": "0o120",
    "sexagesimal": "1:20",
    "underscore": "8_0",
    "fraction": "0.8",
    "exp": "8e1",
    "comma": "80,0",
    "hugeint": "9" * 5000,
    "date": "2026-01-01",
}
_KEYS = {
    "typo": "at_leasts",
    "typo2": "at_lest",
    "case": "At_Least",
    "dash": "at-least",
    "zero_width": "at_least\u200b",
    "cyrillic": "\u0430t_least",
    "space": '"at_least "',
}
_GLOBS = {
    "star_bomb": "*a" * 60 + "b",
    "dstar_bomb": "**/a/" * 60 + "*",
    "bracket": "[a-",
    "absolute": "/etc/**",
    "dotdot": "../**",
    "empty": "",
    "nul": "a\\0b",
    "brace_bomb": "{a,b}" * 40,
    "newline": "a\\nb",
    "backslash": "src\\\\**",
    "slash": "/",
    "star": "*",
    "double_star": "**",
    "src": "src/**",
}
_EXTENDS = {
    "self": "[file:gates.yaml]",
    "missing": "[file:no-such.yaml]",
    "traversal": "[file:../../../../etc/passwd]",
    "absolute": "[file:/etc/passwd]",
    "file_url": "['file:///etc/passwd']",
    "http": "['http://127.0.0.1:9/p.yaml']",
    "https_dead": "['https://127.0.0.1:9/p.yaml']",
    "git": "['git+ssh://127.0.0.1:9/x#p.yaml']",
    "ext_proto": "['ext::sh -c true']",
    "git_ext": "['git+ext::sh -c true#p.yaml']",
    "option": "['--upload-pack=true']",
    "list_dup": "[file:a.yaml, file:a.yaml]",
    "null": "~",
    "number": "5",
    "empty": '[""]',
    "dir": "['file:.']",
    "dev": "['file:/dev/zero']",
    "newline": '["file:a\\nb"]',
}
_WAIVERS = {
    "no_expiry": "{criterion: testing.exit.cov, reason: x, approved_by: a}",
    "past": WAIVER.replace("2027", "2020"),
    "bad_date": WAIVER.replace("2027-01-01", "2026-13-45"),
    "number_date": WAIVER.replace('"2027-01-01"', "99999999999"),
    "never": WAIVER.replace('"2027-01-01"', "never"),
    "relative": WAIVER.replace('"2027-01-01"', "+30d"),
    "wildcard": WAIVER.replace("testing.exit.cov", '"*"'),
    "unknown": WAIVER.replace("testing.exit.cov", "testing.exit.cow"),
    "no_reason": WAIVER.replace("reason: x, ", ""),
    "empty_reason": WAIVER.replace("reason: x", 'reason: ""'),
    "no_owner": WAIVER.replace("approved_by: a, ", ""),
    "scalar": "cov",
}
_NAMES = {
    "newline": '"a\\n::error::x"',
    "empty": '""',
    "long": "x" * 5000,
    "slash": "../x",
    "null": "~",
    "list": "[a]",
    "emoji": "✅",
    "bidi": '"a\\u202eb"',
    "template": '"{{ 7*7 }}"',
}
_SIGNS = {
    "esc": "\x1b",
    "nul": "\0",
    "nel": "\x85",
    "ls": "\u2028",
    "bidi": "\u202e",
    "bom_inside": "\ufeff",
    "del": "\x7f",
    "fffe": "\ufffe",
}
_BOMBS = {
    "anchor_bomb": 'a: &a ["x","x","x"]\n'
    + "".join(f"{chr(97 + i)}: &{chr(97 + i)} [{','.join(['*' + chr(96 + i)] * 9)}]\n" for i in range(1, 12)),
    "merge_bomb": "m0: &m0 {k0: 1}\n"
    + "".join(f"m{i}: &m{i}\n  <<: [{', '.join([f'*m{i - 1}'] * 10)}]\n" for i in range(1, 9)),
    "recursive_alias": "a: &a\n  b: *a\n",
    "merge_key": "base: &b {at_least: 80 %}\n"
    + OK.replace("        metric: coverage.line\n", "        <<: *b\n        metric: coverage.line\n"),
    "deep_flow": "a: " + "[" * 5000 + "]" * 5000 + "\n",
    "deep_flow_40k": "a: " + "[" * 40000 + "]" * 40000 + "\n",
    "deep_block": "\n".join(" " * i + "a:" for i in range(600)) + "\n",
    "many_gates": OK + "".join(f"      g{i}: {{metric: tests.failed, at_most: 0}}\n" for i in range(20000)),
}
_OTHERS = {
    "multi_document": OK + "---\nversion: 1\n",
    "dup_key_top": OK + "stages: {}\n",
    "dup_key_inner": OK.replace("at_least: 80 %", "at_least: 80 %\n        at_least: 0 %"),
    "dup_gate_id": OK.replace("      tests:\n", "      cov:\n"),
    "dup_gate_id_case": OK.replace("      tests:\n", "      COV:\n"),
    "norway_effect": OK.replace("80 %", "80 %\n        effect: no"),
    "norway_final": OK.replace("80 %", "80 %\n        final: no"),
    "key_bool": OK + "on: push\nyes: y\n",
    "key_number": OK + '1: a\n"1": b\n',
    "unknown_metric": OK.replace("coverage.line", "coverage.lines"),
    "unknown_version": OK.replace("version: 1", "version: 99"),
    "version_missing": OK.replace("version: 1\n", ""),
    "disabled_gate": OK.replace("80 %", "80 %\n        enabled: false"),
    "on_missing_pass": OK.replace("kind: coverage}", "kind: coverage, on_missing: pass}"),
    "first_run_pass": OK.replace("80 %", "80 %\n        first_run: pass"),
    "plugin_import": OK + "plugins: [os, subprocess, evil_plugin]\n",
    "plugin_required": OK + "require_plugins: [evil-plugin]\n",
    "env_interpolation": OK.replace("coverage.xml", "${GITHUB_TOKEN}.xml"),
    "gbk": "",
    "utf16": "",
    "tab_indent": OK.replace("        at_least", "\tat_least"),
    "truncated": OK[:70],
    "directive": "%YAML 9.9\n---\n" + OK,
    "unhashable_key": OK + "? [a, b]\n: 1\n",
    "json_dup": '{"version": 1, "version": 1, "stages": {"t": {"exit": {"c": {"metric": "tests.failed", "at_most": 0}}}}}',
    "html": "<html>404</html>",
    "conflict_markers": OK.replace(
        "        at_least: 80 %\n", "<<<<<<< HEAD\n        at_least: 80 %\n=======\n        at_least: 0 %\n>>>>>>> x\n"
    ),
}


ALL_WAIVED = OK + f"waivers:\n  - {WAIVER}\n  - {WAIVER.replace('.cov', '.tests')}\n"


def hostile() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every policy that must be refused, or must not pass with 40 % of the lines covered."""
    told = itertools.chain(
        ((f"empty_{name}", text) for name, text in _EMPTY.items()),
        ((f"tag_{name}", f"{OK}x: {tag}\n") for name, tag in _TAGS.items()),
        ((f"min_{name}", OK.replace("80 %", limit)) for name, limit in _LIMITS.items()),
        ((f"key_{name}", OK.replace("at_least", key)) for name, key in _KEYS.items()),
        (
            (f"exclude_{name}", OK.replace("kind: coverage", f'kind: coverage, exclude: "{glob}"'))
            for name, glob in _GLOBS.items()
        ),
        ((f"path_{name}", OK.replace("path: junit.xml", f'path: "{glob}"')) for name, glob in _GLOBS.items()),
        ((f"extends_{name}", f"extends: {source}\n{OK}") for name, source in _EXTENDS.items()),
        ((f"waiver_{name}", f"{OK}waivers:\n  - {waiver}\n") for name, waiver in _WAIVERS.items()),
        ((f"id_{name}", OK.replace("      cov:", f"      {name_}:")) for name, name_ in _NAMES.items()),
        ((f"char_{name}", f"{OK}# a{sign}b\n") for name, sign in _SIGNS.items()),
        _BOMBS.items(),
        _OTHERS.items(),
    )
    for name, text in told:
        yield name, text.encode()
    yield "gbk_words", ("# 门禁\n" + OK).encode("gbk")
    yield "utf16_words", OK.encode("utf-16")
