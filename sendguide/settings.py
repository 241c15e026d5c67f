"""Every setting of the guide, read in one place from `SENDGUIDE_…` variables. `.env.example` lists them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Optional

from pydantic import BaseSettings, Field

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings with their safe defaults, named in the environment like the fields with `SENDGUIDE_` in front."""

    content: Path = Field(PROJECT / "content", description="Folder with the words, facts and contacts.")
    models: Path = Field(PROJECT / "models", description="Folder in which trained models are kept.")
    database: str = Field(
        f"sqlite:///{PROJECT / 'sendguide.db'}", description="Where conversations are kept, as a database URL."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    message_limit: int = Field(1000, ge=1, description="Longest message that is read, in characters.")
    session_minutes: int = Field(30, ge=1, description="Minutes of silence after which a conversation is forgotten.")
    today: Optional[date] = Field(None, description="Pretend that this is today; for tests only.")

    class Config:
        """Pydantic settings: prefix, and no `.env` magic: the process's environment is all."""

        env_prefix = "SENDGUIDE_"

    def day(self) -> date:
        """Today, or the day that tests pretend it is."""
        return self.today or date.today()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        pydantic.ValidationError: when a variable cannot be understood.
    """
    return Settings()
