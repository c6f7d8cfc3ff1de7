"""Makes git repositories whose last commits change many files; the same for the same arguments."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from sources import NOUNS, source_lines, source_path

GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.invalid", "-c", "gc.auto=0")


def repository(folder: Path, files: int, changed: int) -> None:
    """Make a repository with the files of the Cobertura report; the branch `work` changes some lines of `changed`."""
    folder.mkdir(parents=True)
    subprocess.run([*GIT, "init", "--quiet", "--initial-branch", "main"], cwd=folder, check=True)
    texts = {}
    for index in range(files):
        length, _ = source_lines(index)
        texts[index] = [f"    {NOUNS[number % len(NOUNS)]}_{number} = {index}\n" for number in range(1, length + 1)]
        path = folder / source_path(index)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(texts[index]))
    _commit(folder, "base")
    subprocess.run([*GIT, "checkout", "--quiet", "-b", "work"], cwd=folder, check=True)
    for index in range(changed):
        pick = random.Random(f"change {index}")  # noqa: S311  # test data
        for _ in range(6):
            texts[index][pick.randrange(len(texts[index]))] = f"    new_{pick.randrange(10**6)} = 1\n"
        (folder / source_path(index)).write_text("".join(texts[index]))
    _commit(folder, "change")


def _commit(folder: Path, message: str) -> None:
    subprocess.run([*GIT, "add", "--all"], cwd=folder, check=True)
    subprocess.run([*GIT, "commit", "--quiet", "--message", message], cwd=folder, check=True)
