"""Reads a message: what it asks for, what it states, and how sure the guide can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from sendguide.safety.crisis import CrisisScreen
from sendguide.safety.finding import Finding
from sendguide.understanding import context
from sendguide.understanding.asks import AskModel, candidates, weigh_asks
from sendguide.understanding.check_in import answer_to_check_in
from sendguide.understanding.classifier import IntentClassifier
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import (
    CRISIS_PREFIX,
    NOT_AN_OPTION,
    Certainty,
    Decision,
    Thresholds,
    decide,
    kept_apart,
)
from sendguide.understanding.detail import Detail
from sendguide.understanding.details import find_details
from sendguide.understanding.language import is_other_script
from sendguide.understanding.sentences import MOST_SENTENCES, Part, parts_to_read, sentences
from sendguide.understanding.spelling import Correction, Speller, corrected

Floats = npt.NDArray[np.float32]

OTHER_LANGUAGE = "language_or_format_request"
RANKED = 6
"""How many ids of a ranking are kept."""


@dataclass(frozen=True)
class Before:
    """What the conversation was at.

    Attributes:
        answered: the id that was answered last.
        offered: the ids that were offered with it, as buttons.
    """

    answered: str | None = None
    offered: Sequence[str] = ()


@dataclass(frozen=True)
class Reading:
    """What the guide makes of a message.

    Attributes:
        text: the message with its spelling put right, as it was classified.
        decision: what to do.
        ranking: the likeliest ids with their probabilities, best first.
        parts: what was read by itself, with the likeliest id of each and its probability; places are those in `text`.
        details: dates, ages and the like, with their places in the message as typed.
        corrections: what was read as another word, with places in the message as typed.
        about: the subject that was taken over from the last answer.
        thresholds: with which it was decided.
    """

    text: str
    decision: Decision
    ranking: tuple[tuple[str, float], ...] = ()
    parts: tuple[tuple[Part, str, float], ...] = ()
    details: tuple[Detail, ...] = ()
    corrections: tuple[Correction, ...] = ()
    about: str | None = None
    thresholds: Thresholds | None = None


@dataclass(frozen=True)
class Words:
    """What the reader takes from the content.

    Attributes:
        speller: puts misspelt words right.
        topics: for each answer id how its subject is called, to be said in a follow-up question.
        commands: whole messages (as `match_key` makes them) that steer the conversation.
        screen: finds phrases of danger.
    """

    speller: Speller
    topics: Mapping[str, str]
    commands: Mapping[str, str]
    screen: CrisisScreen


@dataclass(frozen=True)
class MessageReader:
    """Reads messages. Holds no state of any conversation.

    Attributes:
        classifier: ranks the ids.
        asks: tells several asks from one.
        words: what comes from the content.
        thresholds: where the lines are drawn.
    """

    classifier: IntentClassifier
    asks: AskModel
    words: Words
    thresholds: Thresholds = field(default_factory=Thresholds)

    def read(self, text: str, *, today: date, before: Before | None = None) -> Reading:
        """Reads one message.

        Args:
            text: what was typed, cleaned.
            today: the day to which "yesterday" and "12 March" refer.
            before: what the conversation was at, if there was anything.
        """
        before = before or Before()
        corrections = tuple(self.words.speller.corrections(text))
        plain, found = corrected(text, corrections), self.words.screen.find(text)
        details = tuple(find_details(text, today=today))
        command = _picked(self.words.commands.get(match_key(text)), before)
        if command is not None:
            return Reading(plain, Decision(Certainty.SURE, (command,), 1.0), details=details)
        foreign = not corrections and self.words.speller.is_foreign(text)  # a foreign message is never corrected
        if not (found and found.is_danger) and (foreign or is_other_script(text)):
            return Reading(plain, Decision(Certainty.SURE, (OTHER_LANGUAGE,), 1.0), details=details)
        ranked = self._ranked(plain, before, found)
        ranked = replace(ranked, decision=answer_to_check_in(ranked.decision, before.offered, text))
        return replace(ranked, details=details, corrections=corrections, thresholds=self.thresholds)

    def _ranked(self, text: str, before: Before, found: Finding | None) -> Reading:
        parts, said = parts_to_read(text), sentences(text)[-MOST_SENTENCES:]
        rows, alone = self.classifier.of_parts(text, [(part.start, part.end) for part in (*parts, *said)])
        part_rows, after = rows[1 : len(parts) + 1], len(parts) + 1
        heard = self._danger(rows[after:], alone[after:])
        message, about = self._message(text, rows[0], before, parts, part_rows)
        decision = self._decide(text, message, found, heard)
        if about is not None and decision.certainty not in (Certainty.CRISIS, Certainty.CHECK_IN):
            by_itself = self._decide(text, weigh_asks(rows[0], parts, part_rows), found, heard)
            if by_itself.certainty is Certainty.CHECK_IN:  # what was talked about before must not hide danger
                decision, about = by_itself, None
        if decision.certainty is not Certainty.LOST and len(parts) > 1:
            decision = self._several(decision, message, parts, part_rows)
        labels = self.classifier.labels
        read = tuple((part, labels[int(row.argmax())], float(row.max())) for part, row in zip(parts, part_rows))
        return Reading(text, decision, self._ranking(message), read, about=about)

    def _message(
        self, text: str, whole: Floats, before: Before, parts: Sequence[Part], part_rows: Floats
    ) -> tuple[Floats, str | None]:
        """The message with weight on its ask, and read with the last subject where it may lean on that."""
        message = weigh_asks(whole, parts, part_rows)
        about = self.words.topics.get(before.answered or "") if context.may_lean(text) else None
        if about is None:
            return message, None
        together = self.classifier.probabilities([context.with_subject(text, about)])[0]
        return context.with_and_without(text, message, together), about

    def _danger(self, rows: Floats, alone: Floats) -> str | None:
        """The crisis id that one sentence speaks of, if one does so clearly: it is lost among the others (ADR 4)."""
        crisis = [place for place, name in enumerate(self.classifier.labels) if name.startswith(CRISIS_PREFIX)]
        if not crisis or not len(rows):
            return None
        of_rows, of_alone = rows[:, crisis], alone[:, crisis]
        by_words = of_alone.sum(axis=1) >= self.thresholds.crisis_sentence_words
        clear = by_words | (of_rows.sum(axis=1) >= self.thresholds.crisis_sentence)
        if not clear.any():
            return None
        return self.classifier.labels[crisis[int((of_rows + of_alone)[clear].max(axis=0).argmax())]]

    def _ranking(self, row: Floats) -> tuple[tuple[str, float], ...]:
        order = np.argsort(-row)[:RANKED]
        return tuple((self.classifier.labels[index], float(row[index])) for index in order)

    def _decide(self, text: str, message: Floats, found: Finding | None, heard: str | None) -> Decision:
        ranking = self._ranking(message)
        knows_words = ranking[0][1] >= self.thresholds.unknown or self.classifier.knows_words(text)
        return decide(ranking, self.thresholds, found=found, heard=heard, knows_words=knows_words)

    def _several(self, decision: Decision, message: Floats, parts: Sequence[Part], rows: Floats) -> Decision:
        labels = self.classifier.labels
        found = candidates(message, parts, rows, never_one_of_several(labels))
        if decision.certainty in (Certainty.CRISIS, Certainty.CHECK_IN):
            asked = self.asks.asked(found, first=self.thresholds.several, others=self.thresholds.several)
            return replace(decision, topic=labels[asked[0]]) if asked else decision
        sure, lines = decision.certainty is Certainty.SURE, self.thresholds
        if sure:
            best = labels.index(decision.ids[0])
            asked = self.asks.asked(found, first=0.0, others=lines.several, sure=best, ahead=lines.several_ahead)
        else:
            asked = self.asks.asked(found, first=lines.several_unsure, others=lines.several_unsure)
        ids = kept_apart([labels[column] for column in asked], decision.ids[0] if sure else None)
        if len(ids) < 2 or (sure and decision.ids[0] not in ids):
            return decision
        return Decision(Certainty.SURE, ids, decision.confidence, warmth=decision.warmth)


def never_one_of_several(labels: Sequence[str]) -> set[int]:
    """The columns of small talk and danger: they are no asks beside others."""
    return {place for place, name in enumerate(labels) if name in NOT_AN_OPTION or name.startswith(CRISIS_PREFIX)}


def _picked(command: str | None, before: Before) -> str | None:
    """The id behind "the second one"; other commands as they are."""
    if command is None or not command.startswith("option_"):
        return command
    place = int(command.removeprefix("option_")) - 1
    return before.offered[place] if place < len(before.offered) else None
