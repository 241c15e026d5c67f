"""Guided flows: from the answers so far to the next question or the outcome, with the reasons. Knows nothing of Rasa.

Answers are a mapping of question id to option id, ISO date, `not_sure` or `none`; nothing else is kept between turns.
"""

from sendguide.decisions.matching import match_answer
from sendguide.decisions.path import Answers, Path, Step, back, changed, walk, with_answer
from sendguide.decisions.prefill import prefill
from sendguide.decisions.reasons import because, reasons
from sendguide.decisions.result import Calculation, Result, result

__all__ = [
    "Answers",
    "Calculation",
    "Path",
    "Result",
    "Step",
    "back",
    "because",
    "changed",
    "match_answer",
    "prefill",
    "reasons",
    "result",
    "walk",
    "with_answer",
]
