"""Which answer typed words mean. Where that is not clear it is none of them: a guess would lead down a wrong path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from sendguide.content.flow_models import NOT_SURE, FlowQuestion

YES = frozenset(
    {"yes", "yeah", "yep", "yup", "yea", "ye", "yh", "aye", "y", "yes please", "yes i do", "yes it is", "yes they did",
     "yes we have", "yes i have", "yes it does", "i do", "i have", "we have", "correct"}
)  # fmt: skip
NO = frozenset(
    {"no", "nope", "nah", "n", "no thanks", "no i do not", "no it is not", "no they did not", "no i have not",
     "no we have not", "no it does not"}
)  # fmt: skip
UNSURE = frozenset(
    {"not sure", "i am not sure", "unsure", "do not know", "i do not know", "dunno", "i dunno", "idk", "no idea",
     "i have no idea", "not certain", "i cannot tell", "cannot tell", "no clue", "i cannot remember", "cannot remember"}
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PLACE = re.compile(
    r"(?:the )?(?:([1-9])(?:st|nd|rd|th)|([a-z]{5,8}))(?: (?:one|option|answer|choice))?"
    rf"|(?:option |number |answer |choice |no (?=[1-9]))?(?:([1-9])|({'|'.join(NUMBERS)}))"
)
SHORT_FORMS = {
    "dont": "do not", "don't": "do not", "wont": "will not", "won't": "will not", "cant": "cannot", "can't": "cannot",
    "im": "i am", "i'm": "i am", "ive": "i have", "i've": "i have", "its": "it is", "it's": "it is",
    "ain't": "is not", "hes": "he is", "shes": "she is", "didnt": "did not", "havent": "have not", "hasnt": "has not",
    "thats": "that is", "that's": "that is",
}  # fmt: skip
FILLERS = re.compile(
    r"^(?:(?:oh|ok|okay|um|erm|well|hi|hello|i think|i would say|it is) )+|(?: (?:please|thanks|thank you))+$"
)
SWEARING = re.compile(r"\b(?:f+u+c+k+(?:ing?|in)|fkin|bloody|sodding|damn(?:ed)?|flipping|effing|freaking|frigging) ")
REASON = re.compile(r" (?:because|cos|coz|cuz|cause) .*")
"""What follows an answer and is none: "not yet, because I did not know"."""
ASKS = re.compile(r"\?|^(?:what|how|why|when|where|which|who|can|could|do|does|did|is|are|should|would)\b")
HEDGES = re.compile(r"\b(?:maybe|might|perhaps|possibly|could|probably|or|unless|if|but)\b")
NEGATIONS = frozenset(
    {"not", "no", "never", "cannot", "nor", "neither", "without", "none", "nothing", "nobody", "noone"}
)
EXACT, TYPO = 0, 1


def match_answer(question: FlowQuestion, text: str) -> str | None:
    """The answer that typed words give to a question; for dates see `day.read_day`.

    Args:
        question: the question that is open.
        text: what was typed.

    Returns:
        option id, `not_sure` or `none`; None when it is not clear, so that the question is asked again.
    """
    words = plain_words(text)
    if not words:
        return None
    for find in (_whole, _by_place, _yes_or_no, _unsure):
        if (found := find(question, words)) is not None:
            return found
    found = _among_words(question, words, is_question=bool(ASKS.search(text.casefold().strip())))
    answer = REASON.sub("", words)
    return found if found is not None or answer == words else match_answer(question, answer)


def is_phrase(question: FlowQuestion, text: str) -> bool:
    """Whether a message is word for word one of the answers: then it is no command, even if it is called the same."""
    said = plain_words(text)
    return any(
        said == plain_words(phrase) for found in question.exits().values() for phrase in (found.text, *found.words)
    )


def plain_words(text: str) -> str:
    """Words in small letters, short forms written out, without punctuation and what is only said around an answer."""
    plain = re.sub(r"[^a-z0-9' ]+", " ", text.casefold().replace("’", "'"))
    long = " ".join(SHORT_FORMS.get(word.strip("'"), word.strip("'")) for word in plain.split())
    long = SWEARING.sub("", re.sub(r"\b(\w+)n't\b", r"\1 not", long).replace("'", ""))
    return FILLERS.sub("", long).strip() or long


def _whole(question: FlowQuestion, words: str) -> str | None:
    """The whole message is one of the phrases, word for word, perhaps with a yes or no before it that says the same."""
    said = {words}
    first, _, rest = words.partition(" ")
    if rest and first in (YES | NO) and (first in NO) == bool(NEGATIONS & set(rest.split())):
        said.add(rest)
    return _only(answer for answer, phrase in _phrases(question) if phrase in said)


def _by_place(question: FlowQuestion, words: str) -> str | None:
    """The first one, number 2: of the buttons as they are shown. A number is no place where a date is asked for."""
    return by_place(list(question.exits()), words) if question.kind == "choice" else None


def by_place(shown: Sequence[str], words: str) -> str | None:
    """The one of several that is named by its place: "the first one", "number 2"."""
    match = PLACE.fullmatch(words)
    if not match:
        return None
    digit, ordinal, number = match[1] or match[3], match[2], match[4]
    place = int(digit) if digit else NUMBERS.index(number) + 1 if number else _ordinal(ordinal)
    return shown[place - 1] if 0 < place <= len(shown) else None


def _ordinal(said: str) -> int:
    """The place that an ordinal names, perhaps with one letter wrong; 0 for another word."""
    close = [name for name in ORDINALS if OSA.distance(name, said, score_cutoff=1) <= 1]
    exact = [name for name in close if name == said]
    return ORDINALS.index((exact or close)[0]) + 1 if len(exact or close) == 1 else 0


def _yes_or_no(question: FlowQuestion, words: str) -> str | None:
    for said, first in ((YES, "yes "), (NO, "no ")):
        if words in said:
            return _only(answer for answer, phrase in _phrases(question) if f"{phrase} ".startswith(first))
    return None


def _unsure(question: FlowQuestion, words: str) -> str | None:
    return NOT_SURE if words in UNSURE else None


def _among_words(question: FlowQuestion, words: str, *, is_question: bool) -> str | None:
    """A phrase somewhere in the message, or with a slip of the keys in it."""
    first, _, rest = words.partition(" ")
    if first in NO and NEGATIONS & set(rest.split()):
        words = rest  # "no, nobody is in danger": it says the same twice
    said = words.split()
    found: list[tuple[int, int, int, str]] = []  # how exact, start, end, answer
    for answer, phrase in _phrases(question):
        asked = phrase.split()
        for start in range(len(said) - len(asked) + 1):
            end = start + len(asked)
            slips = _slips(asked, said[start:end])
            if slips is not None and (len(asked) > 1 or len(said) == 1 or len(asked[0]) > 4):
                found.append((EXACT if slips == 0 else TYPO, start, end, answer))
    best = [item for item in found if item[0] == min(item[0] for item in found)]
    # "draft plan" also has "plan" in it: only the longer of two counts.
    kept = [item for item in best if not any(_within(item, other) for other in best)]
    around = [word for index, word in enumerate(said) if not any(item[1] <= index < item[2] for item in kept)]
    if around and (is_question or HEDGES.search(words) or NEGATIONS & set(around)):
        return None
    return _only(item[3] for item in kept)


def _within(item: tuple[int, int, int, str], other: tuple[int, int, int, str]) -> bool:
    return other[1] <= item[1] and item[2] <= other[2] and other[2] - other[1] > item[2] - item[1]


def _slips(phrase: Sequence[str], said: Sequence[str]) -> int | None:
    """How many letters are off, or None if these are other words. Short words and negations must be right."""
    total = 0
    for word, other in zip(phrase, said):
        allowed = _allowed(word, other)
        distance = OSA.distance(word, other, score_cutoff=allowed)
        if distance > allowed:
            return None
        total += distance
    return total


def _allowed(word: str, other: str) -> int:
    """How many slips may be between two words that are taken for the same."""
    if {word, other} & NEGATIONS or word.startswith("un") != other.startswith("un"):
        return 0
    if len(word) == 4 and sorted(word) == sorted(other):  # "plna": letters swapped
        return 1
    return (min(len(word), len(other)) + 1) // 6


def _phrases(question: FlowQuestion) -> Iterator[tuple[str, str]]:
    for answer, found in question.exits().items():
        for phrase in dict.fromkeys((plain_words(found.text), *(plain_words(words) for words in found.words))):
            yield answer, phrase


def _only(answers: Iterator[str]) -> str | None:
    found = set(answers)
    return found.pop() if len(found) == 1 else None
