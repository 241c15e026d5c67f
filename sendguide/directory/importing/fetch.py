"""Asks a council's feed over the web, safely and politely."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from sendguide.directory.importing.addresses import Resolve, Rules, resolve_host
from sendguide.directory.importing.answer import Answer, FetchError, Passing, read_body, require_json
from sendguide.directory.importing.failures import failure_of, status_words
from sendguide.directory.importing.wire import ANSWER_BY, CheckedAdapter
from sendguide.errors import GuideError

REDIRECTS = {301, 302, 303, 307, 308}
TRY_AGAIN = {408, 429, 500, 502, 503, 504}
NO_BODY = {304, 404, 410}
Params = Mapping[str, "str | int"]


@dataclass(frozen=True)
class Limits:
    """How much and how long (seconds, bytes).

    Attributes:
        connect: until a connection stands.
        silence: between two pieces of an answer.
        total: for one whole answer.
        size: of an answer, as sent and also when unpacked.
        tries: how often the same thing is asked at most.
        first_wait: before the second try; doubled each time, with up to half of it added by chance.
        longest_wait: the longest that a server may make us wait. If it asks for more we do not come back sooner than
            it wants: the run ends, and the next one goes on where it stopped.
        redirects: how many may follow each other.
    """

    connect: float = 10.0
    silence: float = 10.0
    total: float = 60.0
    size: int = 20_000_000
    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 120.0
    redirects: int = 5


class Client:
    """Asks listed hosts for JSON. Safe to use from several threads.

    Args:
        rules: which addresses may be asked.
        contact: an email or web address at which the publisher can reach us; sent with every request.
        chance: gives a number from 0 up to 1, so that many clients do not all come back at the same moment.
        now: the time, for `Retry-After` with a date.
        limits: how much and how long.
        sleep: waits for some seconds.
        resolve: how a host's addresses are found.
        authorities: whose certificates count, as a PEM file; None for those that browsers know.

    Raises:
        GuideError: when there is no contact.
    """

    def __init__(
        self,
        rules: Rules,
        *,
        contact: str,
        chance: Callable[[], float],
        now: Callable[[], datetime],
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolve_host,
        authorities: Path | None = None,
    ) -> None:
        if not contact.isascii() or not contact.isprintable() or not contact.strip():
            raise GuideError(
                "A publisher must be able to see who asks. "
                "Set SENDGUIDE_IMPORT_CONTACT to an email or web address of yours."
            )
        self._rules, self._limits, self._resolve = rules, limits or Limits(), resolve
        self._sleep, self._chance, self._now = sleep, chance, now
        self._agent = f"sendguide (+{contact.strip()})"
        self._verify = True if authorities is None else str(authorities)
        self._own = threading.local()

    def get(self, url: str, *, params: Params | None = None, etag: str = "") -> Answer:
        """Asks for one document; tries again when the failure may pass.

        Args:
            url: its address.
            params: the query.
            etag: of the copy we have; the server may then answer 304, with no body.

        Raises:
            FetchError: when it cannot be had; the text says why.
            NotAllowed: when it, or where it redirects to, may not be asked.
        """
        tried = 1
        while True:
            try:
                return self._follow(url, params, etag)
            except Passing as error:
                if tried >= self._limits.tries:
                    raise FetchError(f"{error} Asked {tried} times. Try again later.") from error
                self._sleep(self._wait(error, tried))
            tried += 1

    def _wait(self, error: Passing, tried: int) -> float:
        own = self._limits.first_wait * 2 ** (tried - 1) * (1 + self._chance() / 2)
        wait = max(own, error.wait or 0.0)
        if wait > self._limits.longest_wait:
            raise FetchError(f"{error} It asks us to wait {wait:.0f} seconds. Run the import again after that.")
        return wait

    def _follow(self, url: str, params: Params | None, etag: str) -> Answer:
        at = url
        for _ in range(self._limits.redirects + 1):
            found = self._ask(at, params, etag)
            if isinstance(found, Answer):
                return found
            at, params = found, None
        raise FetchError(f"{url} redirects again and again. Tell the publisher.")

    def _ask(self, url: str, params: Params | None, etag: str) -> Answer | str:
        """One request: the answer, or the address to which it redirects."""
        self._rules.check_url(url)
        headers = {"If-None-Match": etag} if etag else {}
        waits = (self._limits.connect, self._limits.silence)
        token = ANSWER_BY.set(time.monotonic() + self._limits.total)
        try:
            with self._session().get(
                url, params=params, headers=headers, stream=True, allow_redirects=False, timeout=waits
            ) as response:
                return self._read(response)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise failure_of(url, error) from error
        finally:
            ANSWER_BY.reset(token)

    def _read(self, response: requests.Response) -> Answer | str:
        url, status, headers = response.url, response.status_code, response.headers
        if status in REDIRECTS and headers.get("Location"):
            return urljoin(url, headers["Location"])
        if status in TRY_AGAIN:
            raise Passing(f"{url} answered {status_words(status)}.", self._asked_wait(headers))
        if status in NO_BODY:
            return Answer(url, status)
        if status != 200:
            raise FetchError(f"{url} answered {status_words(status)}. Check the address with the publisher.")
        kind = require_json(response)
        return Answer(url, status, read_body(response, size=self._limits.size), headers.get("ETag", ""), kind)

    def _asked_wait(self, headers: Mapping[str, str]) -> float | None:
        """Seconds from `Retry-After`, which is a number or a date (RFC 9110 section 10.2.3)."""
        said = headers.get("Retry-After", "").strip()
        if said.isascii() and said.isdigit():
            return float(said)
        try:
            day = parsedate_to_datetime(said)
        except (TypeError, ValueError):
            return None
        aware = day if day.tzinfo else day.replace(tzinfo=timezone.utc)
        return max(0.0, (aware - self._now()).total_seconds())

    def _session(self) -> requests.Session:
        """This thread's session: `requests` does not promise that one may be shared."""
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False  # no proxy and no password file of the machine
            session.verify = self._verify
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            asked = {"User-Agent": self._agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
            session.headers.update(asked)
            adapter = CheckedAdapter(self._rules, self._resolve)
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            self._own.session = session
        return session
