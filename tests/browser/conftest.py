"""The real guide, another website that embeds it, and Chromium: once for all tests here."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from sendguide.content.loader import Content
from sendguide.settings import PROJECT
from tests.support.browser import PHONE, Seen, new_context, probe, started_browser
from tests.support.browser_axe import axe_findings
from tests.support.browser_hosts import HostSite, host_site
from tests.support.browser_person import Person
from tests.support.server import serve_guide

RESULTS = PROJECT / "results" / "browser"


EXPLAINED = r"color-contrast at .*(1:1 contrast ratio|is overlapped|partially obscured)"
"""What axe cannot tell and README.md here explains."""


@dataclass(frozen=True)
class Site:
    """Where things are: the guide, the council's website (allowed to embed it) and a foreign one (not allowed)."""

    guide: str
    database: Path
    council: HostSite
    foreign: HostSite

    @property
    def page(self) -> str:
        """A council page with the widget."""
        return self.embedded()

    def embedded(self, attributes: str = "", *, policy: str = "", site: HostSite | None = None) -> str:
        """A council page with the widget that has these attributes."""
        return (site or self.council).page("council.html", guide=self.guide, attributes=attributes, policy=policy)


@pytest.fixture(scope="session")
def site(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The guide, which lets the council's website use it, and the websites."""
    with host_site() as council, host_site() as foreign:
        folder = tmp_path_factory.mktemp("browser")
        with serve_guide(model, folder, ORIGINS=council.origin) as served:
            yield Site(served.base_url, served.database, council, foreign)


@pytest.fixture(scope="session")
def words(content: Content) -> dict[str, Any]:
    """The words of the plain pages, and those of the window as they are built into it."""
    built: dict[str, Any] = json.loads((PROJECT / "widget" / "src" / "texts.json").read_text(encoding="utf-8"))
    return {**content.widget.dict(), **built}


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with started_browser() as started:
        yield started


NewPerson = Callable[..., Awaitable[Person]]


@pytest_asyncio.fixture
async def new_person(browser: Browser, words: dict[str, Any]) -> AsyncIterator[NewPerson]:
    """Makes people with browsers of their own; at the end nothing unexpected was seen in any."""
    contexts: list[BrowserContext] = []
    everything: list[Seen] = []

    async def make(**options: Any) -> Person:
        seen = Seen()
        context = await new_context(browser, seen, **options)
        contexts.append(context)
        everything.append(seen)
        return Person(await context.new_page(), seen, words)

    yield make
    for context in contexts:
        await context.unroute_all(behavior="ignoreErrors")
        await context.close()
    assert [complaint for seen in everything for complaint in seen.unexpected()] == []


@pytest_asyncio.fixture
async def person(new_person: NewPerson, site: Site) -> Person:
    """Somebody on a council page with the widget, at a desktop."""
    return await (await new_person()).go(site.page)


@pytest_asyncio.fixture
async def on_phone(new_person: NewPerson, site: Site) -> Person:
    """Somebody on a council page with the widget, on a small phone."""
    return await (await new_person(viewport=PHONE)).go(site.page)


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Person, str], Awaitable[None]]:
    """Takes a picture of the page, kept in `results/browser/` by the name of its state."""

    async def take(someone: Person, state: str) -> None:
        RESULTS.mkdir(parents=True, exist_ok=True)
        await probe(someone.page, "settled")
        await someone.page.screenshot(path=RESULTS / f"{state}.png")

    return take


@pytest.fixture
def axe(shot: Callable[[Person, str], Awaitable[None]]) -> Iterator[Callable[[Person, str], Awaitable[None]]]:
    """Takes a picture of a state and has axe look at it; at the end there was no violation in any state.

    What axe could not tell is listed in `results/browser/axe/`; README.md here says why each is right.
    """
    violations: dict[str, list[str]] = {}

    async def look(someone: Person, state: str) -> None:
        await shot(someone, state)
        found = await axe_findings(someone.page)
        listed = RESULTS / "axe"
        listed.mkdir(parents=True, exist_ok=True)
        (listed / f"{state}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
        wrong = found["violations"] + [line for line in found["incomplete"] if not re.match(EXPLAINED, line)]
        violations.update({state: wrong} if wrong else {})

    yield look
    assert violations == {}
