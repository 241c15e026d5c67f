"""Whether the server will be able to listen."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from sendguide.server.ports import Listening, can_listen


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_on_which_something_listens_is_not_free(busy_port: int):
    assert can_listen("127.0.0.1", busy_port) is Listening.IN_USE


def test_a_port_is_free_again_when_its_listener_is_gone():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert can_listen("127.0.0.1", port) is Listening.POSSIBLE


def test_asking_takes_nothing(busy_port: int):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert [can_listen("127.0.0.1", port) for _ in range(3)] == [Listening.POSSIBLE] * 3
