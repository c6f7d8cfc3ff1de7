"""The file of a baseline: where it lies, how it is read and replaced."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cdgate.cli.find_policy import Found
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.baseline import ROLE, Baseline
from cdgate.model.evidence import Source

DEFAULT = ".cdgate/baseline.json"
LARGEST = 256 * 1024 * 1024


def baseline_path(found: Found, file: str) -> Path:
    """Return where the baseline lies: as asked, else the one file of the policy's role, else the usual place."""
    if file:
        return Path(file)
    role = found.policy.role(ROLE)
    single = role is not None and len(role.paths) == 1 and not set("*?[") & set(role.paths[0])
    return found.root / (role.paths[0] if role is not None and single else DEFAULT)


def read(path: Path, *, missing_ok: bool = False) -> Baseline:
    """Return the baseline in the file; an empty one where that is `missing_ok`. Raises EvidenceError with the path."""
    from cdgate.parsing.baseline import read_baseline

    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST)
    except FileNotFoundError as problem:
        if missing_ok:
            return Baseline(Source(str(path), "", 0, "cdgate-baseline"))
        raise EvidenceError(
            "missing-file",
            text("there is no such file"),
            path=shown(path),
            hint=text("run `cdgate baseline update`"),
        ) from problem
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    if missing_ok and not data:
        return Baseline(Source(str(path), "", 0, "cdgate-baseline"))  # git hands an empty file where there was none
    try:
        return read_baseline(data, Source(shown(path), hashlib.sha256(data).hexdigest(), len(data), "cdgate-baseline"))
    except EvidenceError as error:
        raise error.at(shown(path)) from error


def replace(path: Path, held: Baseline) -> None:
    """Write the whole file or none of it."""
    from cdgate.parsing.baseline import written_baseline

    data = written_baseline(held)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, problem: OSError) -> EvidenceError:
    return EvidenceError(
        "baseline-unwritable",
        text("the baseline cannot be read or written: {reason}", reason=problem.strerror or str(problem)),
        path=shown(path),
        hint=text("look at the permissions of the folder and the space on the disk"),
    )


def shown(path: Path) -> str:
    """Return the path as a person in this folder would write it."""
    return os.path.relpath(path)
