from __future__ import annotations

import pytest

from cdgate.cli.hook import MARK, hook_script, pushed_refs
from cdgate.errors import UsageError

ZEROS = "0" * 40
OID = "1f" * 20


@pytest.mark.parametrize(
    ("line", "deletes"),
    [
        pytest.param(f"refs/heads/main {OID} refs/heads/main {ZEROS}\n", False, id="new-branch"),
        pytest.param(f"(delete) {ZEROS} refs/heads/old {OID}\n", True, id="deletion"),
        pytest.param(f"(delete) {'0' * 64} refs/heads/old {'1f' * 32}\n", True, id="deletion-with-sha256"),
        pytest.param(f"HEAD {'0' * 39}1 refs/heads/main {OID}\n", False, id="almost-zero"),
    ],
)
def test_line_of_git_tells_whether_it_deletes(line: str, deletes: bool) -> None:  # noqa: FBT001  # an expectation
    (ref,) = pushed_refs([line])
    assert ref.deletes is deletes


def test_local_ref_with_spaces_is_one_word() -> None:
    (ref,) = pushed_refs([f"main@{{2 days ago}} {OID} refs/heads/main {ZEROS}\n"])
    assert (ref.local_ref, ref.local_oid, ref.remote_ref) == ("main@{2 days ago}", OID, "refs/heads/main")


def test_no_lines_and_blank_lines_are_no_refs() -> None:
    assert pushed_refs([]) == pushed_refs(["\n", "  \n"]) == ()


def test_line_of_something_else_is_refused() -> None:
    with pytest.raises(UsageError) as problem:
        pushed_refs(["hello world\n"])
    assert problem.value.slug == "bad-push-line"


def test_hook_quotes_whatever_is_written_into_it() -> None:
    script = hook_script("/opt/my python/bin/python", ["--policy", "it's $(here).yaml"])
    assert MARK in script
    assert "python='/opt/my python/bin/python'\n" in script
    assert script.count("""hook pre-push --policy 'it'"'"'s $(here).yaml' "$@\"""") == 2
