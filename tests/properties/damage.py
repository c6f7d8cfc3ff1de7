"""Documents with something put in, taken out, repeated or cut off."""

from __future__ import annotations

from hypothesis import strategies as st


@st.composite
def damaged(draw: st.DrawFn, documents: st.SearchStrategy[bytes], pieces: list[bytes]) -> bytes:
    data = draw(documents)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(("insert", "replace", "cut", "repeat", "end"))):
            case "insert":
                data = data[:at] + draw(st.sampled_from(pieces)) + data[at:]
            case "replace":
                data = data[:at] + draw(st.sampled_from(pieces)) + data[at + draw(st.integers(1, 4)) :]
            case "cut":
                data = data[:at] + data[at + draw(st.integers(1, 60)) :]
            case "repeat":
                data = data[: at + draw(st.integers(1, 60))] + data[at:]
            case _:
                data = data[:at] if draw(st.integers(0, 9)) == 0 else data
    return data
