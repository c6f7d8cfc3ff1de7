"""What a change can look like, and the verdict of a gate that asks for 80 % of its lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.project import sarif
from tests.e2e.repository import CHANGED_80, Repository, check, code, policy

pytest_plugins: list[str] = []
repository = repo.repository
_template = repo._template

HALF = tuple(range(6, 11))
PAY = "src/pay.py"
NOTHING = "not applicable"
ABSENT = "in no coverage report"
PASSED, FAILED, POLICY, EVIDENCE = 0, 1, 3, 4
SMALL = CHANGED_80.replace("}", ", unless: {metric: change.coverable_lines, below: 8}}")
LINT = "lint: {path: lint.sarif, kind: findings}"
NEW_FINDINGS = "findings: {metric: findings.count, evidence: lint, scope: changed, at_most: 0}"

Build = Callable[[Repository], object]


class Situation(msgspec.Struct, frozen=True):
    """How the repository is made, and how the check must end: its code, and words that it must say."""

    build: Build
    code: int
    says: tuple[str, ...] = ()
    policy: str = ""
    environ: dict[str, str] = {}
    at: str = ""


def _chain(*steps: Build) -> Build:
    def built(repository: Repository) -> None:
        for step in steps:
            step(repository)

    return built


def _named(name: str, *missed: int) -> Build:
    """A new file of five lines with that name."""
    return lambda r: r.write(name, code(1, 5)).commit().covers({PAY: (10, ()), name: (5, missed)})


def _edited(*lines: int, missed: tuple[int, ...] = ()) -> Build:
    return lambda r: r.edit(*lines).covers({PAY: (10, missed)})


def _configured(*pairs: tuple[str, str], missed: tuple[int, ...] = (2,)) -> Build:
    """One line changed and not covered, under these settings of git: none of them may hide it."""

    def built(r: Repository) -> None:
        for name, value in pairs:
            r.git("config", name, value)
        r.edit(2).covers({PAY: (10, missed)})

    return built


def _with_plain_lines(words: str, count: int) -> Build:
    """Lines above all others that nobody calls coverable."""

    def built(r: Repository) -> None:
        r.write(PAY, words + code(1, 10)).commit()
        told = repo.report({PAY: (10 + count, ())})
        for number in range(1, count + 1):
            told = told.replace(f'<line number="{number}" hits="1"/>', "")
        r.write("coverage.xml", told)

    return built


def _indented(r: Repository) -> None:
    r.write(PAY, "".join(f"  {line}\n" for line in code(1, 10).splitlines())).commit().covers({PAY: (10, HALF)})


def _ordered(r: Repository) -> None:
    r.edit(2).covers({PAY: (10, (2,))})
    r.git("config", "diff.orderFile", "no-such-file")


def _attributed(line: str) -> Build:
    return lambda r: r.write(".gitattributes", f"{line}\n").edit(2).covers({PAY: (10, (2,))})


def _copy(folder: Path, *words: str, to: str) -> Repository:
    Repository(folder).git("clone", "-q", *words, f"file://{folder}", str(folder / to))
    return Repository(folder / to)


# ---- what a change may do to a file


def _renamed(*missed: int) -> Build:
    def built(r: Repository) -> None:
        r.git("mv", PAY, "src/payment.py")
        r.edit(3, name="src/payment.py").covers({"src/payment.py": (10, missed)})

    return built


def _renamed_report_old(r: Repository) -> None:
    r.write("src/other.py", code(1, 4)).commit()
    r.git("branch", "-f", "main")
    r.git("mv", PAY, "src/payment.py")
    r.edit(3, name="src/payment.py").covers({PAY: (10, ()), "src/other.py": (4, ())})


def _pure_rename(r: Repository) -> None:
    r.git("mv", PAY, "src/payment.py")
    r.commit().covers({"src/payment.py": (10, ())})


def _folder_renamed(r: Repository) -> None:
    r.git("mv", "src", "source")
    r.edit(4, name="source/pay.py").covers({"source/pay.py": (10, (4,))})


def _moved_block(r: Repository) -> None:
    r.write(PAY, code(4, 10) + code(1, 3)).commit().covers({PAY: (10, (8, 9, 10))})


def _moved_between_files(r: Repository) -> None:
    r.write(PAY, code(1, 5)).write("src/more.py", code(6, 10)).commit()
    r.covers({PAY: (5, ()), "src/more.py": (5, (1, 2))})


def _deleted(r: Repository) -> None:
    r.write("src/keep.py", code(1, 4)).commit()
    r.git("branch", "-f", "main")
    r.git("rm", "-q", PAY)
    r.commit().covers({"src/keep.py": (4, ())})


def _deleted_still_reported(r: Repository) -> None:
    _deleted(r)
    r.covers({"src/keep.py": (4, ()), PAY: (10, ())})


def _mode_change(r: Repository) -> None:
    (r.folder / PAY).chmod(0o755)
    r.commit().covers()


def _copied_file(r: Repository) -> None:
    r.git("config", "diff.renames", "copies")
    r.write("src/copy.py", code(1, 10)).edit(1).covers({PAY: (10, ()), "src/copy.py": (10, (1, 2, 3, 4))})


def _link_added(r: Repository) -> None:
    (r.folder / "src/link.py").symlink_to("pay.py")
    r.commit().covers()


def _file_to_link(r: Repository) -> None:
    r.write("src/old.py", code(1, 3)).commit()
    r.git("branch", "-f", "main")
    (r.folder / "src/old.py").unlink()
    (r.folder / "src/old.py").symlink_to("pay.py")
    r.commit().covers()


def _link_to_file(r: Repository) -> None:
    (r.folder / "src/new.py").symlink_to("pay.py")
    r.commit()
    r.git("branch", "-f", "main")
    (r.folder / "src/new.py").unlink()
    r.write("src/new.py", code(1, 5)).commit().covers({PAY: (10, ()), "src/new.py": (5, (1, 2))})


def _conflicted(r: Repository) -> None:
    r.edit(2)
    r.git("checkout", "-q", "main")
    r.write(PAY, code(1, 1) + "other = 1\n" + code(3, 10)).commit()
    r.git("checkout", "-q", "work")
    with pytest.raises(Exception, match="merge"):
        r.git("merge", "-q", "main")
    r.covers({PAY: (14, (2, 3, 4, 5, 6))})


# ---- what the history may look like


def _main_ahead(r: Repository) -> None:
    r.edit(2)
    r.git("checkout", "-q", "main")
    r.write("src/far.py", code(1, 9)).commit()
    r.git("checkout", "-q", "work")
    r.covers()


def _main_merged(r: Repository) -> None:
    _main_ahead(r)
    r.git("merge", "-q", "--no-edit", "main")
    r.covers({PAY: (10, ()), "src/far.py": (9, range(1, 10))})


def _behind_main(r: Repository) -> None:
    r.git("checkout", "-q", "main")
    r.edit(5)
    r.git("checkout", "-q", "work")
    r.covers()


def _orphan(r: Repository) -> None:
    r.git("checkout", "-q", "--orphan", "alone")
    r.edit(2).covers()  # the same files in the same second would be the same commit


def _detached(r: Repository) -> None:
    r.edit(2)
    r.git("checkout", "-q", "--detach")
    r.covers({PAY: (10, (2,))})


def _replaced(r: Repository) -> None:
    r.edit(2).covers({PAY: (10, (2,))})
    r.git("replace", r.git("rev-parse", "main"), r.git("rev-parse", "work"))


def _no_repository(r: Repository) -> None:
    r.folder.joinpath(".git").rename(r.folder / "not-git")
    r.covers()


def _unborn(r: Repository) -> None:
    r.folder.joinpath(".git").rename(r.folder / "old-git")
    r.git("init", "-q", "-b", "main")
    r.covers()


def _shallow(*words: str) -> Build:
    def built(r: Repository) -> None:
        for line in range(1, 4):
            r.edit(line)
        _copy(r.folder, "--depth", "1", "--branch", "work", *words, to="clone").write(
            "gates.yaml", policy(base="origin/main")
        ).covers()

    return built


def _submodule(r: Repository) -> None:
    repo.start(r.folder.parent / "library")
    r.git("submodule", "--quiet", "add", "-b", "main", f"file://{r.folder.parent / 'library'}", "lib")
    r.commit().covers()


def _submodule_bumped(r: Repository) -> None:
    _submodule(r)
    r.git("branch", "-f", "main")
    library = Repository(r.folder / "lib")
    library.edit(3)
    r.commit()
    library.edit(4)


def _sha256(r: Repository) -> None:
    made = repo.start(r.folder / "wide", "--object-format=sha256")
    made.edit(2).covers({PAY: (10, (2,))}).write("gates.yaml", policy())


# ---- where the work lies


def _uncommitted(r: Repository) -> None:
    r.write(PAY, "new = 1\n" + code(1, 10)).covers({PAY: (11, (1,))})


def _staged(r: Repository) -> None:
    _uncommitted(r)
    r.git("add", PAY)


def _announced(r: Repository) -> None:
    r.write("src/new.py", code(1, 4)).covers({PAY: (10, ()), "src/new.py": (4, (1, 2))})
    r.git("add", "-N", "src/new.py")


def _subfolder(line: int, *missed: int) -> Build:
    def built(r: Repository) -> None:
        r.write("service/src/app.py", code(1, 10)).commit()
        r.git("branch", "-f", "main")
        r.edit(line, name="service/src/app.py").edit(1)
        r.write("service/gates.yaml", policy()).write("service/coverage.xml", repo.report({"src/app.py": (10, missed)}))

    return built


def _outside_subfolder(r: Repository) -> None:
    r.write("service/src/app.py", code(1, 10)).commit()
    r.git("branch", "-f", "main")
    r.edit(1).write("service/gates.yaml", policy()).write("service/coverage.xml", repo.report({"src/app.py": (10, ())}))


def _from_a_diff(*words: str, edit: Build, cut: int = 0) -> Build:
    def built(r: Repository) -> None:
        edit(r)
        told = r.git("diff", *words, "main") + "\n"
        r.write("change.diff", told[: -cut or None])

    return built


DIFF = policy(change="change: {path: change.diff, kind: change}")


def _pull_request(**event: object) -> Build:
    """A pull request of GitHub: the event's file names the base; `{main}` stands for the commit of main."""

    def built(r: Repository) -> None:
        r.edit(2).covers({PAY: (10, (2,))})
        words = json.dumps(event).replace("{main}", r.git("rev-parse", "main"))
        r.write("event.json", words)

    return built


GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": "event.json"}
AUTO = policy(base="auto")


def _remote(r: Repository) -> None:
    """A clone that knows origin/main; the work is one uncovered line."""
    clone = _copy(r.folder, "--branch", "work", to="clone")
    clone.git("branch", "-q", "--unset-upstream")
    clone.edit(2).covers({PAY: (10, (2,))}).write("gates.yaml", AUTO)


S = Situation
SITUATIONS = {
    # ---- lines
    "a changed line that is covered": S(_edited(2), PASSED, ("100 %",)),
    "a changed line that is not covered": S(_edited(2, missed=(2,)), FAILED, ("0 %", "src/pay.py:2")),
    "four of five changed lines covered": S(_edited(1, 2, 3, 4, 5, missed=(5,)), PASSED, ("80 %",)),
    "three of four changed lines covered": S(_edited(1, 2, 3, 4, missed=(4,)), FAILED, ("75 %", "src/pay.py:4")),
    "uncovered lines that are not changed": S(_edited(1, missed=HALF), PASSED),
    "lines taken away": S(lambda r: r.write(PAY, code(1, 6)).commit().covers({PAY: (6, ())}), PASSED, (NOTHING,)),
    "lines added at the end": S(
        lambda r: r.write(PAY, code(1, 12)).commit().covers({PAY: (12, (11, 12))}), FAILED, ("lines 11-12",)
    ),
    "the last line end taken away": S(
        lambda r: r.write(PAY, code(1, 10)[:-1]).commit().covers({PAY: (10, (10,))}), FAILED, ("src/pay.py:10",)
    ),
    "a line that begins like a header of a diff": S(
        lambda r: r.write(PAY, "++ b/src/fake.py\n" + code(1, 10)).commit().covers({PAY: (11, (1,))}),
        FAILED,
        ("src/pay.py:1",),
    ),
    "a line that begins like a hunk": S(
        lambda r: r.write(PAY, "@@ -1 +1 @@\n" + code(1, 10)).commit().covers({PAY: (11, (1,))}),
        FAILED,
        ("src/pay.py:1",),
    ),
    "a block moved down": S(_moved_block, FAILED, ("0 %",)),
    "a block moved to another file": S(_moved_between_files, FAILED, ("60 %", "src/more.py:1")),
    "re-indented": S(_indented, FAILED, ("50 %",)),
    "only comments changed": S(_with_plain_lines("# a comment\n", 1), PASSED, (NOTHING, "lines added: 1")),
    "only blank lines added": S(_with_plain_lines("\n\n", 2), PASSED, (NOTHING, "lines added: 2")),
    "only tests changed": S(
        lambda r: r.edit(1, name="tests/test_pay.py").covers(), PASSED, (NOTHING, "files changed: 1")
    ),
    "only documents changed": S(lambda r: r.write("README.md", "pays\n").commit().covers(), PASSED, (NOTHING,)),
    "line ends flipped to CRLF": S(
        lambda r: r.write(PAY, code(1, 10).replace("\n", "\r\n")).commit().covers({PAY: (10, HALF)}), FAILED, ("50 %",)
    ),
    "line ends flipped where git keeps LF": S(
        lambda r: (
            r.write(".gitattributes", "*.py text eol=crlf\n")
            .commit()
            .write(PAY, code(1, 10).replace("\n", "\r\n"))
            .commit()
            .covers({PAY: (10, HALF)})
        ),
        PASSED,
        (NOTHING,),
    ),
    # ---- files
    "a new file": S(_named("src/new.py"), PASSED, ("100 %",)),
    "a new file half covered": S(_named("src/new.py", 1, 2), FAILED, ("60 %", "src/new.py:1")),
    "a new file that no report knows": S(
        lambda r: r.write("src/new.py", code(1, 5)).commit().covers(), FAILED, (ABSENT, "src/new.py")
    ),
    "a new file in another language, not measured here": S(
        lambda r: r.write("web/app.css", "a {}\n").commit().covers(), PASSED, (NOTHING,)
    ),
    "an empty new file": S(lambda r: r.write("src/__init__.py", "").commit().covers(), PASSED, (NOTHING,)),
    "a new file of blank lines": S(lambda r: r.write("src/__init__.py", "\n\n").commit().covers(), PASSED, (NOTHING,)),
    "a deleted file": S(_deleted, PASSED, (NOTHING,)),
    "a deleted file that is still in the report": S(
        _deleted_still_reported, PASSED, (NOTHING, "1 of 2 files in the report are not tracked")
    ),
    "a file renamed": S(_pure_rename, PASSED, (NOTHING,)),
    "a file renamed and edited, covered": S(_renamed(), PASSED, ("100 %",)),
    "a file renamed and edited, not covered": S(_renamed(3), FAILED, ("src/payment.py:3",)),
    "a renamed file under its old name in the report": S(_renamed_report_old, FAILED, (ABSENT, "src/payment.py")),
    "the source folder renamed": S(_folder_renamed, FAILED, ("0 %", "source/pay.py:4")),
    "a file copied": S(_copied_file, FAILED, ("src/copy.py:1",)),
    "only the mode changed": S(_mode_change, PASSED, (NOTHING, "lines added: 0")),
    "a binary file added": S(
        lambda r: r.write("logo.png", b"\x89PNG\0\1\2" * 50).commit().covers(), PASSED, (NOTHING,)
    ),
    "a link added": S(_link_added, PASSED, (NOTHING, "lines added: 0")),
    "a file turned into a link": S(_file_to_link, PASSED, (NOTHING,)),
    "a link turned into a file": S(_link_to_file, FAILED, ("60 %", "src/new.py:1")),
    "source called binary by an attribute": S(_attributed("*.py binary"), FAILED, ("src/pay.py:2",)),
    "source with no diff by an attribute": S(_attributed("*.py -diff"), FAILED, ("src/pay.py:2",)),
    "source called generated by an attribute": S(
        _attributed("*.py linguist-generated=true"), FAILED, ("src/pay.py:2",)
    ),
    "a file with blanks in its name": S(_named("src/a b  c.py", 1, 2), FAILED, ("src/a b",)),
    "a file with quotes in its name": S(_named('src/"it\'s".py', 1, 2), FAILED, ("60 %",)),
    "a file with a tab in its name": S(_named("src/a\tb.py", 1, 2), EVIDENCE, ("bad-file-name",)),
    "a file with a Chinese name": S(_named("src/支付.py", 1, 2), FAILED, ("src/支付.py:1",)),
    "a file with an accent in its name": S(_named("src/caf\u00e9.py", 1, 2), FAILED, ("src/café.py:1",)),
    "a file with a dash first": S(_named("src/--help.py", 1, 2), FAILED, ("src/--help.py:1",)),
    "a file with the signs of a pattern": S(_named("src/[id]*.py", 1, 2), FAILED, ("src/[id]*.py:1",)),
    "a file named like the prefix of a diff": S(_named("b/a/x.py", 1, 2), FAILED, ("b/a/x.py:1",)),
    "a file with an arrow in its name": S(_named("src/a => b.py", 1, 2), FAILED, ("60 %",)),
    "vendored code that no report knows": S(
        lambda r: r.write("vendor/x.py", code(1, 5)).commit().covers(), FAILED, (ABSENT, "vendor/x.py")
    ),
    "vendored code excluded": S(
        lambda r: r.write("vendor/x.py", code(1, 5)).commit().covers(),
        PASSED,
        (NOTHING,),
        policy(change='change: {git: {base: main}, exclude: "vendor/**"}'),
    ),
    "generated code excluded beside an uncovered line": S(
        lambda r: r.write("src/pay_pb2.py", code(1, 5)).edit(2).covers({PAY: (10, (2,))}),
        FAILED,
        ("src/pay.py:2",),
        policy(change='change: {git: {base: main}, exclude: "src/*_pb2.py"}'),
    ),
    "a submodule added": S(_submodule, PASSED, (NOTHING,)),
    "a submodule moved on, with work in it": S(_submodule_bumped, PASSED, (NOTHING,)),
    "a conflict that is not settled": S(_conflicted, FAILED),
    # ---- history
    "nothing changed": S(lambda r: r.covers(), PASSED, (NOTHING, "files changed: 0")),
    "nothing changed and no report": S(lambda _: None, FAILED, ("no file matches coverage.xml",)),
    "an empty commit": S(lambda r: r.commit().covers(), PASSED, (NOTHING, "files changed: 0")),
    "main has gone on": S(_main_ahead, PASSED, ("100 %",)),
    "main merged into the branch": S(_main_merged, PASSED, ("100 %",)),
    "the branch is behind main": S(_behind_main, PASSED, (NOTHING, "files changed: 0")),
    "no commit in common": S(_orphan, FAILED, ("share no commit",)),
    "a detached head": S(_detached, FAILED, ("src/pay.py:2",)),
    "a replaced commit": S(_replaced, FAILED, ("src/pay.py:2",)),
    "no git work tree": S(_no_repository, FAILED, ("git knows no commit here",)),
    "an unborn branch": S(_unborn, FAILED, ("git knows no commit here",)),
    "a shallow clone without the base": S(
        _shallow("--single-branch"),
        FAILED,
        ("git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main",),
        at="clone",
    ),
    "a shallow clone without the merge base": S(
        _shallow("--no-single-branch"), FAILED, ("git fetch --unshallow",), at="clone"
    ),
    "a SHA-256 repository": S(_sha256, FAILED, ("src/pay.py:2",), at="wide"),
    # ---- where the work lies
    "work that is not committed": S(_uncommitted, FAILED, ("src/pay.py:1",)),
    "work that is only staged": S(_staged, FAILED, ("src/pay.py:1",)),
    "a new file that is only announced": S(_announced, FAILED, ("src/new.py:1",)),
    "the policy in a subfolder": S(_subfolder(4, 4), FAILED, ("src/app.py:4",), at="service"),
    "the policy in a subfolder, covered": S(_subfolder(4), PASSED, ("100 %",), at="service"),
    "a change outside the subfolder": S(_outside_subfolder, PASSED, (NOTHING, "files changed: 0"), at="service"),
    # ---- settings of git
    "diff.noprefix": S(_configured(("diff.noprefix", "true")), FAILED, ("src/pay.py:2",)),
    "diff.mnemonicPrefix": S(_configured(("diff.mnemonicPrefix", "true")), FAILED, ("src/pay.py:2",)),
    "diff.external": S(_configured(("diff.external", "true")), FAILED, ("src/pay.py:2",)),
    "a text conversion": S(
        _chain(_configured(("diff.hide.textconv", "true")), _attributed("*.py diff=hide")), FAILED, ("src/pay.py",)
    ),
    "diff.orderFile": S(_ordered, FAILED, ("src/pay.py:2",)),
    "diff.context": S(
        _configured(("diff.context", "9"), ("diff.interHunkContext", "9")), FAILED, ("0 %", "src/pay.py:2")
    ),
    "color.ui": S(_configured(("color.ui", "always"), ("color.diff", "always")), FAILED, ("src/pay.py:2",)),
    "diff.ignoreSubmodules and diff.submodule": S(
        _configured(("diff.submodule", "log"), ("diff.ignoreSubmodules", "all")), FAILED, ("src/pay.py:2",)
    ),
    "core.quotePath": S(
        _chain(lambda r: r.git("config", "core.quotePath", "false"), _named("src/支付.py", 1, 2)),
        FAILED,
        ("src/支付.py:1",),
    ),
    "core.attributesFile": S(
        _chain(lambda r: r.write("attributes", "*.py binary\n"), _configured(("core.attributesFile", "attributes"))),
        FAILED,
        ("src/pay.py:2",),
    ),
    "diff.renames off": S(_chain(lambda r: r.git("config", "diff.renames", "false"), _pure_rename), PASSED, (NOTHING,)),
    "an external diff by variable": S(
        _edited(2, missed=(2,)),
        FAILED,
        ("src/pay.py:2",),
        environ={"GIT_EXTERNAL_DIFF": "true", "GIT_DIFF_OPTS": "-u9"},
    ),
    # ---- where the base comes from
    "a tag": S(
        _chain(lambda r: r.git("tag", "v1", "main"), _edited(2, missed=(2,))),
        FAILED,
        ("src/pay.py:2", "v1"),
        policy(base="v1"),
    ),
    "an annotated tag": S(
        _chain(lambda r: r.git("tag", "-a", "-m", "one", "v1", "main"), _edited(2, missed=(2,))),
        FAILED,
        ("src/pay.py:2",),
        policy(base="v1"),
    ),
    "a step back": S(
        _chain(_edited(2), lambda r: r.edit(3).covers({PAY: (10, (2,))})), PASSED, ("100 %",), policy(base="HEAD~1")
    ),
    "a base that nobody knows": S(
        _edited(2),
        FAILED,
        ("git does not know origin/none", "git fetch origin +refs/heads/none:"),
        policy(base="origin/none"),
    ),
    "a base that looks like an option": S(_edited(2), FAILED, ("git does not know",), policy(base="--output=stolen")),
    "no base at all": S(_edited(2), FAILED, ("no base to compare with",), AUTO),
    "the remote's main branch": S(_remote, FAILED, ("src/pay.py:2",), at="clone"),
    "the upstream branch": S(
        _chain(lambda r: r.git("branch", "--set-upstream-to=main"), _edited(2, missed=(2,))),
        FAILED,
        ("src/pay.py:2",),
        AUTO,
    ),
    "a pull request of GitHub": S(
        _pull_request(pull_request={"base": {"sha": "{main}"}}), FAILED, ("src/pay.py:2",), AUTO, GITHUB
    ),
    "a merge queue of GitHub": S(
        _pull_request(merge_group={"base_sha": "{main}"}), FAILED, ("src/pay.py:2",), AUTO, GITHUB
    ),
    "a push on GitHub": S(_pull_request(before="{main}"), FAILED, ("src/pay.py:2",), AUTO, GITHUB),
    "a first push on GitHub": S(
        _pull_request(before="0" * 40), FAILED, ("git does not know origin/main",), AUTO, GITHUB
    ),
    "a merge request of GitLab": S(
        _edited(2, missed=(2,)),
        FAILED,
        ("src/pay.py:2",),
        AUTO,
        {"GITLAB_CI": "true", "CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
    ),
    "a merge request of GitLab without its base": S(
        _edited(2),
        FAILED,
        ("git does not know " + "1" * 40,),
        AUTO,
        {"GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "1" * 40},
    ),
    "a pull request on Azure": S(
        _edited(2, missed=(2,)),
        FAILED,
        ("src/pay.py:2",),
        AUTO,
        {"TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"},
    ),
    # ---- a diff instead of git
    "a diff of git": S(_from_a_diff(edit=_edited(2, missed=(2,))), FAILED, ("src/pay.py:2",), DIFF),
    "a diff of git, covered": S(_from_a_diff("-U0", edit=_edited(2, 7)), PASSED, ("100 %",), DIFF),
    "a diff without prefixes": S(
        _from_a_diff("--no-prefix", edit=_edited(2, missed=(2,))), FAILED, ("src/pay.py:2",), DIFF
    ),
    "a diff that is cut": S(_from_a_diff(edit=_edited(2), cut=20), EVIDENCE, ("malformed-diff",), DIFF),
    "an empty diff": S(_from_a_diff(edit=lambda r: r.covers()), EVIDENCE, ("change.diff",), DIFF),
    "no diff where one is asked for": S(_edited(2), FAILED, ("no file matches change.diff",), DIFF),
    # ---- reports that do not fit
    "a report of other files": S(lambda r: r.edit(2).covers({"elsewhere/x.py": (10, ())}), FAILED, ("not tracked",)),
    "a report of nothing": S(
        lambda r: r.edit(2).write("coverage.xml", repo.report({})), FAILED, ("no line that could be covered",)
    ),
    "a report from a container": S(
        lambda r: r.edit(2).covers({"/app/src/pay.py": (10, (2,))}), FAILED, ("src/pay.py:2",)
    ),
    "a report from Windows": S(
        lambda r: r.edit(2).covers({"C:\\work\\src\\pay.py": (10, (2,))}), FAILED, ("src/pay.py:2",)
    ),
    "no report": S(lambda r: r.edit(2), FAILED, ("no file matches coverage.xml",)),
    # ---- small changes, findings
    "a small change": S(_edited(1, 2, missed=(1, 2)), PASSED, ("0 %", "2"), policy(SMALL)),
    "a change that is not small": S(_edited(*range(1, 9), missed=(1, 2, 3)), FAILED, ("62.5 %",), policy(SMALL)),
    "a finding on a changed line": S(
        lambda r: r.edit(1).covers().write("lint.sarif", sarif("error")),
        FAILED,
        ("R0", "src/pay.py:1"),
        policy(NEW_FINDINGS, evidence=(LINT,)),
    ),
    "a finding on another line": S(
        lambda r: r.edit(5).covers().write("lint.sarif", sarif("error")),
        PASSED,
        (),
        policy(NEW_FINDINGS, evidence=(LINT,)),
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_change_situation(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    situation = SITUATIONS[name]
    situation.build(repository)
    folder = repository.folder / situation.at
    if not (folder / "gates.yaml").exists():
        repository.write(f"{situation.at}/gates.yaml".lstrip("/"), situation.policy or policy())
    ran = check(monkeypatch, capsys, folder, environ=situation.environ)
    told = " ".join((ran.out + ran.err).split())
    assert (ran.code, [words for words in situation.says if words not in told]) == (situation.code, []), told
    assert "Traceback" not in told
    assert not (folder / "stolen").exists()


def test_table_holds_at_least_sixty_situations() -> None:
    assert len(SITUATIONS) >= 60


def test_policy_is_the_one_of_the_documents() -> None:
    assert CHANGED_80 in policy()
