"""The table by which a source's categories become ours: `content/local_offer/mapping.csv`, edited by staff."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional, Union

from sendguide.content.yaml_file import Problem
from sendguide.directory.terms import CATEGORY, NEED, SECTOR, TOPIC, Terms
from sendguide.errors import GuideError

COLUMNS = ("system", "value", "category", "sector", "topics", "needs")
SYSTEMS = ("oruk", "kb5", "outpost", "*")
NOTHING = "-"
"""Stands where codes stand in a row for a value that is known and tells us nothing."""
NAME = "local_offer/mapping.csv"
_KIND_OF_COLUMN = {"category": CATEGORY, "sector": SECTOR, "topics": TOPIC, "needs": NEED}

Value = Union[str, tuple[str, ...]]
"""A value of the source; a tuple holds several names of one thing (its code, its name), of which a row may know any."""


@dataclass(frozen=True)
class _Row:
    line: int
    system: str
    value: str
    codes: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Mapping:
    """The rows of the table, ready to be asked. The first row that fits a value counts.

    Attributes:
        default: codes for a record of which no value says what it is: the row `*,*`.
    """

    rows: tuple[_Row, ...]
    default: tuple[str, ...]
    _known: dict[tuple[str, str], Optional[_Row]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """Reads the table.

        Raises:
            GuideError: when it is missing or a row is broken; the text names file, line and remedy.
        """
        rows, problems = _read(path)
        if problems:
            raise GuideError(f"{problems[0]} (`sendguide check` lists all.)")
        default = next((row.codes for row in rows if _is_default(row)), ())
        return cls(tuple(row for row in rows if not _is_default(row)), default)

    def terms_for(self, system: str, values: Iterable[Value], *, unmapped: Counter[str]) -> tuple[str, ...]:
        """Codes of our terms for a record's values, in the table's order of the values, each once.

        Args:
            system: `oruk`, `kb5` or `outpost`.
            values: what the record says of itself; see `Value`.
            unmapped: counts the values that no row knows. The row for everything, `*,*`, does not count as knowing.
        """
        codes: dict[str, None] = {}
        for value in values:
            names = (value,) if isinstance(value, str) else value
            found = [row for row in (self._row(system, name) for name in names if name.strip()) if row is not None]
            if found:
                codes.update(dict.fromkeys(found[0].codes))
            elif any(name.strip() for name in names):
                unmapped[next(name for name in names if name.strip())] += 1
        return tuple(codes)

    def _row(self, system: str, value: str) -> Optional[_Row]:
        key = (system, plain(value))
        if key not in self._known:
            fits = (row for row in self.rows if row.system in (system, "*") and row.pattern.fullmatch(key[1]))
            self._known[key] = next(fits, None)
        return self._known[key]


def plain(value: str) -> str:
    """A value as it is compared: small letters, single spaces, `and` for `&`, one kind of dash and quote."""
    text = re.sub("[‐-―−]", "-", value.casefold().replace("’", "'").replace("&", " and "))
    return " ".join(text.split())


def check_mapping(path: Path, terms: Terms) -> list[Problem]:
    """Everything wrong with the table, for `sendguide check`.

    Args:
        path: the table; when there is none, that is the problem.
        terms: the terms that its codes must be among.
    """
    rows, problems = _read(path)
    for row, column, code in _codes_by_column(path) if not problems else ():
        term = terms.by_code.get(code)
        if term is None or term.link_type != _KIND_OF_COLUMN[column]:
            remedy = "Use a code of that kind from content/local_offer/taxonomies.json."
            problems.append(Problem(NAME, row, f"`{code}` is no code for the column {column}.", remedy))
    return problems + list(_order_problems(rows))


def _order_problems(rows: list[_Row]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if (row.system, row.value) in seen:
            what = f"“{row.value}” stands on line {seen[row.system, row.value]} already; only the first counts."
            yield Problem(NAME, row.line, what, "Remove one of them.")
        seen.setdefault((row.system, row.value), row.line)
    default = next((row for row in rows if _is_default(row)), None)
    if default is not None and default is not rows[-1]:
        yield Problem(NAME, default.line, "the row for everything (`*,*`) is not the last.", "Move it to the end.")
    if rows and default is None:
        what = "there is no row for what no other row knows."
        yield Problem(NAME, rows[-1].line, what, "End the file with a row `*,*` that has a category and a sector.")


def _is_default(row: _Row) -> bool:
    return row.system == "*" and row.value == "*"


def _read(path: Path) -> tuple[list[_Row], list[Problem]]:
    rows: list[_Row] = []
    problems: list[Problem] = []
    try:
        for number, cells in _lines(path):
            found = _row(number, cells)
            if isinstance(found, _Row):
                rows.append(found)
            else:
                problems.append(found)
    except OSError as error:
        problems.append(Problem(NAME, 1, f"this file cannot be read ({error.strerror}).", "Check that it is there."))
    except UnicodeDecodeError:
        problems.append(Problem(NAME, 1, "this file is not UTF-8 text.", "Save it again as “CSV UTF-8”."))
    except (csv.Error, ValueError) as error:
        problems.append(Problem(NAME, 1, str(error), f"The first line is `{','.join(COLUMNS)}`."))
    return rows, problems


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = [cell.strip().lower() for cell in next(reader, [])]
        if tuple(header) != COLUMNS:
            raise ValueError("the first line does not name the columns.")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]


def _row(number: int, cells: list[str]) -> _Row | Problem:
    if len(cells) != len(COLUMNS):
        what = f"this row has {len(cells)} fields instead of {len(COLUMNS)}."
        return Problem(NAME, number, what, "Put quotes around a value that has a comma in it.")
    system, value = cells[0].lower(), plain(cells[1])
    codes = tuple(code for cell in cells[2:] for code in cell.split())
    says_nothing = codes == (NOTHING,)
    if system not in SYSTEMS:
        return Problem(NAME, number, f"`{cells[0]}` is no system.", f"Use one of {', '.join(SYSTEMS)}.")
    if not value:
        return Problem(NAME, number, "it does not say which value it is for.", "Fill in the second column.")
    if not codes:
        remedy = f"Fill in a category, sector, topic or need, or `{NOTHING}` for a value that tells us nothing."
        return Problem(NAME, number, "it leads to nothing.", remedy)
    pattern = re.compile(".*".join(re.escape(part) for part in value.split("*")), re.DOTALL)
    return _Row(number, system, value, () if says_nothing else codes, pattern)


def _codes_by_column(path: Path) -> Iterator[tuple[int, str, str]]:
    for number, cells in _lines(path):
        for column, cell in zip(COLUMNS[2:], cells[2:]):
            for code in cell.split():
                if code != NOTHING:
                    yield number, column, code
