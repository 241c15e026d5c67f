"""Reporting a mistake in an entry: with buttons only, so that nothing that is typed has to be kept."""

from __future__ import annotations

from sendguide.answers.blocks import as_message, text_blocks
from sendguide.answers.payloads import ServicesPress
from sendguide.answers.reply import Button
from sendguide.content.service_words import MISTAKES
from sendguide.directory.desk import Desk
from sendguide.directory.state import ListState
from sendguide.directory.turn import ListTurn


def mistake(desk: Desk, state: ListState, service_id: str, what: str | None = None) -> ListTurn:
    """Asks what is wrong with an entry, or thanks for having been told."""
    service = desk.directory.index.service(service_id)
    if service is None:
        return desk.words(state, desk.lines.gone)
    if what not in MISTAKES:
        titles = {name: getattr(desk.lines, f"mistake_{name}") for name in MISTAKES}
        buttons = tuple(
            Button(title, ServicesPress("mistake", service.id, name).payload) for name, title in titles.items()
        )
        line = desk.lines.which_mistake.format(name=service.name)
        return ListTurn(as_message(text_blocks(line), buttons), state)
    line = desk.lines.mistake_kept.format(name=service.name)
    message = as_message((*text_blocks(line), *desk.people(("start",))))
    return ListTurn(message, state, mistake=(service.id, what))
