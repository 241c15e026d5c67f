"""The search of the Local Offer by number of services, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot

LIMITS = ((0.5, 5.0, "o", "-"), (0.99, 20.0, "^", "--"))
"""Shares of all questions with what they may take at most (issue 5), and how they are drawn."""


def draw(sizes: Sequence[int], times: Mapping[str, Sequence[Sequence[float]]], file: Path) -> None:
    """Draws p50 and p99 over the number of services, with the limits.

    Args:
        sizes: numbers of services.
        times: by contender, for each size, what each question took of the processor, in milliseconds.
        file: the SVG to write.
    """
    # The same figures give the same bytes: letters as text, names of parts from a fixed salt, no date.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "sendguide"})
    figure, axes = pyplot.subplots(figsize=(6, 4), constrained_layout=True)
    for colour, (name, by_size) in zip(("tab:blue", "tab:orange"), times.items()):
        for share, _, marker, style in LIMITS:
            values = [sorted(each)[min(len(each) - 1, int(len(each) * share))] for each in by_size]
            axes.plot(sizes, values, marker=marker, ls=style, color=colour, label=f"{name} p{round(share * 100)}")
    for share, limit, _, style in LIMITS:
        axes.axhline(limit, color="grey", lw=1, ls=style, label=f"limit of p{round(share * 100)}")
    axes.set(xscale="log", yscale="log", xlabel="services", ylabel="milliseconds of processor time a question")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
