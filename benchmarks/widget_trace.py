"""What a trace of Chromium says about one turn: how long the page's main thread worked, and at what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")
PARTS = {
    "script": ("EvaluateScript", "FunctionCall", "EventDispatch", "RunMicrotasks", "TimerFire", "FireAnimationFrame"),
    "compile": ("v8.compile", "v8.compileModule", "v8.evaluateModule"),
    "memory": ("MinorGC", "MajorGC", "BlinkGC.AtomicPhase"),
    "parse": ("ParseHTML", "ParseAuthorStyleSheet"),
    "style": ("UpdateLayoutTree", "RecalculateStyles", "ScheduleStyleRecalculation"),
    "layout": ("Layout",),
    "paint": ("PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "CompositeLayers", "HitTest"),
}
PAINTED = ("Commit", "Paint")
Event = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """Milliseconds of the main thread's work from one moment until what came of it was painted.

    All but `wall` are the thread's own time, so that other programs on the machine do not count; the slowed-down
    processor does, since Chromium slows a page by keeping its thread busy.
    """

    total: float
    longest: float
    blocking: float
    wall: float
    """From the first moment to the paint, waiting included."""
    after: float
    """What the thread still did after the paint, within the time that was traced."""
    parts: dict[str, float]


def work(events: list[Event], first: str = "bench-enter", last: str = "bench-change") -> Work:
    """The work between the mark `first` and the paint after the last mark `last`.

    Raises:
        ValueError: when a mark is missing, which means that the turn did not happen.
    """
    started = [event for event in events if event["name"] == first and event.get("cat", "").endswith("user_timing")]
    changed = [event for event in events if event["name"] == last and event.get("cat", "").endswith("user_timing")]
    if not started or not changed:
        raise ValueError(f"the trace has no {first if not started else last}")
    thread = (started[0]["pid"], started[0]["tid"])
    own = [event for event in events if (event["pid"], event["tid"]) == thread and event.get("ph") == "X"]
    begin, change = started[0]["ts"], changed[-1]["ts"]
    paints = [event["ts"] + event["dur"] for event in own if event["name"] in PAINTED and event["ts"] >= change]
    end = painted(paints, change)
    name = next(name for name in TASKS if any(event["name"] == name for event in own))
    all_tasks = [event for event in own if event["name"] == name and event["ts"] + event["dur"] > begin]
    tasks = [event for event in all_tasks if event["ts"] < end]
    lengths = [own_time(task) for task in tasks]
    return Work(
        total=sum(lengths),
        longest=max(lengths),
        blocking=sum(max(0.0, length - 50) for length in lengths),
        wall=(end - begin) / 1000,
        after=sum(own_time(task) for task in all_tasks if task["ts"] >= end),
        parts=parts(own, tasks),
    )


def own_time(event: Event) -> float:
    """Milliseconds that the thread itself spent on an event."""
    return float(event["tdur"] if "tdur" in event else event["dur"]) / 1000


def painted(paints: list[float], change: float) -> float:
    """When the frame after a change was through: the end of the last paint step within 25 ms of the first one."""
    if not paints:
        return change
    first = min(paints)
    return max(paint for paint in paints if paint <= first + 25_000)


def parts(own: list[Event], tasks: list[Event]) -> dict[str, float]:
    """Milliseconds within some tasks by kind of work, each moment counted for the innermost event."""
    kinds = {name: part for part, names in PARTS.items() for name in names}
    spent: defaultdict[str, float] = defaultdict(float)
    for task in tasks:
        begin, end = task["ts"], task["ts"] + task["dur"]
        inner = [
            event
            for event in own
            if event["ts"] >= begin and event["ts"] + event["dur"] <= end and event["name"] in kinds
        ]
        stack: list[Event] = []
        spent["other"] += own_time(task)
        for event in sorted(inner, key=lambda event: (event["ts"], -event["dur"])):
            while stack and stack[-1]["ts"] + stack[-1]["dur"] <= event["ts"]:
                stack.pop()
            spent[kinds[stack[-1]["name"]] if stack else "other"] -= own_time(event)
            spent[kinds[event["name"]]] += own_time(event)
            stack.append(event)
    return dict(spent)
