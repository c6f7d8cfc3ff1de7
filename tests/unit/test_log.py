from __future__ import annotations

import logging
import sys

import pytest

from cdgate.log import Log


def test_whoever_listens_hears_what_was_read_and_why(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    Log("cdgate.a").info("%s: read", "x")
    Log("cdgate.a").debug("%s: because", "y")
    assert caplog.messages == ["x: read", "y: because"]
    assert [record.name for record in caplog.records] == ["cdgate.a", "cdgate.a"]


def test_nothing_is_loaded_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "logging")
    Log("cdgate.a").info("%s", "x")
    Log("cdgate.a").debug("%s", "x")
    assert "logging" not in sys.modules
