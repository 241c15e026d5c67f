"""What else can be done on the plain chat page: rate, choose Easy read, save, start again, delete, leave."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from sanic.request import Request

from sendguide.answers.compose import EASY_READ as EASY_READ_PRESS
from sendguide.pages.chat import RATED, PageTurn
from sendguide.pages.forms import ChatForm
from sendguide.server.bodies import REASONS
from sendguide.server.plain_chat import say
from sendguide.server.plain_desk import PlainDesk, Sent
from sendguide.server.sessions import Session
from sendguide.storage.database import StoreError

logger = logging.getLogger(__name__)
READ_AT_ONCE = 100
Deed = Callable[[PlainDesk, ChatForm, str, Request], Awaitable[Sent]]


async def show(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """The chat as it is."""
    return await _shown(desk, form, await desk.session(form, origin))


async def rate_yes(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """Notes that an answer helped."""
    return await _rate(desk, form, origin, helpful=True)


async def rate_no(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """Notes that an answer did not help, and asks why, or notes why."""
    return await _rate(desk, form, origin, helpful=False)


async def easy_on(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """Answers come in Easy read from now on; the newest one at once, if it has such words."""
    form = replace(form, easy_read=True)
    session = await desk.session(form, origin)
    newest = await desk.turns.last(session.conversation_id, most=1) if session is not None else []
    offered = [button for turn in newest for button in turn.reply.buttons if button.payload == EASY_READ_PRESS]
    if offered:
        return await say(desk, replace(form, payload=EASY_READ_PRESS, title=offered[0].title), origin, request)
    return await _shown(desk, form, session, note=desk.content.widget.easy_read_on)


async def easy_off(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """Answers come in the usual words again."""
    form = replace(form, easy_read=False)
    return await _shown(desk, form, await desk.session(form, origin), note=desk.content.widget.easy_read_off)


async def start_again(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """A new chat; what was kept of the one before goes by itself."""
    return Sent(desk.fresh(replace(form, text=""), note=desk.content.widget.started_again))


async def delete(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """Erases the chat, also one that has ended by silence, and says so."""
    own, words = desk.content.pages, desk.content.widget
    empty = replace(form, text="")
    try:
        is_gone = await erase(desk, form, origin)
    except StoreError:
        return Sent(desk.problem(form, words.delete_failed), 503)
    note = words.deleted if is_gone else own.delete_too_old.format(days=desk.chosen.keep_days)
    return Sent(desk.fresh(empty, note=note))


async def erase(desk: PlainDesk, form: ChatForm, origin: str) -> bool:
    """Erases the chat of a token that is one of ours; False for any other.

    Raises:
        StoreError: when it could not be erased.
    """
    opened = desk.sessions.signed(form.token)
    if opened is None or not opened.is_for(origin):
        return False
    session = await desk.sessions.find(form.token)
    if session is None and await desk.is_erased(form.token):  # nobody counts who leaves, so it must cost little
        return True
    await desk.exchange.erase(session or Session(form.token, opened, opened.at))
    return True


async def whole_chat(desk: PlainDesk, form: ChatForm, origin: str) -> list[PageTurn]:
    """All turns of the chat, the first one first; none where there is no such chat.

    Raises:
        StoreError: when the database fails.
    """
    session = await desk.session(form, origin)
    found: list[PageTurn] = []
    while session is not None:
        turns = await desk.turns.since(session.conversation_id, after=len(found), most=READ_AT_ONCE)
        found += [desk.told(turn, form) for turn in turns]
        if len(turns) < READ_AT_ONCE:
            break
    return found


async def _rate(desk: PlainDesk, form: ChatForm, origin: str, *, helpful: bool) -> Sent:
    session = await desk.session(form, origin)
    status = await desk.turns.status(session.conversation_id, form.about) if session is not None else None
    reason = form.reason if form.reason in REASONS else None
    if session is None or status not in {rated.value for rated in RATED}:
        return await _shown(desk, form, session)
    try:
        await desk.turns.rate(session.conversation_id, form.about, helpful=helpful, reason=reason)
    except StoreError:
        return Sent(await desk.page(form, session, error=desk.content.widget.helpful_failed), 503)
    if not helpful and reason is None:
        return await _shown(desk, form, session, asks_why=True)
    return await _shown(desk, replace(form, rated=form.about), session, note=desk.content.widget.helpful_thanks)


async def _shown(
    desk: PlainDesk, form: ChatForm, session: Session | None, *, note: str = "", asks_why: bool = False
) -> Sent:
    if session is not None:
        return Sent(await desk.page(form, session, note=note, asks_why=asks_why))
    gone = await desk.gone(form)
    if gone is not None:
        return Sent(gone)
    ended = desk.content.errors.no_session if form.last else ""
    return Sent(desk.fresh(form, note=ended or note))


DEEDS: dict[str, Deed] = {
    "say": say,
    "show": show,
    "yes": rate_yes,
    "no": rate_no,
    "why": rate_no,
    "easy_on": easy_on,
    "easy_off": easy_off,
    "again_yes": start_again,
    "delete_yes": delete,
}
"""What a form can ask for that is answered with the chat page."""
