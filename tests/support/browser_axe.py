"""axe-core on a page, shadow roots and all."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from playwright.async_api import Page

from sendguide.settings import PROJECT

SOURCE = PROJECT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = ["violations", "incomplete"]
RUN = "options => globalThis.axe.run(document, options)"


@lru_cache(maxsize=1)
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


async def axe_findings(page: Page) -> dict[str, list[str]]:
    """What axe says of the page as it is: `violations` and `incomplete`, a line for each element."""
    if not await page.evaluate("'axe' in globalThis"):
        session = await page.context.new_cdp_session(page)  # no script element: the page's policy stays as it is
        await session.send("Runtime.evaluate", {"expression": f"{_source()};0"})
        await session.detach()
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": KINDS}
    found = await page.evaluate(RUN, options)
    assert found["passes"], "axe checked nothing"
    return {
        kind: [_line(rule, node) for rule in found[kind] for node in rule["nodes"]] for kind in options["resultTypes"]
    }


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    said = " ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
    return f"{rule['id']} at {node['target']}: {said} {node['html'][:160]}"
