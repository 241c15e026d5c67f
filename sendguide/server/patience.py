"""Bounds on how long a request may take to arrive, for those who send a byte now and then to hold the guide.

Written for Sanic 21.12, whose clock begins anew with each byte, and which waits for ever for the rest of a body that
came too late. A test pins that version.
"""

from __future__ import annotations

import asyncio

from sanic.exceptions import RequestTimeout
from sanic.http import Stage
from sanic.request import Request
from sanic.server.protocols.http_protocol import HttpProtocol


class TimedRequest(Request):
    """A request whose body has to be there after `REQUEST_TIMEOUT` seconds."""

    async def receive_body(self) -> None:
        """Reads the body.

        Raises:
            RequestTimeout: when it did not arrive in time; the connection is then closed.
        """
        try:
            await asyncio.wait_for(super().receive_body(), self.app.config.REQUEST_TIMEOUT)
        except asyncio.TimeoutError as error:
            self.stream.keep_alive = False
            self.stream.request_body = None  # else Sanic waits for the rest of it after the answer
            raise RequestTimeout("the body did not arrive in time") from error


class TimedProtocol(HttpProtocol):
    """A connection on which the head of a request has to be there `REQUEST_TIMEOUT` seconds after its first byte."""

    def data_received(self, data: bytes) -> None:
        """Takes bytes; those of a head that has begun do not set the clock back."""
        http = getattr(self, "_http", None)  # not there before the connection's own task has begun
        began: float = getattr(self, "_time", 0.0)
        super().data_received(data)
        if http is not None and http.stage is Stage.REQUEST:
            self._time: float = began
