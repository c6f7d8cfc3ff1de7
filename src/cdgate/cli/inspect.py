"""`cdgate inspect`: what cdgate sees in a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdgate.cli.complain import complain
from cdgate.cli.session import Session, pass_session
from cdgate.engine.read import read_file
from cdgate.errors import CdgateError, ExitCode, UsageError
from cdgate.message import text
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

if TYPE_CHECKING:
    from cdgate.extension import Reader
    from cdgate.model.evidence import Evidence


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--format", "form", default="", metavar="NAME", help="Read as this format instead of recognising it.")
@click.option(
    "--format-file",
    "declarations",
    multiple=True,
    metavar="FILE",
    type=click.Path(),
    help="A format of findings that FILE declares, beside the known ones.",
)
@click.option(
    "--paths", "explained", is_flag=True, help="Tell for each file in a report which one of the repository it is."
)
@click.option("--root", "roots", multiple=True, metavar="DIR", help="With --paths: look below this folder first.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@pass_session
def inspect(
    session: Session,
    *,
    as_json: bool,
    form: str,
    declarations: tuple[str, ...],
    explained: bool,
    roots: tuple[str, ...],
    paths: tuple[str, ...],
) -> ExitCode:
    """Print what cdgate sees in each report; a file that cannot be read does not stop the others.

    Ends with 0, or with 4 if any file could not be read.
    """
    readers = dict(session.registry().readers)
    for file in declarations:
        reader = _declared(file, readers)
        readers[reader.name] = reader
    worst = ExitCode.PASSED
    explaining = _Explaining(roots) if explained else None
    if explaining is not None:
        readers = explaining.asked(readers)
    for path in paths:
        try:
            evidence = read_file(Path.cwd(), path, readers, form=form, anywhere=True)
        except CdgateError as error:
            worst = max(worst, error.exit_code)
            if as_json:
                _line({"path": path, "error": {"slug": error.slug, "message": str(error)}})
            else:
                complain(error, sys.stderr, language=session.words)
            continue
        if as_json:
            more = explaining.rows(evidence) if explaining else {}
            _line({**_seen(path, evidence, session.words), **more})
        else:
            _tell(path, evidence, session.words)
            if explaining:
                explaining.tell(evidence, session.words)
    return worst


def _declared(file: str, known: Mapping[str, Reader]) -> Reader:
    from cdgate.parsing.declared.declaration import load_declaration
    from cdgate.parsing.declared.reader import DeclaredReader

    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise UsageError(
            "format-unreadable",
            text("the format in {file} cannot be read: {reason}", file=file, reason=error.strerror or ""),
            hint=text("look whether the path is right"),
        ) from error
    return DeclaredReader(load_declaration(data, file, taken=frozenset(known)))


class _Explaining:
    """Tells how the paths of reports are matched; only then is git asked for the files of the repository."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        from cdgate.cli.explain_paths import repository_here

        self._here = repository_here()
        self._roots = roots

    def asked(self, readers: dict[str, Reader]) -> dict[str, Reader]:
        """Return the readers, those of tests asked for what they say of files."""
        from cdgate.engine.case_files import placing

        return dict(placing(readers))

    def rows(self, evidence: Evidence) -> dict[str, Any]:
        from cdgate.cli.explain_paths import path_rows

        return {"paths": path_rows(evidence, self._here, self._roots)}

    def tell(self, evidence: Evidence, language: str) -> None:
        from cdgate.cli.explain_paths import tell_paths

        tell_paths(evidence, self._here, self._roots, language)


def _seen(path: str, evidence: Evidence, language: str) -> dict[str, Any]:
    notes = [note.render(translator(language)) for note in _notes(evidence)]
    return {
        "path": path,
        "kind": evidence.kind,
        "reader": evidence.source.reader,
        "figures": dict(evidence.figures()),
        "notes": notes,
    }


def _notes(evidence: Evidence) -> tuple[Any, ...]:
    return (*evidence.notes, *(() if evidence.shortfall is None else (evidence.shortfall,)))


def _line(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def _tell(path: str, evidence: Evidence, language: str) -> None:
    figures = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in evidence.figures().items())
    sys.stdout.write(f"{plain(path)}: {evidence.kind} ({evidence.source.reader}): {figures}\n")
    for note in _notes(evidence):
        sys.stdout.write(f"  {plain(note.render(translator(language)))}\n")
