"""What is counted when nothing was found: codes in coarse steps, each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendguide.directory.wanted import Wanted

AGE_BANDS = ((4, "0-4"), (10, "5-10"), (15, "11-15"), (25, "16-25"))


def counted_values(wanted: Wanted, missed: Sequence[str]) -> Iterator[str]:
    """The values to count for what was missed, such as `age:0-4`, `outcode:CV6`, `free`."""
    for name in missed:
        if name == "age" and wanted.age is not None:
            yield f"age:{next((band for oldest, band in AGE_BANDS if wanted.age <= oldest), 'older')}"
        elif name == "outcode" and wanted.outcode:
            yield f"outcode:{wanted.outcode}"
        elif name == "needs":
            yield from (f"need:{code}" for code in wanted.needs)
        elif name == "day" and wanted.day:
            yield f"day:{wanted.day}"
        else:
            yield name
