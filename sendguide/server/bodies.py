"""Reading the bodies of requests, strictly: what could be understood in two ways is not understood at all."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request

from sendguide.server.errors import ApiError
from sendguide.server.exchange import VARIANTS, Said

MAX_ID = 100
MAX_TITLE = 1_000
MAX_PAYLOAD = 2_000
REASONS = ("not_my_question", "not_clear", "not_true", "too_long", "not_enough", "other")
"""Why an answer did not help. A closed list: nobody can type words that would have to be kept."""


def read_object(request: Request) -> dict[str, Any]:
    """The body of a request as a JSON object.

    Raises:
        ApiError: 415 not JSON by its type, or packed; 400 not readable, or with a name twice, or with a number that is
            none; 422 something else than an object.
    """
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json" or parameters.strip() not in {"", "charset=utf-8", 'charset="utf-8"'}:
        raise ApiError(415, "not_json")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ApiError(415, "not_json")  # a few packed kilobytes can be gigabytes
    if not request.body:
        raise ApiError(422, "wrong_form")
    try:
        found = json.loads(
            request.body.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_refuse, parse_float=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "unreadable") from error
    if not isinstance(found, dict):
        raise ApiError(422, "wrong_form")
    return found


def read_message(request: Request) -> Said:
    """The body of `POST /messages`, checked. Further text in it is left alone, so that a newer page can send more.

    Raises:
        ApiError: as `read_object`, and 422 for what is not of the form that is asked for.
    """
    body = read_object(request)
    if not all(isinstance(value, str) for value in body.values()) or ("text" in body) == ("payload" in body):
        raise ApiError(422, "wrong_form")
    text, payload = body.get("text", body.get("title", "")), body.get("payload")
    if not 0 < len(body.get("id", "")) <= MAX_ID:
        raise ApiError(422, "wrong_form")
    if payload is not None and (len(payload) > MAX_PAYLOAD or len(text) > MAX_TITLE):
        raise ApiError(422, "wrong_form")
    variant = body.get("variant")
    if variant is not None and variant not in VARIANTS:
        raise ApiError(422, "wrong_form")
    return Said(body["id"], text, payload, variant)


def read_feedback(request: Request) -> tuple[int, bool, str | None]:
    """The body of `POST /feedback`: the number of the turn, whether it helped, and why not.

    Raises:
        ApiError: as `read_object`, and 422 for what is not of the form that is asked for.
    """
    body = read_object(request)
    seq, helpful, reason = body.get("seq"), body.get("helpful"), body.get("reason")
    if type(seq) is not int or type(helpful) is not bool or not 0 < seq < 2**31:
        raise ApiError(422, "wrong_feedback")
    if (reason is not None and reason not in REASONS) or set(body) - {"seq", "helpful", "reason"}:
        raise ApiError(422, "wrong_feedback")
    return seq, helpful, reason


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _refuse(number: str) -> Any:
    raise ValueError("not a number that is used here")
