"""The templates of the plain pages, with every value escaped and every name required to be there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sendguide.answers.reply import Link
from sendguide.content.bundle import Content
from sendguide.content.placeholders import fill
from sendguide.pages.links import page_link

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, content: Content, **values: Any) -> str:
    """A page as HTML.

    Args:
        template: name of its file in `templates/`.
        content: the words, and whom to call in danger, which stand on every page.
        values: what else stands in it.
    """
    words, own = content.widget, content.pages
    danger = page_link(Link(fill(words.danger_line, content.contacts), f"tel:{content.contacts['emergency'].phone}"))
    return _environment().get_template(template).render(words=words, own=own, danger=danger, **{"styles": "", **values})


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
