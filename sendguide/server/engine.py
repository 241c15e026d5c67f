"""Rasa, loaded once: the trained model, the tracker store and the actions in one process."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasa.core.agent import Agent


class EngineError(Exception):
    """The guide cannot be started. The text says what to do."""


def quiet_rasa() -> None:
    """No telemetry, no debug lines (they would print what people type), no start-up chatter. Call before using Rasa.

    `import skops.io` comes before Rasa because after TensorFlow it scans thousands of modules: 4 seconds of start-up.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message=".*fast_executemany.*")
    import skops.io  # noqa: F401
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    logging.getLogger("rasa").setLevel(logging.ERROR)


def load_agent(model: Path, *, database: str) -> Agent:
    """Loads a trained model, with our tracker store and the actions in this process.

    Args:
        model: the model file.
        database: where conversations are kept, as a URL.

    Raises:
        EngineError: when the model or the database cannot be used.
    """
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import FailSafeTrackerStore

    from sendguide.server.inprocess import InProcessActions
    from sendguide.storage.tracker_store import WordlessTrackerStore

    try:
        agent = Agent.load(str(model), action_endpoint=InProcessActions())
        store = WordlessTrackerStore(domain=agent.domain, host=database)
    except Exception as error:  # Rasa raises many kinds; all mean the same to the person who starts the guide
        remedy = "Run `make train`, and check SENDGUIDE_DATABASE."
        raise EngineError(f"The model {model.name} or the database cannot be used: {error}. {remedy}") from error
    if not agent.is_ready() or agent.processor is None:
        raise EngineError(f"The model {model.name} is not complete. Run `sendguide train --force`.")
    # Rasa's wrapper would answer and lose the turn when the database fails: ours raises, and the door apologises.
    agent.tracker_store = FailSafeTrackerStore(store, on_tracker_store_error=_raise)
    agent.processor.tracker_store = agent.tracker_store
    return agent


def _raise(error: Exception) -> None:
    raise error
