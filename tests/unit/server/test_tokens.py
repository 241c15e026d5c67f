"""Tokens cannot be made up, changed, or carried over to another key."""

from __future__ import annotations

import base64
import json

import jwt
import pytest

from sendguide.server.tokens import Opened, Tokens

OLD, NEW = "o" * 32, "n" * 32
OPENED = Opened("c" * 32, 1_700_000_000.5)


def test_a_token_says_whose_conversation_it_is():
    tokens = Tokens([NEW])
    assert tokens.read(tokens.make(OPENED)) == OPENED


def test_a_token_of_the_old_key_is_still_read_while_that_key_is_listed():
    token = Tokens([OLD]).make(OPENED)
    assert Tokens([NEW, OLD]).read(token) == OPENED
    assert Tokens([NEW]).read(token) is None
    assert Tokens([OLD]).read(Tokens([NEW, OLD]).make(OPENED)) is None


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "." * 5000, "null"])
def test_what_is_no_token_is_nothing(token: str):
    assert Tokens([NEW]).read(token) is None


def test_a_token_for_another_conversation_needs_the_key():
    head, _, signature = Tokens([NEW]).make(OPENED).split(".")
    claims = base64.urlsafe_b64encode(json.dumps({"sub": "d" * 32, "iat": 1_700_000_000}).encode()).decode().rstrip("=")
    assert Tokens([NEW]).read(f"{head}.{claims}.{signature}") is None


def test_an_unsigned_token_is_nothing():
    unsigned = jwt.encode({"sub": "c" * 32, "iat": 1_700_000_000}, "", algorithm="none")
    assert Tokens([NEW]).read(unsigned) is None


@pytest.mark.parametrize("claims", [{"sub": "c" * 32}, {"iat": 1_700_000_000}, {}])
def test_a_token_that_does_not_say_whose_or_since_when_is_nothing(claims: dict[str, object]):
    assert Tokens([NEW]).read(jwt.encode(claims, NEW, algorithm="HS256")) is None
