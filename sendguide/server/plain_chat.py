"""Messages of the plain chat: words and buttons, answered as over the API."""

from __future__ import annotations

from dataclasses import replace

from sanic.request import Request

from sendguide.answers.compose import EASY_READ as EASY_READ_PRESS
from sendguide.answers.compose import EASY_READ_WORDS
from sendguide.answers.reply import Status
from sendguide.pages.forms import ChatForm, carried
from sendguide.server.exchange import Answered, Said, SessionEnded
from sendguide.server.plain_desk import PlainDesk, Sent
from sendguide.server.sessions import Session


async def say(desk: PlainDesk, form: ChatForm, origin: str, request: Request) -> Sent:
    """The page with the reply to words or to a button.

    Args:
        desk: the guide.
        form: what was sent.
        origin: the website that it comes from.
        request: for counting.

    Raises:
        ApiError: 429 when that was one too many.
        StoreError: when it cannot be told whose chat it is.
    """
    if form.payload == EASY_READ_PRESS:  # it is a setting: later answers come in Easy read too
        form = replace(form, easy_read=True)
    session, note = await desk.session(form, origin), ""
    gone = await desk.gone(form) if session is None else None
    if gone is not None:
        return Sent(gone)
    if form.payload is None and not form.text.strip():
        error = desk.content.widget.empty
        return Sent(await desk.page(form, session, error=error) if session else desk.fresh(form, error=error), 422)
    if session is None or not session.turns:
        await desk.guard.count("sessions", request)
    if session is None:  # the chat has ended: a new one begins with the same message
        note = desk.content.widget.new_chat if form.last else ""
        session, form = desk.sessions.open(origin), replace(form, words={}, last=0, rated=0)
    if not session.offered:
        desk.exchange.welcome(session)  # its buttons are on the first page
    await desk.guard.count("messages", request, who=session.conversation_id)
    return await _too_long(desk, form, session) or await _answer(desk, form, session, note)


async def _too_long(desk: PlainDesk, form: ChatForm, session: Session) -> Sent | None:
    """Refuses words of more characters than are read, unless they tell of danger; they stay in the box."""
    limit = desk.chosen.message_limit
    over = len(form.text) - limit
    if form.payload is not None or over <= 0 or desk.door.too_long(session, form.text).is_help:
        return None
    error = desk.content.widget.over.format(over=over, limit=limit)
    return Sent(await desk.page(form, session, error=error), 422)


async def _answer(desk: PlainDesk, form: ChatForm, session: Session, note: str) -> Sent:
    said = form.text if form.payload is None else form.title
    variant = EASY_READ_WORDS if form.easy_read else None
    try:
        answered = await desk.exchange.take(session, Said(form.id, said, form.payload, variant))
    except SessionEnded:
        answered = Answered(None, desk.door.goodbye())
    if answered.said is None and form.payload is None:
        # A page that was loaded again has what was typed once more; it is shown without personal data again.
        answered = replace(answered, said=desk.door.shown(said))
    if answered.reply.status is Status.ERROR and answered.seq is None:
        return Sent(desk.problem(form, desk.content.pages.send_again), 503)
    words = {**form.words, **({answered.seq: answered.said or said} if answered.seq is not None else {})}
    draft = form.text if form.payload is not None else ""
    kept = replace(form, text=draft, title=said, words=carried(words))
    page = await desk.page(kept, session, answered, note=note)
    return Sent(page, 503 if answered.reply.status is Status.ERROR else 200)
