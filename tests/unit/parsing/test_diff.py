from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.errors import EvidenceError
from cdgate.model.change import ChangedFile, Status
from cdgate.parsing.diff import parse_diff


def lines(added: int) -> list[int]:
    return [number for number in range(added.bit_length()) if added >> number & 1]


def one(diff: str) -> ChangedFile:
    (file,) = parse_diff(diff.encode())
    return file


MODIFIED = """diff --git a/src/a.py b/src/a.py
index 1..2 100644
--- a/src/a.py
+++ b/src/a.py
@@ -3 +3,2 @@ def f():
-old
+new
+newer
@@ -9,2 +10,0 @@
-gone
-gone too
@@ -20,0 +20 @@
+last
\\ No newline at end of file
"""


def test_added_lines_are_those_of_the_new_text() -> None:
    file = one(MODIFIED)
    assert (file.path, file.status, lines(file.added), file.removed) == ("src/a.py", Status.MODIFIED, [3, 4, 20], 3)
    assert file.new_text == {3: "new", 4: "newer", 20: "last"}
    assert file.old_text == ("old", "gone", "gone too")


def test_context_lines_only_count() -> None:
    file = one("--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n one\n+two\n three\n\n")
    assert lines(file.added) == [2]


@pytest.mark.parametrize(
    ("diff", "path", "status", "old_path", "binary"),
    [
        pytest.param(
            "diff --git a/n.py b/n.py\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n.py\n@@ -0,0 +1 @@\n+x\n",
            "n.py", Status.ADDED, "", False, id="added",
        ),
        pytest.param(
            "diff --git a/e.py b/e.py\nnew file mode 100644\nindex 0..0\n", "e.py", Status.ADDED, "", False, id="empty"
        ),
        pytest.param(
            "diff --git a/d.py b/d.py\ndeleted file mode 100644\n--- a/d.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
            "d.py", Status.DELETED, "", False, id="deleted",
        ),
        pytest.param(
            "diff --git a/o.py b/n.py\nsimilarity index 100%\nrename from o.py\nrename to n.py\n",
            "n.py", Status.RENAMED, "o.py", False, id="renamed",
        ),
        pytest.param(
            "diff --git a/o.py b/n.py\nrename from o.py\nrename to n.py\n--- a/o.py\n+++ b/n.py\n@@ -1 +1 @@\n-x\n+y\n",
            "n.py", Status.RENAMED, "o.py", False, id="renamed-and-edited",
        ),
        pytest.param(
            "diff --git a/o.py b/n.py\ncopy from o.py\ncopy to n.py\n", "n.py", Status.ADDED, "", False, id="copied"
        ),
        pytest.param(
            "diff --git a/m.sh b/m.sh\nold mode 100644\nnew mode 100755\n", "m.sh", Status.MODIFIED, "", False, id="mode"
        ),
        pytest.param(
            "diff --git a/p.png b/p.png\nindex 1..2\nBinary files a/p.png and b/p.png differ\n",
            "p.png", Status.MODIFIED, "", True, id="binary",
        ),
        pytest.param(
            "diff --git a/with blank b/with blank\n--- a/with blank\t\n+++ b/with blank\t\n@@ -0,0 +1 @@\n+x\n",
            "with blank", Status.MODIFIED, "", False, id="blank-in-name",
        ),
        pytest.param(
            'diff --git "a/q\\"t\\t.py" "b/q\\"t\\t.py"\nold mode 100644\nnew mode 100755\n',
            'q"t\t.py', Status.MODIFIED, "", False, id="quoted",
        ),
        pytest.param(
            '--- "a/\\346\\265\\213.py"\n+++ "b/\\346\\265\\213.py"\n@@ -0,0 +1 @@\n+x\n',
            "测.py", Status.MODIFIED, "", False, id="octal",
        ),
        pytest.param(
            "--- old/x.c\t2026-01-01\n+++ new/x.c\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n",
            "new/x.c", Status.MODIFIED, "", False, id="plain-diff",
        ),
    ],
)  # fmt: skip
def test_header_tells_the_file(diff: str, path: str, status: Status, old_path: str, binary: bool) -> None:  # noqa: FBT001  # a table row
    file = one(diff)
    assert (file.path, file.status, file.old_path, file.binary) == (path, status, old_path, binary)


def test_body_that_looks_like_a_header_is_body() -> None:
    diff = "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n--- a/y\n-+++ b/y\n+++ b/z\n+diff --git a/q b/q\n+@@ -1 +1 @@\n"
    file = one(diff)
    assert (file.path, lines(file.added), file.removed) == ("x", [1, 2, 3], 2)


def test_several_files_come_in_order() -> None:
    files = parse_diff(
        (MODIFIED + "--- a/b\n+++ b/b\n@@ -0,0 +1 @@\n+x\n--- a/c\n+++ b/c\n@@ -0,0 +1 @@\n+x\n").encode()
    )
    assert [file.path for file in files] == ["src/a.py", "b", "c"]


@pytest.mark.parametrize(
    "diff",
    [
        pytest.param("@@ -1 +1 @@\n-a\n+b\n", id="hunk-without-file"),
        pytest.param("--- a/x\n+++ b/x\n@@ -a +1 @@\n+b\n", id="header-that-is-none"),
        pytest.param("--- a/x\n+++ b/x\n@@ -0,0 +1,3 @@\n+a\n", id="cut"),
        pytest.param("--- a/x\n+++ b/x\n@@ -0,0 +1,3 @@\n+a\nnoise\n+b\n", id="noise"),
    ],
)
def test_broken_diff_is_refused_with_its_line(diff: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        parse_diff(diff.encode())
    assert caught.value.slug == "malformed-diff"
    assert caught.value.line


def test_difference_of_unnamed_files_names_none() -> None:
    assert parse_diff(b"diff --git a/one b/two\n") == ()
    assert parse_diff(b"") == ()


@given(st.binary(max_size=300) | st.text(alphabet='+-@ 0123,diff\n/ab"\\', max_size=200).map(str.encode))
def test_any_bytes_give_files_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(EvidenceError):
        assert all(file.path for file in parse_diff(data))


def test_link_and_submodule_have_no_lines() -> None:
    data = (
        b"diff --git a/l.py b/l.py\nnew file mode 120000\nindex 0..1\n--- /dev/null\n+++ b/l.py\n@@ -0,0 +1 @@\n+pay.py\n"
        b"diff --git a/lib b/lib\nindex 1..2 160000\n--- a/lib\n+++ b/lib\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject 2\n"
    )
    library = ChangedFile("lib", Status.MODIFIED, submodule=True)
    assert parse_diff(data) == (ChangedFile("l.py", Status.ADDED), library)


@pytest.mark.parametrize(
    ("line", "length", "ending"),
    [
        pytest.param(b"x = 1" + b" " * 20_000 + b"# noqa", 12, "# noqa", id="blanks"),
        pytest.param(b"x" * 20_000 + b"# noqa", 10_000, "# noqa", id="no-blanks"),
        pytest.param(b"x" * 9_994 + b"# noqa", 10_000, "# noqa", id="just-short-enough"),
    ],
)
def test_end_of_a_very_long_line_is_kept(line: bytes, length: int, ending: str) -> None:
    data = b"diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,0 +2 @@\n+" + line + b"\n"
    (file,) = parse_diff(data)
    assert (len(file.new_text[2]), file.new_text[2][-len(ending) :]) == (length, ending)
