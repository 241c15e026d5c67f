"""The guide as plain pages: `/chat` without JavaScript, `/contacts`, `/about`.

A page carries the token of its chat in its form. Nothing stands in an address or in a cookie. So a form that another
website sends in a parent's name has no token, and reaches no chat of theirs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.pages.about import about_page
from sendguide.pages.chat import LEAVE_URL, ask_page, chat_page
from sendguide.pages.contacts import STYLES, contacts_page
from sendguide.pages.forms import ChatForm, FormError, read_form
from sendguide.pages.transcript import transcript
from sendguide.server.errors import CODE_OF_STATUS, ApiError
from sendguide.server.headers import POLICY
from sendguide.server.plain_deeds import DEEDS, erase, whole_chat
from sendguide.server.plain_desk import PlainDesk, Sent

logger = logging.getLogger(__name__)
PATHS = ("/chat", "/contacts", "/about")
HEADERS = {
    "cache-control": "no-store",
    # With `no-referrer` browsers send `Origin: null` with a form, and it could not be told from another website's.
    "referrer-policy": "same-origin",
}
LEAVE_SECONDS = 1.0
"""Longest wait for the erasing before a person who leaves is sent on; it goes on without them."""

ErrorHandler = Callable[[Request, Exception], HTTPResponse]
Page = Callable[[Request], Awaitable[HTTPResponse]]


class Pages:
    """The routes.

    Args:
        desk: the guide.
        framed_by: websites that may show a page in a frame.
    """

    def __init__(self, desk: PlainDesk, framed_by: tuple[str, ...] = ()) -> None:
        self._desk = desk
        self._erasing: set[asyncio.Task[None]] = set()  # the event loop itself does not hold its tasks
        self._last_resort = contacts_page(desk.content)
        # "Leave quickly" is a form that is sent on to another website: browsers ask the policy about that too.
        leave_to = LEAVE_URL[: LEAVE_URL.index("/", len("https://"))]
        policy = POLICY.format(ancestors=" ".join(["'self'", *framed_by]))
        self._policy = policy.replace("form-action 'self'", f"form-action 'self' {leave_to}")

    def blueprint(self) -> Blueprint:
        """All routes. A slash at the end is another address: links on the pages are relative."""
        routes = Blueprint("plain_pages", strict_slashes=True)
        routes.static("/pages.css", str(STYLES), name="pages_css")
        for path, page in (("/contacts", self._contacts), ("/about", self._about), ("/chat", self._open)):
            routes.add_route(partial(self._safely, page), path, methods=["GET", "HEAD"], name=f"page{path[1:]}")
        routes.add_route(partial(self._safely, self._post), "/chat", methods=["POST"], name="page_post")
        return routes

    def errors(self, otherwise: ErrorHandler) -> ErrorHandler:
        """What the web server itself refuses: a page for people on our pages.

        Args:
            otherwise: for all other addresses.
        """

        def handler(request: Request, error: Exception) -> HTTPResponse:
            try:
                is_page = request.path in PATHS
            except Exception:  # the address itself cannot be read
                is_page = False
            if not is_page or not isinstance(error, SanicException):
                return otherwise(request, error)
            status = getattr(error, "status_code", 500)
            return self._refused(ApiError(status, CODE_OF_STATUS.get(status, "failed")))

        return handler

    async def _safely(self, page: Page, request: Request) -> HTTPResponse:
        try:
            return await page(request)
        except ApiError as error:
            return self._refused(error)
        except FormError as error:
            return self._chat(Sent(self._desk.fresh(error=self._desk.content.pages.not_read), error.status))
        except SanicException:
            raise
        except Exception:
            logger.exception("a page failed; the parent got people to contact")
            return self._html(self._last_resort, 503)

    async def _contacts(self, request: Request) -> HTTPResponse:
        await self._desk.guard.count("calls", request)
        return self._html(contacts_page(self._desk.content))

    async def _about(self, request: Request) -> HTTPResponse:
        await self._desk.guard.count("calls", request)
        chosen = self._desk.chosen
        return self._html(about_page(self._desk.content, days=chosen.keep_days, minutes=chosen.session_minutes))

    async def _open(self, request: Request) -> HTTPResponse:
        await self._desk.guard.count("calls", request)
        return self._chat(Sent(self._desk.fresh()))

    async def _post(self, request: Request) -> HTTPResponse:
        form = read_form(request.body, request.headers.get("content-type", ""))
        if form.deed == "leave":
            return await self._leave(form, request)
        try:
            origin = self._desk.guard.origin(request)
            await self._desk.guard.count("address", request)
            if form.deed in ("again", "delete"):
                return self._ask(form)
            if form.deed == "save":
                return await self._save(form, origin, request)
            deed = DEEDS.get(form.deed)
            if deed is None:
                raise FormError(422)
            return self._chat(await deed(self._desk, form, origin, request))
        except ApiError as error:  # the words stay on the page
            if error.code == "wrong_site":  # nor may another website put a parent into a chat whose token it has
                form = replace(form, token=self._desk.sessions.token_ahead(), words={}, last=0, rated=0)
            page = self._desk.problem(form, error.words(self._desk.content.errors))
            return self._chat(Sent(page, error.status, error.headers))
        except (FormError, SanicException):
            raise
        except Exception:
            logger.exception("a form could not be answered; the parent got people to contact")
            content = self._desk.content
            wrong = content.pages.send_again if form.deed == "say" else content.widget.failed
            return self._chat(Sent(self._desk.problem(form, wrong), 503))

    async def _leave(self, form: ChatForm, request: Request) -> HTTPResponse:
        """Away at once, whatever fails; the chat is erased if it can be."""
        erasing = asyncio.ensure_future(self._erase(form, request))
        self._erasing.add(erasing)
        erasing.add_done_callback(self._erasing.discard)
        await asyncio.wait({erasing}, timeout=LEAVE_SECONDS)
        return response.redirect(LEAVE_URL, headers=self._headers({}), status=303)

    async def _erase(self, form: ChatForm, request: Request) -> None:
        try:
            await erase(self._desk, form, self._desk.guard.origin(request))
        except Exception as error:
            logger.warning("a chat was left and could not be erased (%s); it goes with its time", type(error).__name__)

    def _ask(self, form: ChatForm) -> HTTPResponse:
        words, page = self._desk.content.widget, self._desk.problem(form, "")
        asked, yes = words.start_again_ask, words.start_again_yes
        heading = words.start_again
        if form.deed == "delete":
            heading, asked, yes = words.delete, words.delete_ask, words.delete_yes
        deed = f"{form.deed}_yes"
        return self._html(ask_page(page, self._desk.content, deed=deed, heading=heading, question=asked, yes=yes))

    async def _save(self, form: ChatForm, origin: str, request: Request) -> HTTPResponse:
        desk = self._desk
        turns = await whole_chat(desk, form, origin)
        if not turns:
            note = desk.content.errors.no_session if form.last else desk.content.pages.nothing_to_save
            return self._chat(Sent(desk.fresh(form, note=note)))
        base_url = desk.chosen.public_url or f"{request.scheme}://{request.host}"
        text = transcript(turns, desk.content, today=desk.chosen.day(), base_url=base_url)
        name = f'attachment; filename="{desk.content.widget.transcript_file}.txt"'
        return response.text(text, headers=self._headers({"content-disposition": name}))

    def _refused(self, error: ApiError) -> HTTPResponse:
        try:
            page = self._desk.problem(ChatForm(id="", deed="show"), error.words(self._desk.content.errors))
            return self._chat(Sent(page, error.status, error.headers))
        except Exception:
            logger.exception("a page failed; the parent got people to contact")
            return self._html(self._last_resort, error.status)

    def _chat(self, sent: Sent) -> HTTPResponse:
        return self._html(chat_page(sent.page, self._desk.content), sent.status, sent.headers)

    def _html(self, text: str, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
        return response.html(text, status=status, headers=self._headers(headers or {}))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {**HEADERS, "content-security-policy": self._policy, **more}
