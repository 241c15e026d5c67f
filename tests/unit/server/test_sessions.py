"""Sessions end after silence, stay within their number, and remember what was offered and said for a safe retry."""

from __future__ import annotations

import pytest

from sendguide.answers.reply import Reply, Status
from sendguide.server import sessions as module
from sendguide.server.sessions import MAX_OFFERED, MAX_RETRIES_KEPT, Session, Sessions
from sendguide.server.tokens import Tokens
from sendguide.storage.heard import Heard
from tests.support.clock import Clock

MINUTE = 60.0


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """Sessions of half an hour."""
    return Sessions(seconds=30 * MINUTE, clock=clock)


def _reply(words: str = "") -> Reply:
    return Reply(Status.ANSWERED, (), answers=(words,))


def test_a_session_is_found_by_its_token_and_by_nothing_else(sessions: Sessions):
    session = sessions.open()
    assert sessions.find(session.token) is session
    assert sessions.find(session.conversation_id) is None
    assert sessions.find("") is None
    assert sessions.find(session.token + "x") is None


def test_tokens_and_conversations_are_long_and_never_the_same(sessions: Sessions):
    opened = [sessions.open() for _ in range(100)]
    names = {session.token for session in opened} | {session.conversation_id for session in opened}
    assert len(names) == 200
    assert min(len(name) for name in names) >= 32


def test_a_session_ends_after_silence(sessions: Sessions, clock: Clock):
    session = sessions.open()
    clock.now = 30 * MINUTE
    assert sessions.find(session.token) is session
    clock.now += 30 * MINUTE + 1
    assert sessions.find(session.token) is None


def test_every_message_keeps_a_session_alive(sessions: Sessions, clock: Clock):
    talking, silent = sessions.open(), sessions.open()
    for _ in range(4):
        clock.now += 20 * MINUTE
        assert sessions.find(talking.token) is talking
    assert sessions.find(silent.token) is None


def test_the_oldest_session_makes_room_when_there_are_too_many(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    opened = [sessions.open() for _ in range(4)]
    assert sessions.find(opened[3].token) is opened[3]
    assert sessions.find(opened[0].token) is not opened[0]


def test_who_was_pushed_out_goes_on_in_the_same_conversation(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_SESSIONS", 1)
    first = sessions.open()
    sessions.open()
    again = sessions.find(first.token)
    assert again is not None and again.conversation_id == first.conversation_id


def test_as_many_sessions_as_are_allowed_are_all_kept(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    opened = [sessions.open() for _ in range(3)]
    assert [sessions.find(session.token) for session in opened] == opened


def test_who_speaks_is_not_the_oldest(sessions: Sessions, monkeypatch: pytest.MonkeyPatch):
    first, second = sessions.open(), sessions.open()
    sessions.find(first.token)
    monkeypatch.setattr(module, "MAX_SESSIONS", 2)
    sessions.open()
    assert sessions.find(first.token) is first
    assert sessions.find(second.token) is not second


def test_turns_are_counted_and_a_retry_gets_the_reply_it_missed(sessions: Sessions):
    session = sessions.open()
    assert [session.remember(name, _reply(name)) for name in "abc"] == [1, 2, 3]
    assert session.replies["b"] == (2, _reply("b"))


def test_only_the_last_replies_are_kept_for_retries(sessions: Sessions):
    session = sessions.open()
    for number in range(MAX_RETRIES_KEPT + 5):
        session.remember(str(number), _reply())
    assert len(session.replies) == MAX_RETRIES_KEPT
    assert "4" not in session.replies
    assert "5" in session.replies


def test_what_was_offered_can_be_pressed_and_nothing_else(sessions: Sessions):
    session = sessions.open()
    session.offer(["/easy_read"])
    assert "/easy_read" in session.offered
    assert "/restart" not in session.offered


def test_what_was_offered_long_ago_is_forgotten_unless_it_was_offered_again(sessions: Sessions):
    session = sessions.open()
    session.offer(["first", "second"])
    session.offer(str(number) for number in range(MAX_OFFERED - 1))
    assert "first" not in session.offered
    session.offer(["second"])
    session.offer(["one more"])
    assert "second" in session.offered
    assert len(session.offered) == MAX_OFFERED


def test_two_sessions_share_nothing(sessions: Sessions):
    one, other = sessions.open(), sessions.open()
    one.offer(["/easy_read"])
    one.remember("a", _reply())
    assert not other.offered
    assert not other.replies
    assert other.seq == 0
    assert isinstance(other, Session)
    assert one.turn is not other.turn


def _restarted(clock: Clock, heard: Heard | None, key: str = "k" * 32) -> Sessions:
    return Sessions(seconds=30 * MINUTE, tokens=Tokens([key]), heard=lambda conversation_id: heard, clock=clock)


def test_after_a_restart_a_conversation_goes_on_where_it_was(clock: Clock):
    before = _restarted(clock, None).open()
    clock.now += 40 * MINUTE
    after = _restarted(clock, Heard(at=clock.now - 20 * MINUTE, turns=3)).find(before.token)
    assert after is not None
    assert after.conversation_id == before.conversation_id
    assert after.remember("next", _reply()) == 4


def test_a_conversation_without_a_message_goes_on_after_a_restart(clock: Clock):
    token = _restarted(clock, None).open().token
    clock.now += 20 * MINUTE
    assert _restarted(clock, None).find(token) is not None


@pytest.mark.parametrize("heard", [None, Heard(at=0.0, turns=2)])
def test_after_a_restart_silence_still_ends_it(clock: Clock, heard: Heard | None):
    token = _restarted(clock, None).open().token
    clock.now += 31 * MINUTE
    assert _restarted(clock, heard).find(token) is None


def test_a_token_signed_with_another_key_is_no_session(clock: Clock):
    token = _restarted(clock, None, key="o" * 32).open().token
    assert _restarted(clock, Heard(at=clock.now, turns=1)).find(token) is None
