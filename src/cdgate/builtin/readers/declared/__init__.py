"""The findings formats that cdgate knows, declared as data in the language that `docs/formats.md` explains."""

from __future__ import annotations

from cdgate.extension import Reader


def declared_readers() -> tuple[Reader, ...]:
    """Return a reader for each declared format."""
    from cdgate.builtin.readers.declared.empty_findings import EmptyFindingsReader
    from cdgate.builtin.readers.declared.formats_duplicates import DUPLICATES
    from cdgate.builtin.readers.declared.formats_json import LINTERS
    from cdgate.builtin.readers.declared.formats_platforms import PLATFORMS
    from cdgate.builtin.readers.declared.formats_sarif import SARIF
    from cdgate.builtin.readers.declared.formats_security import SECURITY
    from cdgate.builtin.readers.declared.formats_xml import XML
    from cdgate.parsing.declared.reader import DeclaredReader

    shapes = (*DUPLICATES, *LINTERS, *PLATFORMS, *SARIF, *SECURITY, *XML)
    return (*map(DeclaredReader, shapes), EmptyFindingsReader())
