"""Which websites may call, how often, and what happens to those who send slowly: on a server with small limits."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import sanic

from sendguide.server import app as app_module
from tests.support.api import SECONDS
from tests.support.server import ServedGuide, serve_guide

COUNCIL, EVIL = "https://www.coventry.example", "https://evil.example"
QUESTION = "bin day"
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def strict(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedGuide]:
    """A guide behind one proxy, with one other website, small limits and little patience."""
    rates = {"RATE_MESSAGES": "3/minute", "RATE_ADDRESS": "6/minute", "RATE_SESSIONS": "4/minute"}
    others = {"RATE_CALLS": "5/minute", "PROXIES": "1", "ORIGINS": COUNCIL, "REQUEST_SECONDS": "1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_module, "ANSWER_SECONDS", 10)
        with serve_guide(model, tmp_path_factory.mktemp("strict"), **rates, **others) as served:
            yield served


class Caller:
    """Somebody at an address of their own, perhaps in a browser that shows a website."""

    def __init__(self, served: ServedGuide, *, origin: str | None = None) -> None:
        self.url = f"{served.base_url}/api/v1"
        self.headers = {"x-forwarded-for": f"192.0.2.{next(NUMBERS)}"}
        if origin is not None:
            self.headers["origin"] = origin

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Calls with the headers of this person."""
        headers = {**self.headers, **options.pop("headers", {})}
        return requests.request(method, f"{self.url}/{path}", headers=headers, timeout=SECONDS, **options)

    def open(self) -> dict[str, str]:
        """Begins a chat; the headers with its token."""
        answer = self.call("POST", "sessions", json={})
        assert answer.status_code == 201, answer.text
        return {"authorization": f"Bearer {answer.json()['token']}"}

    def say(self, session: dict[str, str], text: str = QUESTION) -> requests.Response:
        """Sends words."""
        return self.call("POST", "messages", headers=session, json={"id": str(next(NUMBERS)), "text": text})


def _is_refused_kindly(answer: requests.Response) -> None:
    assert answer.status_code == 429, answer.text
    error = answer.json()["error"]
    assert error["code"] == "too_often" and 1 <= error["seconds"] <= 60
    assert answer.headers["retry-after"] == str(error["seconds"])
    assert f"wait {error['seconds']} seconds" in error["message"] and "call 999" in error["message"]


def test_a_chat_may_say_so_much_in_a_minute(strict: ServedGuide) -> None:
    caller = Caller(strict)
    session, other = caller.open(), caller.open()
    assert [caller.say(session).status_code for _ in range(3)] == [200] * 3
    _is_refused_kindly(caller.say(session))
    assert caller.say(other).status_code == 200


def test_an_address_may_say_so_much_in_a_minute(strict: ServedGuide) -> None:
    caller = Caller(strict)
    sessions = [caller.open() for _ in range(3)]
    assert [caller.say(session).status_code for session in sessions for _ in range(2)] == [200] * 6
    _is_refused_kindly(caller.say(sessions[0]))
    assert Caller(strict).say(sessions[0]).status_code == 200


def test_calls_with_bad_tokens_are_counted_too(strict: ServedGuide) -> None:
    caller = Caller(strict)
    assert [caller.say({"authorization": "Bearer guess"}).status_code for _ in range(6)] == [401] * 6
    _is_refused_kindly(caller.say({"authorization": "Bearer guess"}))


def test_an_address_may_open_so_many_chats(strict: ServedGuide) -> None:
    caller = Caller(strict)
    for _ in range(4):
        caller.open()
    _is_refused_kindly(caller.call("POST", "sessions", json={}))


@pytest.mark.parametrize("path", ["history", "openapi.json", "../../takeaways/first_call"])
def test_an_address_may_read_so_much(strict: ServedGuide, path: str) -> None:
    caller = Caller(strict)
    url = f"{strict.base_url}/takeaways/first_call" if path.startswith("..") else f"{caller.url}/{path}"
    found = [requests.get(url, headers=caller.headers, timeout=SECONDS) for _ in range(6)]
    assert 429 not in {answer.status_code for answer in found[:5]}
    _is_refused_kindly(found[5])


