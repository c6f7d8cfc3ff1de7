"""Policies from files and from git repositories: what is fetched, and what is refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cdgate.builtin.profiles import git_cache
from cdgate.builtin.profiles.files import FileSource
from cdgate.builtin.profiles.git import GitSource, parsed_address
from cdgate.builtin.profiles.git_cache import GitCache, opened_cache
from cdgate.errors import PolicyError

FIRST, SECOND = b"version: 1\n# first\n", b"version: 1\n# second\n"


def _git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits on `main`; the tag `v1` is the first."""
    monkeypatch.setenv("CDGATE_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "policies"
    (folder / "sub").mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    for content, tag in ((FIRST, "v1"), (SECOND, "")):
        (folder / "sub" / "java.yaml").write_bytes(content)
        _git(folder, "add", ".")
        _git(folder, "commit", "--quiet", "--message", "change")
        if tag:
            _git(folder, "tag", "--annotate", "--message", tag, tag)
    return folder


@pytest.mark.parametrize("form", ["file://{0}", "{0}", "../policies"])
@pytest.mark.parametrize(("ref", "data"), [("v1", FIRST), ("main", SECOND), ("refs/heads/main", SECOND)])
def test_ref_of_a_repository_is_fetched(repository: Path, form: str, ref: str, data: bytes) -> None:
    address = f"{form.format(repository)}@{ref}#sub/java.yaml"
    base = repository.parent / "project"
    base.mkdir()

    fetched = GitSource().fetch(address, base=base, pinned=None)

    assert fetched.data == data
    assert fetched.resolved == _git(repository, "rev-parse", f"{ref}^{{commit}}")
    assert fetched.name == f"git+{address}"
    assert fetched.base.endswith(f"@{fetched.resolved}#sub")


def test_pinned_commit_wins_over_the_ref(repository: Path) -> None:
    first = _git(repository, "rev-parse", "v1^{commit}")

    fetched = GitSource().fetch(f"file://{repository}@main#sub/java.yaml", base=repository, pinned=first)

    assert (fetched.data, fetched.resolved) == (FIRST, first)


def test_pinned_commit_that_is_cached_needs_no_repository(repository: Path) -> None:
    address = f"file://{repository}@main#sub/java.yaml"
    commit = GitSource().fetch(address, base=repository, pinned=None).resolved
    repository.rename(repository.with_name("gone"))

    assert GitSource().fetch(address, base=repository, pinned=commit).data == SECOND


def test_moved_branch_is_fetched_anew(repository: Path) -> None:
    address = f"file://{repository}@main#sub/java.yaml"
    GitSource().fetch(address, base=repository, pinned=None)
    _git(repository, "reset", "--hard", "--quiet", "v1")

    assert GitSource().fetch(address, base=repository, pinned=None).data == FIRST


def test_variables_of_a_hook_do_not_lead_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repository / "elsewhere"))

    assert GitSource().fetch(f"file://{repository}@v1#sub/java.yaml", base=repository, pinned=None).data == FIRST


@pytest.mark.skipif(os.name == "nt", reason="/dev/null is no folder on POSIX systems only")
def test_cache_that_cannot_be_written_is_replaced(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDGATE_CACHE_DIR", "/dev/null/cache")

    assert GitSource().fetch(f"file://{repository}@v1#sub/java.yaml", base=repository, pinned=None).data == FIRST


def test_cache_that_git_cannot_make_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDGATE_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(GitCache, "git", lambda *_: subprocess.CompletedProcess((), 1, b"", b""))

    with opened_cache("file:///nowhere") as cache:
        assert not cache.folder.is_relative_to(tmp_path)


def test_usual_cache_lies_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CDGATE_CACHE_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / name))

    with opened_cache("file:///nowhere") as cache:
        assert cache.folder.is_relative_to(tmp_path / "cdgate" / "git")


def test_silent_host_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: str) -> None:
        raise subprocess.TimeoutExpired("git", git_cache.SECONDS)

    monkeypatch.setattr(GitCache, "git", silent)

    assert GitCache(tmp_path).fetch("https://example.com/p", "v1") == "no answer within 30 seconds"


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("file://{0}@none#sub/java.yaml", "git-fetch"),
        ("file://{0}/none@v1#sub/java.yaml", "git-fetch"),
        ("file://{0}@v1#sub/none.yaml", "git-no-file"),
        ("file://{0}@v1#sub", "git-no-file"),
        ("file://{0}@" + "0" * 40 + "#sub/java.yaml", "git-fetch"),
    ],
)
def test_what_is_not_there_is_told(repository: Path, address: str, slug: str) -> None:
    with pytest.raises(PolicyError) as caught:
        GitSource().fetch(address.format(repository), base=repository, pinned=None)

    assert (caught.value.slug, caught.value.file) == (slug, "")


