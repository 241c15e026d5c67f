"""Sessions end after silence or a day, stay within their number, and remember what was offered."""

from __future__ import annotations

import pytest

from sendguide.answers.reply import Button
from sendguide.server import sessions as module
from sendguide.server.sessions import LONGEST_SECONDS, MAX_OFFERED, Session, Sessions
from sendguide.server.tokens import Tokens
from sendguide.storage.recalled import Recalled
from tests.support.clock import Clock

MINUTE = 60.0


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """Sessions of half an hour."""
    return Sessions(seconds=30 * MINUTE, clock=clock)


def _buttons(*payloads: str) -> list[Button]:
    return [Button(f"Title of {payload}", payload) for payload in payloads]


async def test_a_session_is_found_by_its_token_and_by_nothing_else(sessions: Sessions):
    session = sessions.open()
    assert await sessions.find(session.token) is session
    assert await sessions.find(session.conversation_id) is None
    assert await sessions.find("") is None
    assert await sessions.find(session.token + "x") is None


async def test_tokens_and_conversations_are_long_and_never_the_same(sessions: Sessions):
    opened = [sessions.open() for _ in range(100)]
    names = {session.token for session in opened} | {session.conversation_id for session in opened}
    assert len(names) == 200
    assert min(len(name) for name in names) >= 32


async def test_a_session_ends_after_silence(sessions: Sessions, clock: Clock):
    session = sessions.open()
    clock.now = 30 * MINUTE
    assert await sessions.find(session.token) is session
    clock.now += 30 * MINUTE + 1
    assert await sessions.find(session.token) is None


async def test_every_message_keeps_a_session_alive(sessions: Sessions, clock: Clock):
    talking, silent = sessions.open(), sessions.open()
    for _ in range(4):
        clock.now += 20 * MINUTE
        assert await sessions.find(talking.token) is talking
    assert await sessions.find(silent.token) is None


async def test_the_oldest_session_makes_room_when_there_are_too_many(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    opened = [sessions.open() for _ in range(4)]
    assert await sessions.find(opened[3].token) is opened[3]
    assert await sessions.find(opened[0].token) is not opened[0]


async def test_who_was_pushed_out_goes_on_in_the_same_conversation(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_SESSIONS", 1)
    first = sessions.open()
    sessions.open()
    again = await sessions.find(first.token)
    assert again is not None and again.conversation_id == first.conversation_id


async def test_as_many_sessions_as_are_allowed_are_all_kept(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    opened = [sessions.open() for _ in range(3)]
    assert [await sessions.find(session.token) for session in opened] == opened


async def test_who_speaks_is_not_the_oldest(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    first, second = sessions.open(), sessions.open()
    await sessions.find(first.token)
    monkeypatch.setattr(module, "MAX_SESSIONS", 2)
    sessions.open()
    assert await sessions.find(first.token) is first
    assert await sessions.find(second.token) is not second


async def test_what_was_offered_can_be_pressed_and_nothing_else(sessions: Sessions):
    session = sessions.open()
    session.offer(_buttons("/easy_read"))
    assert "/easy_read" in session.offered
    assert "/restart" not in session.offered


async def test_what_was_offered_long_ago_is_forgotten_unless_it_was_offered_again(sessions: Sessions):
    session = sessions.open()
    session.offer(_buttons("first", "second"))
    session.offer(_buttons(*map(str, range(MAX_OFFERED - 1))))
    assert "first" not in session.offered
    session.offer(_buttons("second"))
    session.offer(_buttons("one more"))
    assert "second" in session.offered
    assert len(session.offered) == MAX_OFFERED


async def test_two_sessions_share_nothing(sessions: Sessions):
    one, other = sessions.open(), sessions.open()
    one.offer(_buttons("/easy_read"))
    assert not other.offered
    assert isinstance(other, Session)
    assert one.turn is not other.turn


def _restarted(clock: Clock, recalled: Recalled, key: str = "k" * 32) -> Sessions:
    async def recall(conversation_id: str) -> Recalled:
        return recalled

    return Sessions(seconds=30 * MINUTE, tokens=Tokens([key]), recall=recall, clock=clock)


async def test_after_a_restart_a_conversation_goes_on_where_it_was(clock: Clock):
    before = _restarted(clock, Recalled()).open()
    clock.now += 40 * MINUTE
    recalled = Recalled(at=clock.now - 20 * MINUTE, turns=3, buttons=tuple(_buttons("/easy_read")))
    after = await _restarted(clock, recalled).find(before.token)
    assert after is not None
    assert after.conversation_id == before.conversation_id
    assert after.turns == 3
    assert after.offered == {"/easy_read": "Title of /easy_read"}


async def test_a_conversation_without_a_message_goes_on_after_a_restart(clock: Clock):
    token = _restarted(clock, Recalled()).open().token
    clock.now += 20 * MINUTE
    assert await _restarted(clock, Recalled()).find(token) is not None


@pytest.mark.parametrize("recalled", [Recalled(), Recalled(at=0.0, turns=2)])
async def test_after_a_restart_silence_still_ends_it(clock: Clock, recalled: Recalled):
    token = _restarted(clock, Recalled()).open().token
    clock.now += 31 * MINUTE
    assert await _restarted(clock, recalled).find(token) is None


async def test_a_token_signed_with_another_key_is_no_session(clock: Clock):
    token = _restarted(clock, Recalled(), key="o" * 32).open().token
    assert await _restarted(clock, Recalled(at=clock.now, turns=1)).find(token) is None


async def test_an_erased_conversation_is_no_session_after_a_restart(clock: Clock):
    token = _restarted(clock, Recalled()).open().token
    assert await _restarted(clock, Recalled(is_ended=True)).find(token) is None


async def test_a_session_that_was_ended_is_not_found_again(clock: Clock):
    sessions = _restarted(clock, Recalled(is_ended=True))
    session = sessions.open()
    sessions.end(session)
    assert session.is_ended and sessions.expires_in(session) == 0
    assert await sessions.find(session.token) is None


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_session_ends_after_a_day_however_lively_it_is(clock: Clock, is_restarted: bool):
    sessions = _restarted(clock, Recalled())
    token = sessions.open().token
    while clock.now + 20 * MINUTE <= LONGEST_SECONDS:
        clock.now += 20 * MINUTE
        assert await sessions.find(token) is not None
    clock.now = LONGEST_SECONDS + 1
    after = _restarted(clock, Recalled(at=clock.now - 1, turns=70)) if is_restarted else sessions
    assert await after.find(token) is None


async def test_it_says_how_long_there_is_left(clock: Clock):
    sessions = _restarted(clock, Recalled())
    session = sessions.open()
    assert sessions.expires_in(session) == 30 * MINUTE
    clock.now += 10 * MINUTE
    assert sessions.expires_in(session) == 20 * MINUTE
    await sessions.find(session.token)
    assert sessions.expires_in(session) == 30 * MINUTE
    clock.now = LONGEST_SECONDS - 60
    session.last_seen = clock.now
    assert sessions.expires_in(session) == 60
