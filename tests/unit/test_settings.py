"""Every setting has a safe default, is read from the environment, and stands in the list for operators."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from sendguide.settings import PROJECT, Settings, settings


def test_the_defaults_are_safe(environment: pytest.MonkeyPatch):
    environment.delenv("SENDGUIDE_TODAY", raising=False)
    chosen = Settings()
    assert chosen.host == "127.0.0.1"
    assert chosen.port == 8000
    assert chosen.content == PROJECT / "content"
    assert chosen.database.startswith("sqlite:///")
    assert chosen.today is None
    assert chosen.day() == date.today()


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("SENDGUIDE_CONTENT", "/srv/words", "content", Path("/srv/words")),
        ("SENDGUIDE_MODELS", "/srv/models", "models", Path("/srv/models")),
        ("SENDGUIDE_IMPORT_HOSTS", "a.example, b.example:8443", "import_hosts", "a.example, b.example:8443"),
        ("SENDGUIDE_IMPORT_CONTACT", "team@example.org", "import_contact", "team@example.org"),
        ("SENDGUIDE_DATABASE", "postgresql://db/x", "database", "postgresql://db/x"),
        ("SENDGUIDE_HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104
        ("SENDGUIDE_PORT", "9000", "port", 9000),
        ("SENDGUIDE_PUBLIC_URL", "https://guide.example.org/a/", "public_url", "https://guide.example.org/a"),
        ("SENDGUIDE_MESSAGE_LIMIT", "500", "message_limit", 500),
        ("SENDGUIDE_SESSION_MINUTES", "5", "session_minutes", 5),
        ("SENDGUIDE_SESSION_KEYS", f"{'a' * 32}, {'b' * 32}", "session_keys", f"{'a' * 32}, {'b' * 32}"),
        ("SENDGUIDE_TODAY", "2027-01-02", "today", date(2027, 1, 2)),
    ],
)
def test_a_setting_is_read_from_the_environment(
    environment: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
):
    environment.setenv(name, value)
    assert getattr(settings(), field) == expected


def test_every_setting_can_be_set_and_is_listed_for_operators():
    listed = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert [name for name in Settings.__fields__ if f"# SENDGUIDE_{name.upper()}=" not in listed] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SENDGUIDE_PORT", "eight"),
        ("SENDGUIDE_PUBLIC_URL", "guide.example.org"),
        ("SENDGUIDE_PUBLIC_URL", "https://guide.example.org?x"),
        ("SENDGUIDE_TODAY", "yesterday"),
        ("SENDGUIDE_MESSAGE_LIMIT", "many"),
        ("SENDGUIDE_MESSAGE_LIMIT", "-5"),
        ("SENDGUIDE_SESSION_MINUTES", "-5"),
    ],
)
def test_a_value_that_cannot_work_is_refused(environment: pytest.MonkeyPatch, name: str, value: str):
    environment.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_the_day_can_be_pretended_for_tests(environment: pytest.MonkeyPatch):
    environment.setenv("SENDGUIDE_TODAY", "2027-01-02")
    assert settings().day() == date(2027, 1, 2)


def test_hosts_are_asked_for_one_by_one(environment: pytest.MonkeyPatch):
    assert settings().import_host_list() == []
    environment.setenv("SENDGUIDE_IMPORT_HOSTS", "a.example, b.example:8443,")
    settings.cache_clear()
    assert settings().import_host_list() == ["a.example", "b.example:8443"]


def test_settings_are_read_once(environment: pytest.MonkeyPatch):
    before = settings()
    environment.setenv("SENDGUIDE_PORT", "9001")
    assert settings() is before
