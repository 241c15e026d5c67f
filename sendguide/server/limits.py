"""How often somebody may ask: by session and by address, counted in memory, or in Redis when there are many servers.

An address is a household, a school or a library: its limits are generous, and it is kept as a salted hash, in memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

with warnings.catch_warnings():
    # limits 2.4.0 reads its Redis scripts with pkg_resources, which says at import that it will go away.
    warnings.simplefilter("ignore")
    from limits import RateLimitItem, parse
    from limits.storage import MemoryStorage, Storage, storage_from_string
    from limits.strategies import FixedWindowRateLimiter

from sendguide.server.errors import ApiError

logger = logging.getLogger(__name__)
MEMORY = "memory://"
FORGET_EVERY_SECONDS = 60.0
REDIS_SECONDS = 0.5
"""Longest wait for Redis: it must never be what keeps a parent waiting."""


class Counts(MemoryStorage):
    """Counts in memory. The library's own starts a thread for each one, to forget old ones: two milliseconds a call."""

    def __init__(self) -> None:
        super().__init__()
        self._looked_at = time.time()

    def incr(self, key: str, expiry: int, elastic_expiry: bool = False, amount: int = 1) -> int:
        """Counts one more, and now and then forgets what is over.

        Args:
            key: what is counted.
            expiry: seconds until the count begins anew.
            elastic_expiry: never asked for by a fixed window.
            amount: how many more.
        """
        now = time.time()
        if now - self._looked_at >= FORGET_EVERY_SECONDS:
            self._looked_at = now
            for old in [name for name, until in self.expirations.items() if until <= now]:
                self.clear(old)
        before = self.get(key)  # 0 when its time is over
        self.storage[key] = before + amount
        if before == 0:
            self.expirations[key] = now + expiry
        return before + amount


@dataclass(frozen=True)
class Rates:
    """How often, in the words of the `limits` library: `20/minute`.

    `messages` is by session, the others by address; `calls` is for everything that is no message and no new session.
    """

    messages: str = "20/minute"
    address: str = "120/minute"
    sessions: str = "30/minute"
    calls: str = "300/minute"


class Limits:
    """Counts and refuses.

    Args:
        rates: how often.
        storage: `memory://`, or `redis://host:6379` for several servers. While Redis is away, each server counts for
            itself: nobody is refused because of it.
        salt: what addresses are hashed with.
        clock: the time in seconds since 1970.
    """

    def __init__(
        self, rates: Rates, *, salt: str, storage: str = MEMORY, clock: Callable[[], float] = time.time
    ) -> None:
        self._rates = {name: parse(value) for name, value in vars(rates).items()}
        self._salt = salt
        self._clock = clock
        self._memory = Counts()
        self._own = FixedWindowRateLimiter(self._memory)
        # The library's limiter does not hold its storage; we do.
        self._storage: Storage | None = None
        self._shared: FixedWindowRateLimiter | None = None
        if storage != MEMORY:
            waits = {"socket_timeout": REDIS_SECONDS, "socket_connect_timeout": REDIS_SECONDS}
            self._storage = storage_from_string(storage, **waits)
            self._shared = FixedWindowRateLimiter(self._storage)

    async def count(self, what: str, who: str) -> None:
        """Counts one call.

        Args:
            what: a field of `Rates`.
            who: a session's conversation id or an address; only a hash of it is kept.

        Raises:
            ApiError: 429 with `Retry-After`, when that was one too many.
        """
        item = self._rates[what]
        key = hashlib.sha256(f"{self._salt}\0{what}\0{who}".encode("utf-8", "surrogatepass")).hexdigest()
        seconds = await self._refused(item, key)
        if seconds is not None:
            headers = {"retry-after": str(seconds)}
            raise ApiError(429, "too_often", headers=headers, details={"seconds": seconds})

    async def _refused(self, item: RateLimitItem, key: str) -> int | None:
        """Seconds to wait; None when the call is allowed."""
        if self._shared is not None:
            try:
                return await asyncio.wait_for(asyncio.to_thread(self._hit, self._shared, item, key), 2 * REDIS_SECONDS)
            except Exception as error:  # whatever a driver raises: the parent must not suffer from it
                logger.warning("the shared limits cannot be reached (%s); counting here", type(error).__name__)
        return self._hit(self._own, item, key)

    def _hit(self, limiter: FixedWindowRateLimiter, item: RateLimitItem, key: str) -> int | None:
        if limiter.hit(item, key):
            return None
        return max(1, int(limiter.get_window_stats(item, key)[0] - self._clock()) + 1)
