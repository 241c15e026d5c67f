"""Whether a server will be able to listen."""

from __future__ import annotations

import errno
import socket
from enum import Enum


class Listening(Enum):
    """Whether a server can listen at an address, and if not, why."""

    POSSIBLE = "possible"
    IN_USE = "in use"
    NOT_ALLOWED = "not allowed"
    NO_SUCH_HOST = "no such host"


def can_listen(host: str, port: int) -> Listening:
    """Whether a server can listen there now.

    Args:
        host: an address of this computer, or its name.
        port: from 1 to 65535.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except UnicodeError:  # a name that cannot be looked up
        return Listening.NO_SUCH_HOST
    except OSError as error:
        reasons = {errno.EADDRINUSE: Listening.IN_USE, errno.EACCES: Listening.NOT_ALLOWED}
        return reasons.get(error.errno or 0, Listening.NO_SUCH_HOST)
    return Listening.POSSIBLE