def test_ref_that_is_no_commit_is_refused(repository: Path) -> None:
    blob = _git(repository, "rev-parse", "v1:sub/java.yaml")
    _git(repository, "update-ref", "refs/tags/blob", blob)

    with pytest.raises(PolicyError) as caught:
        GitSource().fetch(f"file://{repository}@refs/tags/blob#sub/java.yaml", base=repository, pinned=None)

    assert caught.value.slug == "git-fetch"


def test_missing_git_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(PolicyError) as caught:
        GitSource().fetch("https://example.com/p@v1#x.yaml", base=Path(), pinned=None)

    assert caught.value.slug == "git-missing"


@pytest.mark.parametrize(
    ("address", "url", "ref", "path"),
    [
        ("https://e.org/t/p@v3.2.0#java.yaml", "https://e.org/t/p", "v3.2.0", "java.yaml"),
        ("https://e.org:8443/t/p.git@main#a/b.yaml", "https://e.org:8443/t/p.git", "main", "a/b.yaml"),
        ("ssh://git@e.org/t/p@feature/x#b.yaml", "ssh://git@e.org/t/p", "feature/x", "b.yaml"),
        ("git@e.org:t/p.git@v1#b.yaml", "git@e.org:t/p.git", "v1", "b.yaml"),
        ("/srv/p@v1#b.yaml", "/srv/p", "v1", "b.yaml"),
    ],
)
def test_address_has_its_parts(address: str, url: str, ref: str, path: str) -> None:
    where = parsed_address(address)

    assert (where.url, where.ref, where.path) == (url, ref, path)


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("", "git-address"),
        ("https://e.org/p", "git-address"),
        ("https://e.org/p@v1", "git-address"),
        ("https://e.org/p#x.yaml", "git-address"),
        ("https://e.org/p@#x.yaml", "git-address"),
        ("ssh://git@e.org/p#x.yaml", "git-address"),
        ("http://e.org/p@v1#x.yaml", "git-address"),
        ("git://e.org/p@v1#x.yaml", "git-address"),
        ("ext::sh -c id@v1#x.yaml", "git-address"),
        ("--upload-pack=id@v1#x.yaml", "git-address"),
        ("https://e.org/p@--upload-pack=id#x.yaml", "git-address"),
        ("https://e.org/p@a..b#x.yaml", "git-address"),
        ("https://e.org/p@a:b#x.yaml", "git-address"),
        ("https://e.org/p@v1#../x.yaml", "git-address"),
        ("https://e.org/p@v1#/x.yaml", "git-address"),
        ("https://user:secret@e.org/p@v1#x.yaml", "git-credentials"),
        ("https://token@e.org/p@v1#x.yaml", "git-credentials"),
        ("ssh://git:secret@e.org/p@v1#x.yaml", "git-credentials"),
    ],
)
def test_unsafe_address_is_refused(address: str, slug: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parsed_address(address)

    assert caught.value.slug == slug
    assert "secret" not in str(caught.value)


def test_file_is_read_beside_the_policy(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yaml").write_bytes(FIRST)

    fetched = FileSource().fetch("sub/a.yaml", base=tmp_path, pinned=None)

    assert (fetched.data, fetched.resolved, fetched.name, fetched.base) == (
        FIRST,
        "sub/a.yaml",
        "sub/a.yaml",
        "file:sub",
    )


@pytest.mark.parametrize(
    ("address", "slug"),
    [("none.yaml", "extends-unreadable"), (".", "extends-unreadable"), ("../outside.yaml", "extends-outside")],
)
def test_file_that_cannot_be_had_is_told(tmp_path: Path, address: str, slug: str) -> None:
    base = tmp_path / "project"
    (base / ".git").mkdir(parents=True)
    (tmp_path / "outside.yaml").write_bytes(FIRST)

    with pytest.raises(PolicyError) as caught:
        FileSource().fetch(address, base=base, pinned=None)

    assert caught.value.slug == slug


def test_link_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    base = tmp_path / "project"
    (base / ".git").mkdir(parents=True)
    (tmp_path / "outside.yaml").write_bytes(FIRST)
    (base / "link.yaml").symlink_to(tmp_path / "outside.yaml")

    with pytest.raises(PolicyError) as caught:
        FileSource().fetch("link.yaml", base=base, pinned=None)

    assert caught.value.slug == "extends-outside"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    with pytest.raises(PolicyError) as caught:
        FileSource().fetch("pipe.yaml", base=tmp_path, pinned=None)

    assert caught.value.slug == "extends-unreadable"
