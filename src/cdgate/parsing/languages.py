"""Which files are source code, and how a comment begins in them."""

from __future__ import annotations

_HASH, _SLASH, _DASH, _MARKUP = ("#",), ("//", "/*"), ("--",), ("<!--",)
_ENDINGS = (
    ("py pyi pyx rb rake ex exs sh bash pl pm r jl tf yaml yml toml dockerfile ps1 psm1 robot feature nim cr", _HASH),
    ("js jsx mjs cjs ts tsx mts cts java kt kts scala groovy go c h cc hh cpp hpp cxx cs", _SLASH),
    ("swift rs dart m mm proto css scss less gradle fs fsx", _SLASH),
    ("vue svelte", (*_SLASH, *_MARKUP)),
    ("php phtml", (*_HASH, *_SLASH)),
    ("sql lua hs", _DASH),
    ("erl hrl", ("%",)),
    ("clj cljs cljc", (";",)),
    ("f90 f95 f03 f08", ("!",)),
    ("html xml htm", _MARKUP),
)
_COMMENTS = {ending: marks for endings, marks in _ENDINGS for ending in endings.split()}


def comment_marks(path: str) -> tuple[str, ...] | None:
    """Return how a comment may begin in the file, by the ending of its name; None where it is no source code we know."""
    return _COMMENTS.get(path.rpartition("/")[2].rpartition(".")[2].lower())
