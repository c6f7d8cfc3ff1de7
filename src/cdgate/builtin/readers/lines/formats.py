"""All formats of lines, the specific before the general."""

from __future__ import annotations

from cdgate.builtin.readers.lines.formats_annotations import ANNOTATIONS
from cdgate.builtin.readers.lines.formats_builds import BUILDS
from cdgate.builtin.readers.lines.formats_clones import CLONES
from cdgate.builtin.readers.lines.formats_compilers import COMPILERS
from cdgate.builtin.readers.lines.formats_documents import DOCUMENTS
from cdgate.builtin.readers.lines.formats_embedded import EMBEDDED
from cdgate.builtin.readers.lines.formats_files import FILES
from cdgate.builtin.readers.lines.formats_frontend import FRONTEND
from cdgate.builtin.readers.lines.formats_hardware import HARDWARE
from cdgate.builtin.readers.lines.formats_languages import LANGUAGES
from cdgate.builtin.readers.lines.formats_python import PYTHON
from cdgate.builtin.readers.lines.formats_scripts import SCRIPTS
from cdgate.builtin.readers.lines.formats_web import WEB
from cdgate.builtin.readers.lines.formats_words import WORDS

FORMATS = (
    *ANNOTATIONS,
    *WORDS,
    *HARDWARE,
    *EMBEDDED,
    *DOCUMENTS,
    *CLONES,
    *FRONTEND,
    *SCRIPTS,
    *PYTHON,
    *WEB,
    *FILES,
    *LANGUAGES,
    *BUILDS,
    *COMPILERS,
)
