"""Every setting of the guide, read in one place from `SENDGUIDE_…` variables. `.env.example` lists them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Optional

from pydantic import BaseSettings, Field, validator

PROJECT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 32
"""Characters: HS256 wants 256 bits (RFC 7518 section 3.2)."""


class Settings(BaseSettings):
    """The settings with their safe defaults, named in the environment like the fields with `SENDGUIDE_` in front."""

    content: Path = Field(PROJECT / "content", description="Folder with the words, facts and contacts.")
    models: Path = Field(PROJECT / "models", description="Folder in which trained models are kept.")
    database: str = Field(
        f"sqlite:///{PROJECT / 'sendguide.db'}", description="Where conversations are kept, as a database URL."
    )
    snapshots: Path = Field(PROJECT / "snapshots", description="Folder in which imported services are kept.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    message_limit: int = Field(1000, ge=1, description="Longest message that is read, in characters.")
    session_minutes: int = Field(30, ge=1, description="Minutes of silence after which a conversation is forgotten.")
    turn_limit: int = Field(300, ge=1, description="Most turns of one conversation.")
    session_keys: str = Field(
        "", description="Secrets that sign sessions, with commas between; the first signs. Empty: one in the database."
    )
    origins: str = Field("", description="Other websites that may use the chat, with commas between.")
    limits: str = Field("memory://", description="Where calls are counted: memory://, or redis://host:6379.")
    rate_messages: str = Field("20/minute", description="Most messages of one chat.")
    rate_address: str = Field("120/minute", description="Most messages from one address.")
    rate_sessions: str = Field("30/minute", description="Most new chats from one address.")
    rate_calls: str = Field("300/minute", description="Most other calls from one address, downloads included.")
    proxies: int = Field(0, ge=0, description="Proxies in front of the guide whose X-Forwarded-For is believed.")
    request_seconds: int = Field(10, ge=1, description="Longest time that a request may take to arrive.")
    flush: bool = Field(
        False, description="Flush the disk after each message, so that a power cut loses none (SQLite)."
    )
    keep_days: int = Field(30, ge=1, description="Days after which a conversation is erased.")
    today: Optional[date] = Field(None, description="Pretend that this is today; for tests only.")

    class Config:
        """Pydantic settings: prefix, and no `.env` magic: the process's environment is all."""

        env_prefix = "SENDGUIDE_"

    @validator("session_keys")
    def _long_enough(cls, keys: str) -> str:
        """Refuses a secret that could be guessed."""
        if any(len(key) < SHORTEST_KEY for key in _split(keys)):
            raise ValueError(f"each key needs at least {SHORTEST_KEY} characters")
        return keys

    @validator("origins")
    def _are_origins(cls, origins: str) -> str:
        """Refuses what a browser would never send, such as an address with a path."""
        for origin in _split(origins):
            if not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", origin):
                raise ValueError("give each website as https://www.example.gov.uk, without a path")
        return origins

    @validator("rate_messages", "rate_address", "rate_sessions", "rate_calls")
    def _is_a_rate(cls, rate: str) -> str:
        """Refuses a rate that could not be counted."""
        if not re.fullmatch(r"[1-9][0-9]{0,8}/(second|minute|hour)", rate):
            raise ValueError("give a rate as 20/minute")
        return rate

    @validator("limits")
    def _is_a_counter(cls, limits: str) -> str:
        """Refuses a place that calls cannot be counted in."""
        if not re.match(r"memory://$|rediss?://[^/]", limits):
            raise ValueError("give memory://, or redis://host:6379")
        return limits

    def origin_list(self) -> list[str]:
        """The other websites one by one; empty when none is set."""
        return _split(self.origins)

    def session_key_list(self) -> list[str]:
        """The keys one by one; empty when none is set."""
        return _split(self.session_keys)

    def day(self) -> date:
        """Today, or the day that tests pretend it is."""
        return self.today or date.today()


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        pydantic.ValidationError: when a variable cannot be understood.
    """
    return Settings()
