"""`--produce`: run the commands that make the evidence, for local use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.policy import Policy
from cdgate.telling.escape import plain


def produce(policy: Policy, root: Path) -> None:
    """Run each role's `run:` in the policy's folder, its output on standard error.

    A command that fails is told, and the run goes on: a test run that fails still writes its report. Raises
    EvidenceError where the shell cannot be started at all.
    """
    for role in policy.roles:
        if not role.run:
            continue
        sys.stderr.write(f"cdgate: producing {role.name}: {plain(role.run)}\n")
        sys.stderr.flush()
        try:
            # The policy is the user's own file; its commands are shell commands like those of a Makefile.
            done = subprocess.run(role.run, shell=True, cwd=root, stdout=sys.stderr, check=False)  # noqa: S602  # said above
        except OSError as problem:
            raise EvidenceError(
                "produce-failed",
                text("cannot run {command}: {problem}", command=role.run, problem=str(problem)),
                path=role.name,
            ) from problem
        if done.returncode:
            sys.stderr.write(f"cdgate: {plain(role.name)}: the command ended with {done.returncode}\n")
