"""The table by which a source's categories become ours: `content/local_offer/mapping.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mapping:
    """The rows of the table, ready to be asked."""

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """Reads the table.

        Raises:
            GuideError: when it is missing or a row is broken.
        """
        raise NotImplementedError

    def terms_for(self, system: str, values: Iterable[str], *, unmapped: Counter[str]) -> tuple[str, ...]:
        """Codes of our terms for a record's values."""
        raise NotImplementedError