def test_who_makes_up_addresses_is_still_one(strict: ServedGuide) -> None:
    """Only what the known proxy says counts: the last entry, whatever a caller puts before it."""
    caller = Caller(strict)
    mine = caller.headers["x-forwarded-for"]
    for number in range(4):
        caller.headers["x-forwarded-for"] = f"198.51.100.{number}, {mine}"
        caller.open()
    caller.headers["x-forwarded-for"] = f"198.51.100.99, {mine}"
    _is_refused_kindly(caller.call("POST", "sessions", json={}))


def test_the_website_on_the_list_may_call_and_read(strict: ServedGuide) -> None:
    caller = Caller(strict, origin=COUNCIL)
    session = caller.open()
    answer = caller.say(session)
    assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == COUNCIL
    assert answer.headers["vary"] == "Origin" and "access-control-allow-credentials" not in answer.headers
    for refused in (caller.say({}), caller.call("POST", "messages", headers=session, data="x")):
        assert refused.status_code in {401, 415} and refused.headers["access-control-allow-origin"] == COUNCIL


def test_a_browser_that_asks_first_is_told(strict: ServedGuide) -> None:
    answer = Caller(strict, origin=COUNCIL).call("OPTIONS", "messages")
    assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == COUNCIL
    assert answer.headers["access-control-allow-methods"] == "GET, POST, DELETE, OPTIONS"
    assert answer.headers["access-control-allow-headers"] == "authorization, content-type"


@pytest.mark.parametrize(
    "origin", [EVIL, "null", COUNCIL + ".evil.example", COUNCIL.replace("https", "http"), "x", "*"]
)
@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_any_other_website_may_not(strict: ServedGuide, origin: str, method: str) -> None:
    answer = Caller(strict, origin=origin).call(method, "sessions", json={} if method == "POST" else None)
    assert answer.status_code == 403 and answer.json()["error"]["code"] == "wrong_site"
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_may(strict: ServedGuide) -> None:
    assert Caller(strict, origin=strict.base_url).open()


def test_a_token_works_on_the_website_where_the_chat_was_begun_only(strict: ServedGuide) -> None:
    council, ours = Caller(strict, origin=COUNCIL), Caller(strict, origin=strict.base_url)
    session = council.open()
    assert council.say(session).status_code == 200
    assert ours.say(session).status_code == 401
    assert Caller(strict, origin=EVIL).say(session).status_code == 403


def _raw(served: ServedGuide, *parts: bytes) -> bytes:
    """What the server says to bytes that are sent, until it closes the connection."""
    place = urlsplit(served.base_url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=SECONDS) as connection:
        for part in parts:
            connection.sendall(part)
        found = b""
        while chunk := connection.recv(65536):
            found += chunk
        return found


POST = b"POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (b"POST /api/v1/sess",),
        (POST,),
        (POST + b"content-length: 1000\r\n\r\n{",),
        (POST + b"transfer-encoding: chunked\r\n\r\n5\r\n{",),
    ],
    ids=["nothing", "half a line", "half a head", "half a body", "half a chunk"],
)
def test_who_sends_slowly_or_not_at_all_is_let_go(strict: ServedGuide, parts: tuple[bytes, ...]) -> None:
    found = _raw(strict, *parts)
    assert b" 201 " not in found and b" 500 " not in found and b"Traceback" not in found
    assert requests.get(f"{strict.base_url}/healthz", timeout=SECONDS).status_code == 200


@pytest.mark.parametrize("begin", [POST, POST + b"content-length: 1000\r\n\r\n"], ids=["head", "body"])
def test_who_sends_a_byte_now_and_then_is_let_go(strict: ServedGuide, begin: bytes) -> None:
    place = urlsplit(strict.base_url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=0.3) as connection:
        connection.sendall(begin)
        for _ in range(60):
            try:
                connection.sendall(b"x")
                if not connection.recv(65536):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            raise AssertionError("the connection was held")


def test_the_bounds_on_time_are_for_the_sanic_that_we_have() -> None:
    assert sanic.__version__.startswith("21.12.")
