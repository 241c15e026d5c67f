"""Reads a CSV file as councils' programs write it: any of their encodings and delimiters, with the line of each row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sendguide.directory.importing.parsed import Rejected, Unreadable

Row = dict[str, str]

LONGEST_ROW = 400
"""Lines that one row may stretch over in quotes; a quote that is never closed would swallow the rest of the file."""
_DELIMITERS = ",;\t|"
_TRIED_LINES = 40
_FEWEST_COLUMNS = 5  # with fewer, a line of prose with commas in it can look like a row
_TOO_LARGE = "\0too large"  # no cell can hold it: such characters are taken out of the file first
_FORMULA_STARTS = ("=", "@", "+", "-")


@dataclass(frozen=True)
class Table:
    """The rows of a file.

    Attributes:
        columns: names of the columns in small letters, in the file's order.
    """

    columns: tuple[str, ...]
    _lines: tuple[str, ...]
    _delimiter: str
    _first: int

    def rows(self) -> Iterator[tuple[int, Row | Rejected]]:
        """Every row with its line (from 1); a row whose fields do not match the columns is rejected."""
        at = self._first
        while at < len(self._lines):
            cells, taken = self._row_at(at)
            number, ahead = at + 1, next(self._whole_rows(at, taken), 0)
            at += ahead or taken
            if ahead:
                yield number, Rejected(f"line {number}", "", "it has a quote that is never closed. Close it.")
            elif any(cell.strip() for cell in cells):
                yield number, self._named(number, cells)

    def _whole_rows(self, at: int, taken: int) -> Iterator[int]:
        """Lines among those of a row that are whole rows themselves: the row has a quote that was never closed.

        The end of a field of several lines can have the right number of fields too, but its quotes do not pair.
        """
        for ahead in range(1, min(taken, _TRIED_LINES)):
            cells, lines = self._row_at(at + ahead)
            text = "".join(self._lines[at + ahead : at + ahead + lines])
            if len(cells) == len(self.columns) >= _FEWEST_COLUMNS and text.count('"') % 2 == 0:
                yield ahead

    def _row_at(self, at: int) -> tuple[list[str], int]:
        window = islice(self._lines, at, at + LONGEST_ROW)
        reader = csv.reader(window, delimiter=self._delimiter)
        try:
            cells = next(reader, [])
        except csv.Error:
            return [_TOO_LARGE], 1
        while len(cells) > len(self.columns) and not cells[-1].strip():
            cells.pop()
        return cells, max(reader.line_num, 1)

    def _named(self, number: int, cells: list[str]) -> Row | Rejected:
        if cells == [_TOO_LARGE]:
            reason = "one of its fields is too large to be read. Look for a quote that is missing in it."
            return Rejected(f"line {number}", "", reason)
        if len(cells) != len(self.columns):
            few = "few" if len(cells) < len(self.columns) else "many"
            reason = (
                f"it has too {few} fields ({len(cells)} instead of {len(self.columns)}), so nobody can tell which is "
                "which. Look for a quote that is missing in it."
            )
            return Rejected(f"line {number}", "", reason)
        row: Row = {}
        for name, cell in zip(self.columns, cells):
            row.setdefault(name, without_formula(cell))
        return row


def read_table(data: bytes) -> Table:
    """Reads a file's header.

    Raises:
        Unreadable: when it is empty.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = tuple(part + "\n" for part in text.split("\n"))
    first = next((index for index, part in enumerate(lines) if part.strip()), None)
    if first is None:
        raise Unreadable("The file is empty. Export it again.")
    delimiter = ""
    if lines[first].lower().startswith("sep="):  # a hint to spreadsheets
        delimiter, first = lines[first][4:5], min(first + 1, len(lines) - 1)
    if delimiter not in set(_DELIMITERS):
        delimiter = max(_DELIMITERS, key=lines[first].count)
    header = csv.reader(islice(lines, first, first + LONGEST_ROW), delimiter=delimiter)
    try:
        columns = next(header, [])
    except csv.Error as error:
        raise Unreadable(f"The first line of the file cannot be read ({error}). Export it again.") from error
    names = tuple("_".join(name.strip().strip("\ufeff").lower().split()) for name in columns)
    return Table(names, lines, delimiter, first + max(header.line_num, 1))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, and otherwise Windows-1252, in which any bytes mean something."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def without_formula(cell: str) -> str:
    """A cell without what would make a spreadsheet run it (`=`, `+`, `-` or `@` before a name or bracket)."""
    text = cell.strip()
    if text.startswith("'") and text[1:2] in _FORMULA_STARTS:
        text = text[1:]
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    while text.startswith(_FORMULA_STARTS) and (text[1:2].isalpha() or text[1:2] in {"(", "=", "@", "+", "-"}):
        text = text[1:]
    return text
