"""`make bench-widget`: how fast the window opens and answers on a cheap phone, beside two peers and beside nothing.

Every widget is on the same page, with the same network, processor, server and replies; the candidates take turns, each
load has a fresh browser profile. The peers have no launcher: they get one that loads them on press, as ours does. Their
packages come by `npm ci` into `results/` when this is run; nothing of them is tested or shipped.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.async_api import Browser, Error, async_playwright

from benchmarks.widget_browser import GOOD_3G, SLOW_3G, SLOWER, Candidate, Network, Opening, opening, start
from benchmarks.widget_stub import HERE, Stub, newest, serve
from benchmarks.widget_table import opening_table, picture, turn_table
from benchmarks.widget_trace import Work
from benchmarks.widget_turns import Asked, turns
from sendguide.settings import PROJECT

RESULTS = PROJECT / "results" / "widget"
PORT, OTHER_PORT = 8781, 8782
PEER_LAUNCHER = ("#peer-launcher",)
OUR_LAUNCHER, OUR_LOG = ("send-guide", "button"), ("send-guide", "[role=log]")
WEBCHAT_LOG = (".webchat__basic-transcript",)
OURS = Candidate("ours, as shipped", "/widget.js", OUR_LAUNCHER, OUR_LOG)
CANDIDATES = (
    Candidate("blank page", ""),
    Candidate("a bare field and list", "/peers/launcher.js?peer=bare", PEER_LAUNCHER, ("#bare-log",)),
    OURS,
    Candidate("ours, on another site", f"http://127.0.0.1:{OTHER_PORT}/widget.js", OUR_LAUNCHER, OUR_LOG),
    Candidate("ours, modules preloaded", "/widget/0.0.2/widget.js", OUR_LAUNCHER, OUR_LOG),
    Candidate("ours, modules", "/widget/0.0.1/widget.js", OUR_LAUNCHER, OUR_LOG),
    Candidate("deep-chat 2.4.2", "/peers/launcher.js?peer=deep_chat", PEER_LAUNCHER, ("deep-chat", "#messages")),
    Candidate(
        "Bot Framework 4.18.1", "/peers/launcher.js?peer=webchat", PEER_LAUNCHER, (".webchat__basic-transcript",)
    ),
)
WITH_TURNS = ("a bare field and list", OURS.title, "deep-chat 2.4.2", "Bot Framework 4.18.1")
KINDS = ("short", "flow", "services")
ASKED = [
    Asked(first + number, kind, slower)
    for first in (2, 97)
    for number, (slower, kind) in enumerate((slower, kind) for slower in (1, SLOWER) for kind in KINDS)
]
"""Of the second to the seventh turn, and again about the hundredth, three at full speed and three on the slow phone."""


def peers() -> Path:
    """The peers' `node_modules`, installed when the lock has changed."""
    folder = PROJECT / "results" / "widget-peers"
    lock = (HERE / "package-lock.json").read_bytes()
    mark = folder / "installed"
    wanted = hashlib.sha256(lock).hexdigest()
    if not mark.is_file() or mark.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, folder / name)
        subprocess.run(["npm", "ci"], cwd=folder, check=True)
        mark.write_text(wanted)
    return folder / "node_modules"


def copy_of_ours() -> Path:
    """A copy of the widget as it is now: what is built while this runs must not come in between."""
    folder = RESULTS / "widget"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("src", "dist"):
        shutil.copytree(PROJECT / "widget" / part, folder / part)
    return folder


def page_of(candidate: Candidate) -> str:
    """The address of a candidate's page."""
    return f"http://127.0.0.1:{PORT}/page/{quote(candidate.title)}?script={quote(candidate.script)}"


async def measure_openings(
    browser: Browser, candidates: list[Candidate], network: Network, rounds: int, words: str
) -> dict[str, list[Opening]]:
    """Openings of all candidates in turn; the first round warms the machine up and does not count."""
    found: dict[str, list[Opening]] = {candidate.title: [] for candidate in candidates}
    for number in range(rounds + 1):
        for candidate in candidates:
            try:
                result = await opening(browser, candidate, network, page_of(candidate), words)
            except (AssertionError, Error) as error:  # such as a key that did not land in the field
                print(f"  left out: {candidate.title}: {str(error)[:200]}", flush=True)
                continue
            if number:
                found[candidate.title].append(result)
        print(f"  {network.title}: round {number} of {rounds}", flush=True)
    return found


async def measure_turns(
    browser: Browser, candidates: list[Candidate], stub: Stub, rounds: int, words: str
) -> dict[str, dict[Asked, list[Work]]]:
    """Turns of all candidates, one conversation of each after the other."""
    found: dict[str, dict[Asked, list[Work]]] = {candidate.title: {} for candidate in candidates}
    for number in range(rounds):
        for candidate in candidates:
            for turn, work in (await turns(browser, candidate, stub, page_of(candidate), words, ASKED)).items():
                found[candidate.title].setdefault(turn, []).append(work)
        print(f"  turns: round {number + 1} of {rounds}", flush=True)
    return found


async def run(arguments: argparse.Namespace) -> None:
    """Measures, prints the tables and saves them."""
    stub = Stub(peers(), copy_of_ours())
    words = stub.replies["greeting"]["messages"][0]["text"][:30]
    chosen = [one for one in CANDIDATES if not arguments.only or any(word in one.title for word in arguments.only)]
    with_turns = [one for one in chosen if one.title in WITH_TURNS]
    server = await serve(stub, PORT, OTHER_PORT)
    tables, raw = (
        [f"Widget {newest(stub.dist).name}, Chromium, processor 4 times slower, 360×640, gzip, nothing cached.\n"],
        {},
    )
    async with async_playwright() as playwright:
        browser = await start(playwright)
        tables[0] = tables[0].replace("Chromium", f"Chromium {browser.version}")
        for network in arguments.networks:
            found = await measure_openings(browser, chosen, network, arguments.rounds, words)
            tables.append(opening_table(network, found))
            raw[network.title] = {title: [asdict(one) for one in results] for title, results in found.items()}
            save(tables, raw)
        if arguments.turn_rounds:
            worked = await measure_turns(browser, with_turns, stub, arguments.turn_rounds, words)
            tables.append(turn_table(worked))
            raw["turns"] = {title: in_words(by_turn) for title, by_turn in worked.items()}
            save(tables, raw)
        await browser.close()
    await server.cleanup()


def in_words(by_turn: dict[Asked, list[Work]]) -> dict[str, list[dict[str, Any]]]:
    """The work of turns, ready for JSON."""
    return {
        f"turn {one.number}, {one.kind}, {one.slower} times slower": [asdict(work) for work in works]
        for one, works in by_turn.items()
    }


def save(tables: list[str], raw: dict[str, Any]) -> None:
    """Prints the last table; keeps all, every single number and a picture in `results/widget/`."""
    print(tables[-1], flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "tables.md").write_text("\n".join(tables), encoding="utf-8")
    (RESULTS / "numbers.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")
    picture(raw, RESULTS / "opening.png")


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="openings of each widget on each network")
    parser.add_argument("--turn-rounds", type=int, default=3, help="conversations of over 100 turns with each widget")
    parser.add_argument("--only", nargs="*", default=[], help="words of the widgets' titles; otherwise all")
    parser.add_argument("--networks", nargs="*", default=["slow", "quick"], help="slow, quick, or neither")
    arguments = parser.parse_args()
    arguments.networks = [{"slow": SLOW_3G, "quick": GOOD_3G}[name] for name in arguments.networks]
    asyncio.run(run(arguments))


if __name__ == "__main__":
    main()
