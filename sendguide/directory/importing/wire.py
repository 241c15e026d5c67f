"""Connections for the import's client: only to checked addresses, and each answer within a total time.

`requests` limits the silence between two pieces of an answer, not the whole: a server that sends a byte every few
seconds would hold it for ever. So the socket's file is wrapped, and each read is given only the time that is left.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Optional

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from sendguide.directory.importing.addresses import Resolve, Rules

ANSWER_BY: ContextVar[Optional[float]] = ContextVar("ANSWER_BY", default=None)
"""Until when (`time.monotonic`) the answer that is being waited for must be complete."""


class TooSlow(TimeoutError):
    """An answer was not complete within its time."""


class _TimedFile(io.RawIOBase):
    """A socket's file that stops when the answer's time is up."""

    def __init__(self, file: io.RawIOBase, sock: socket.socket) -> None:
        super().__init__()
        self._file, self._sock, self._longest_silence = file, sock, sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        until = ANSWER_BY.get()
        if until is not None:
            left = until - time.monotonic()
            if left <= 0:
                raise TooSlow("the answer was not complete in time")
            self._sock.settimeout(min(left, self._longest_silence or left))
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedFile(self.fp.detach(), sock))


def _connect(connection: HTTPConnection, rules: Rules, resolve: Resolve) -> socket.socket:
    """A socket to one of the host's addresses, all of them checked first."""
    host, default = connection.host.strip("[]"), connection.default_port or 443
    port = connection.port or default
    rules.check_host(host, port, default=default)
    try:
        addresses = rules.checked_addresses(host, port, resolve)
    except OSError as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    timeout = connection.timeout if isinstance(connection.timeout, (int, float)) else None
    problem: OSError = OSError("it has no address")
    for address in addresses:
        try:
            sock = socket.create_connection((address, port), timeout)
        except OSError as error:
            problem = error
            continue
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    if isinstance(problem, TimeoutError):
        raise ConnectTimeoutError(connection, f"{host} did not answer") from problem
    raise NewConnectionError(connection, f"no connection to {host}: {problem.strerror or problem}") from problem


class CheckedAdapter(HTTPAdapter):
    """Makes `requests` connect by our rules.

    Args:
        rules: which addresses may be connected to.
        resolve: how a host's addresses are found.
    """

    def __init__(self, rules: Rules, resolve: Resolve) -> None:
        self._connect: Callable[[HTTPConnection], socket.socket] = lambda made: _connect(made, rules, resolve)
        super().__init__(max_retries=0, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Has the pools of connections use our kind of connection."""
        super().init_poolmanager(*args, **kwargs)
        connect = self._connect

        class Plain(HTTPConnection):
            response_class = _TimedResponse

            def _new_conn(self) -> socket.socket:
                return connect(self)

        class Secure(HTTPSConnection):
            response_class = _TimedResponse

            def _new_conn(self) -> socket.socket:
                return connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
