"""The lines (DA) of a record as a table: a row for each, so that a column has the same digit of all, and is read at once."""

from __future__ import annotations

from cdgate.builtin.readers.lcov_numbers import SPARSE

# How wide rows are: most fit into the first, and what does not fit into the last has a count of more than 18 digits.
_WIDTHS = (16, 24)
_KEY = b"DA:"
_DIGITS = b"0123456789"
# Numbers of more digits are not read here.
_MOST_DIGITS = 4
# A place in a set of lines: 200 of them stand in one row of marks, the highest first, behind all codes of marks.
_LINES = 200
_FIRST = 50
# Codes of marks: a line that was not hit, one that was, and one of several digits; what the first and the last make is wrong.
MISSED, _HIT, _LONG = 1, 4, 2
_WRONG = MISSED + _LONG
# The hundreds of each row of marks.
_HUNDREDS = (b"01", b"23", b"45", b"67", b"89")
_THOUSANDS = tuple(_DIGITS[at : at + 1] for at in range(1, 10))


def _table(codes: dict[bytes, int], others: int) -> bytes:
    return bytes(next((code for some, code in codes.items() if byte in some), others) for byte in range(256))


def _digits(place: int, first: int = 0) -> bytes:
    """Return the table that tells how far before the highest line of its row a digit leaves a line."""
    return bytes(first + (9 - (byte - 48)) * place if byte in _DIGITS else first for byte in range(256))


# Line ends become tabs, and what would be taken for the room behind a line something that no line has.
_ROWS = bytes.maketrans(b"\n\t\r ", b"\t!!!")
_SHAPE = bytes.maketrans(_DIGITS + b" ", b"0" * 11)
_SHAPES = {
    width: [(_KEY + b"0" * size + b",").ljust(width, b"0") for size in range(1, _MOST_DIGITS + 1)] for width in _WIDTHS
}
_UNITS = _digits(1, _FIRST)
_TENS = _digits(10)
_ODD_HUNDREDS = _table({b"02468": 100}, 0)
_HITS = _table({b"0": MISSED, b"123456789": _HIT}, _WRONG)
_MORE_HITS = _table({b" ": 0}, _LONG)
_LISTED = _table({bytes((MISSED, _HIT, _HIT + _LONG)): 49}, 48)
_COVERED = _table({bytes((_HIT, _HIT + _LONG)): 49}, 48)
_number = int.from_bytes


def lines_of(text: bytes) -> tuple[int, int, int] | None:
    """Return how many lines there are, and the (coverable, covered) ones as bits, of whole lines of a tracefile.

    None unless each of them has a line in ascending order, and its hits in plain digits.
    """
    tabbed = text.translate(_ROWS)
    for width in _WIDTHS:
        rows = tabbed.expandtabs(width)
        count = len(rows) // width
        if rows[width - 1 :: width] == b" " * count:  # there is room behind each line: each is a row
            return _read(rows, width, count)
    return None


def _read(rows: bytes, width: int, count: int) -> tuple[int, int, int] | None:
    """Read rows: numbers of one digit stand before those of two, and so on."""
    one = rows[4::width].rfind(b",") + 1
    two = max(one, rows[5::width].rfind(b",") + 1)
    three = max(two, rows[6::width].rfind(b",") + 1)
    shape, shape2, shape3, shape4 = _SHAPES[width]
    like = shape * one + shape2 * (two - one) + shape3 * (three - two) + shape4 * (count - three)
    if rows.translate(_SHAPE) != like:
        return None
    ones, tens, hundreds = one * width, two * width, three * width
    units = (
        rows[3:ones:width]
        + rows[ones + 4 : tens : width]
        + rows[tens + 5 : hundreds : width]
        + rows[hundreds + 6 :: width]
    )
    ten = b"0" * one + rows[ones + 3 : tens : width] + rows[tens + 4 : hundreds : width] + rows[hundreds + 5 :: width]
    hundred = b"0" * two + rows[tens + 3 : hundreds : width] + rows[hundreds + 4 :: width]
    hits = (
        rows[5:ones:width]
        + rows[ones + 6 : tens : width]
        + rows[tens + 7 : hundreds : width]
        + rows[hundreds + 8 :: width]
    )
    more = (
        rows[6:ones:width]
        + rows[ones + 7 : tens : width]
        + rows[tens + 8 : hundreds : width]
        + rows[hundreds + 9 :: width]
    )
    codes = codes_of(hits, more)
    if not codes:
        return None
    places = (
        _number(units.translate(_UNITS), "big")
        + _number(ten.translate(_TENS), "big")
        + _number(hundred.translate(_ODD_HUNDREDS), "big")
    ).to_bytes(count, "big")
    marks = []
    start = 0
    for stop in _stops(hundred, rows[hundreds + 3 :: width]):
        marks.append(bytes.maketrans(places[start:stop], codes[start:stop])[_FIRST : _FIRST + _LINES])
        start = stop
    if not marks or len(marks) * _LINES > SPARSE * count:
        return None
    marks.reverse()
    digits = b"".join(marks)
    listed = int(digits.translate(_LISTED), 2)
    if listed.bit_count() < count or listed & 1:
        return None
    return count, listed, int(digits.translate(_COVERED), 2)


def codes_of(hits: bytes, more: bytes) -> bytes:
    """Return `MISSED` or another code for each count of hits, from the first digit and the second; nothing if one is odd."""
    codes = _number(hits.translate(_HITS), "big") + _number(more.translate(_MORE_HITS), "big")
    written = codes.to_bytes(len(hits), "big")
    return b"" if _WRONG in written else written


def _stops(hundreds: bytes, thousands: bytes) -> list[int]:
    """Return where the rows end that share a row of marks, from line 1 on; nothing where they are in no order.

    Rows of lines from 1,000 on, which have a digit of thousands, stand behind the others.
    """
    stops: list[int] = []
    at = len(hundreds) - len(thousands)
    parts = [hundreds[:at]]
    for digit in _THOUSANDS:
        if not thousands:
            break
        thousands = thousands.lstrip(digit)
        end = len(hundreds) - len(thousands)
        parts.append(hundreds[at:end])
        at = end
    at = 0
    for part in parts:
        for pair in _HUNDREDS:
            if at == len(hundreds):
                break
            left = part.lstrip(pair)
            at += len(part) - len(left)
            stops.append(at)
            part = left  # noqa: PLW2901  # what is left of it
        if part:
            return []
    return [] if thousands else stops
