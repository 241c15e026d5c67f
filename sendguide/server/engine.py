"""Rasa, loaded once: the trained model, the tracker store and the actions in one process."""

from __future__ import annotations

import gc
import logging
import os
import warnings
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sendguide.errors import GuideError
from sendguide.safety.log_privacy import keep_text_out_of_logs, no_second_reading

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import OutputChannel
    from rasa.core.processor import MessageProcessor
    from rasa.shared.core.trackers import DialogueStateTracker


class EngineError(GuideError):
    """The model or the database cannot be used."""


def hushed() -> AbstractContextManager[object]:
    """Keeps back the many deprecation notes of Rasa's libraries, which tell the person at the terminal nothing."""
    return warnings.catch_warnings(record=True)


def quiet_rasa() -> None:
    """No telemetry, no debug lines (they would print what people type), no start-up chatter. Call before using Rasa.

    `import skops.io` comes before Rasa because after TensorFlow it scans thousands of modules: 4 seconds of start-up.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    with hushed():
        import skops.io  # noqa: F401
        from rasa.core.agent import Agent  # noqa: F401
        from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    keep_text_out_of_logs()
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

    from sendguide.server.inprocess import InProcessActions, trust_own_actions
    from sendguide.storage.tracker_store import WordlessTrackerStore

    trust_own_actions()
    try:
        with hushed():
            agent = Agent.load(str(model), action_endpoint=InProcessActions())
            store = WordlessTrackerStore(domain=agent.domain, host=database)
    except Exception as error:  # Rasa raises many kinds; all mean the same to the person who starts the guide
        remedy = "Run `make train`, and check SENDGUIDE_DATABASE."
        raise EngineError(f"The model {model.name} or the database cannot be used: {error}. {remedy}") from error
    if not agent.is_ready() or agent.processor is None:
        raise EngineError(f"The model {model.name} is not complete. Run `sendguide train --force`.")
    # Without Rasa's fail-safe wrapper, which answers and loses the turn when the database fails: ours raises, and the
    # door apologises.
    agent.tracker_store = agent.processor.tracker_store = store
    agent.processor.run_anonymization_pipeline = no_second_reading
    _begin_without_metadata(agent.processor)
    # What is loaded stays loaded: without this, Python looks through all of it (TensorFlow's modules) every thirty
    # messages or so, and that message takes 0.4 seconds longer.
    gc.collect()
    gc.freeze()
    return agent


def _begin_without_metadata(processor: MessageProcessor) -> None:
    """Rasa would keep the metadata of a conversation's first message in a slot, and so in the database.

    Whether somebody wants Easy read belongs to a message; it is no fact about a person to be kept.
    """
    begin = processor._update_tracker_session

    async def without(tracker: DialogueStateTracker, output_channel: OutputChannel, metadata: object = None) -> None:
        await begin(tracker, output_channel)

    processor._update_tracker_session = without
