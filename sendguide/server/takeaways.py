"""Downloads of what a family takes away. Each is made from the dates in its address; nothing is looked up or kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timezone

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.content.bundle import Content
from sendguide.content.loader import ContentStore
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Question, Refusal
from sendguide.server.errors import ApiError, api_errors
from sendguide.server.guard import Guard
from sendguide.takeaways.choose import fitting, takeaway
from sendguide.takeaways.links import DAYS, IN_TIME, PARAMETERS, PATH
from sendguide.takeaways.result import TakeAway

ISO_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)


def takeaway_routes(store: ContentStore, guard: Guard, *, today: Callable[[], date]) -> Blueprint:
    """The one route: `GET` (or `HEAD`) `/takeaways/<id>?letter=…&certificate=…&contacted=…&kind=…`.

    Args:
        store: the words.
        guard: how often they may be asked for.
        today: gives the current day.
    """
    routes = Blueprint("takeaways")

    @routes.route(f"{PATH}/<name:str>", methods=["GET", "HEAD"])
    @api_errors
    async def download(request: Request, name: str) -> HTTPResponse:
        await guard.count("calls", request)
        stated = {key: _one(request, key) for key in PARAMETERS}
        return file_response(made(name, stated, store.current(), today=today()))

    return routes


def made(name: str, stated: dict[str, str], content: Content, *, today: date) -> TakeAway:
    """What was asked for.

    Args:
        name: its id.
        stated: each of the parameters as text; empty for what is not given.
        content: all words.
        today: the current day.

    Raises:
        ApiError: 404 for what there is not, or not for these dates; 422 for a date or kind that cannot be used.
    """
    if name not in set(TakeAwayId):
        raise ApiError(404, "not_found", "There is no such file to take away.")
    wanted, kind = TakeAwayId(name), read_kind(stated["kind"])
    result = _worked_out(stated, kind, content, today=today)
    if wanted is TakeAwayId.CALENDAR and result is None:
        raise ApiError(422, "letter_missing", "Please give the date on the decision letter first.")
    if wanted not in fitting(content, result, kind, today=today):
        raise ApiError(404, "not_for_this", "There is nothing of this sort to take away for these dates.")
    now = datetime.combine(today, time(), tzinfo=timezone.utc)
    return takeaway(wanted, content, result, kind, now=now)


def file_response(found: TakeAway) -> HTTPResponse:
    """The file, to be saved under its name and kept by nobody on the way."""
    headers = {"content-disposition": f'attachment; filename="{found.filename}"', "cache-control": "no-store"}
    return response.raw(found.data, headers=headers, content_type=f"{found.media_type}; charset=utf-8")


def read_day(name: str, words: str) -> date | None:
    """A date such as 2026-10-01; None for nothing.

    Raises:
        ApiError: 422 when it is none. What was sent is not repeated.
    """
    if not words:
        return None
    try:
        return date.fromisoformat(words if ISO_DATE.fullmatch(words) else "")
    except ValueError:
        raise ApiError(422, "wrong_date", f"The date for “{name}” must look like 2026-10-01.") from None


def read_kind(words: str) -> Kind | None:
    """A kind of decision from the closed list; None for nothing.

    Raises:
        ApiError: 422 when there is no such kind.
    """
    if not words:
        return None
    if words not in set(Kind):
        raise ApiError(422, "unknown_kind", "This kind of decision is not known.")
    return Kind(words)


def _one(request: Request, name: str) -> str:
    values = request.args.getlist(name) or []
    if len(values) > 1:
        raise ApiError(422, "given_twice", f"Please give “{name}” once.")
    return str(values[0]) if values else ""


def _worked_out(stated: dict[str, str], kind: Kind | None, content: Content, *, today: date) -> Deadline | None:
    """The dates; None where no letter is given.

    Raises:
        ApiError: 422 when the calculator refuses, with its reason, or when there is a date but none of the letter.
    """
    in_time = stated["contacted"] == IN_TIME
    days = {name: read_day(name, stated[name]) for name in DAYS if not (in_time and name == "contacted")}
    letter = days["letter"]
    if letter is None:
        if in_time or any(days.values()):
            raise ApiError(422, "letter_missing", "Please give the date on the decision letter too.")
        return None
    if content.deadlines is None:
        raise ApiError(503, "unavailable", "We cannot work out dates now. Please ask SENDIASS or IPSEA.")
    question = Question(
        letter=letter,
        today=today,
        certificate=days["certificate"],
        contacted=days.get("contacted"),
        contacted_in_time=in_time,
        kind=kind,
    )
    found = content.deadlines.work_out(question)
    if isinstance(found, Refusal):
        raise ApiError(422, found.id, f"{found.reason} {found.instead}")
    return found
