"""All formats of lines, the specific before the general."""

from __future__ import annotations

from cdgate.builtin.readers.lines.formats_annotations import ANNOTATIONS
from cdgate.builtin.readers.lines.formats_builds import BUILDS
from cdgate.builtin.readers.lines.formats_compilers import COMPILERS
from cdgate.builtin.readers.lines.formats_files import FILES
from cdgate.builtin.readers.lines.formats_languages import LANGUAGES
from cdgate.builtin.readers.lines.formats_python import PYTHON
from cdgate.builtin.readers.lines.formats_scripts import SCRIPTS
from cdgate.builtin.readers.lines.formats_web import WEB
from cdgate.builtin.readers.lines.formats_words import WORDS

FORMATS = (*ANNOTATIONS, *WORDS, *SCRIPTS, *PYTHON, *WEB, *FILES, *LANGUAGES, *BUILDS, *COMPILERS)
