"""The numbers of `benchmarks/widget.py` as tables (median, and the quartiles in brackets) and as a picture."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.widget_browser import SLOW_3G, Network, Opening
from benchmarks.widget_trace import PARTS, Work
from benchmarks.widget_turns import Asked

KILO = 1024


def middle(values: Iterable[float], digits: int = 0) -> str:
    """Median and quartiles."""
    numbers = list(values)
    if len(numbers) < 2:
        return f"{numbers[0]:.{digits}f}" if numbers else "–"
    low, mid, high = statistics.quantiles(numbers, n=4, method="inclusive")
    return f"{mid:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def opening_table(network: Network, found: dict[str, list[Opening]]) -> str:
    """How each opened on a network."""
    lines = [
        f"## Opening at {network.title} ({network.kbits} kbit/s, {network.latency} ms), milliseconds",
        "",
        "| | page → launcher | press → can type | press → greeting | KB before | KB on opening | requests on opening"
        " | blocking: load | blocking: opening |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for title, results in found.items():
        if not results:
            continue
        cells = [
            middle(one.launcher for one in results),
            middle(one.usable for one in results if one.usable),
            middle(one.greeting for one in results if one.greeting),
            f"{statistics.median(one.bytes_before for one in results) / KILO:.1f}",
            f"{statistics.median(one.bytes_opening for one in results) / KILO:.1f}",
            str(len(results[0].requests)),
            middle(one.blocking_load for one in results),
            middle(one.blocking_opening for one in results),
        ]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def part_of(works: list[Work], part: str) -> str:
    """The median of one kind of work."""
    return f"{statistics.median(work.parts.get(part, 0.0) for work in works):.0f}"


def turn_table(found: dict[str, dict[Asked, list[Work]]]) -> str:
    """What a turn cost each."""
    lines = [
        "## One turn, from Enter until the answer is painted: milliseconds of the page's main thread",
        "",
        "| | slower | turn | answer | all tasks | without the browser's own | longest | blocking"
        " | Enter → painted | later | " + " | ".join([*PARTS, "other"]) + " |",
        "|---|" + "---|" * (len(PARTS) + 10),
    ]
    for title, turns in found.items():
        for asked, works in sorted(turns.items(), key=lambda item: (-item[0].slower, item[0].number)):
            cells = [
                middle(work.total for work in works),
                middle(work.total - work.parts["other"] for work in works),
                middle(work.longest for work in works),
                middle(work.blocking for work in works),
                middle(work.wall for work in works),
                middle(work.after for work in works),
                *(
                    f"{statistics.median(work.parts.get(part, 0.0) for work in works):.0f}"
                    for part in [*PARTS, "other"]
                ),
            ]
            lines.append(f"| {title} | {asked.slower}× | {asked.number} | {asked.kind} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def picture(raw: dict[str, Any], path: Path) -> None:
    """Press to usable on the slow network, as bars."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    results = {
        title: [one["usable"] / 1000 for one in openings]
        for title, openings in raw.get(SLOW_3G.title, {}).items()
        if any(one["usable"] for one in openings)
    }
    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(results) + 1.2), layout="constrained")
    axes.barh(list(results), [statistics.median(times) for times in results.values()], color="#1d70b8")
    axes.axvline(1.5, color="#d4351c", linestyle="--", label="target: 1.5 s")
    axes.invert_yaxis()
    axes.set_xlabel("Seconds from press until one can type (slow 3G, processor 4 times slower)")
    axes.legend()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
