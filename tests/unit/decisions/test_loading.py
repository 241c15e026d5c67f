"""A flow that cannot be walked, or that cites what is not there, is refused with its file, line and a remedy."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sendguide.content.loader import ContentStore
from sendguide.content.yaml_file import ContentError, Problem
from tests.support.clock import Clock
from tests.unit.content.draft import Draft
from tests.unit.decisions.conftest import IN_DRAFT

LONG = "The council and the mediator and the family and the school and a friend can all sit down and talk about it all."
SIX = "".join(
    f"""
  - id: more{number}
    text: "Is there more to ask?"
    called: [more]
    why: "It may matter."
    kind: choice
    options:
      - {{id: a, text: "Yes, there is", next: {f"more{number + 1}" if number < 6 else "day"}}}
      - {{id: b, text: "No, there is not", next: day}}
    not_sure: {{text: "I am not sure", next: day}}
"""
    for number in range(1, 7)
)


@dataclass(frozen=True)
class Mistake:
    """One edit of the small flow, what the check must say of it, and words of the line that it must name."""

    old: str
    new: str
    says: str
    at: str


GRAPH = {
    "circle": Mistake(
        'none: {text: "I have none yet", words: [no certificate], next: go}',
        'none: {text: "I have none yet", words: [no certificate], next: colour}',
        "in a circle: colour → size → day → other_day → colour",
        "I have none yet",
    ),
    "circle of one": Mistake(
        'text: "I do not know", next: stop',
        'text: "I do not know", next: day',
        "in a circle: day → day",
        "I do not know",
    ),
    "dead end": Mistake(
        "words: [white, plain]\n        next: stop",
        "words: [white, plain]\n        next: nowhere",
        "the answer `white` leads to `nowhere`",
        "next: nowhere",
    ),
    "no such start": Mistake("start: colour", "start: color", "no question `color`", "start: color"),
    "start with an outcome": Mistake("start: colour", "start: stop", "no question `stop`", "start: stop"),
    "question out of reach": Mistake("next: size", "next: day", "no answer leads to `size`", "- id: size"),
    "outcome out of reach": Mistake(
        "outcomes:\n",
        'outcomes:\n  - {id: lost, rules: [C1], headline: "Lost for good", '
        'text: "Nobody comes here.", steps: ["Ask for help now."], contacts: [ipsea], '
        "facts: [med-001], sources: [one]}\n",
        "no answer leads to `lost`",
        "id: lost",
    ),
    "note that nobody has": Mistake(
        "[large_note, red_note]", "[red_note]", "no answer has the note `large_note`", "- id: large_note"
    ),
    "too long": Mistake(
        "        next: size", "        next: more1", "the longest way asks 9 questions", "start: colour"
    ),
    "id used twice": Mistake("- id: large_note", "- id: stop", "the id `stop` is used twice", "- id: stop # 2"),
    "dates without a kind": Mistake(
        "        decision_kind: refusal_to_issue\n", "", "`go` can be reached without saying which kind", "calculate:"
    ),
    "dates from no question": Mistake(
        "letter: day,", "letter: size,", "no date for `go` comes from `size`", "calculate:"
    ),
}

CITED = {
    "unknown note": Mistake(
        "notes: [large_note, red_note]",
        "notes: [large_note, red_note, nothing]",
        "the note `nothing`, which does not exist",
        "nothing]",
    ),
    "unknown fact": Mistake("facts: [med-002]", "facts: [med-999]", "unknown fact `med-999`", "med-999"),
    "weak fact": Mistake("facts: [med-002]", "facts: [med-029]", "low confidence", "med-029"),
    "unknown contact": Mistake("[start, ipsea]", "[start, nobody]", "unknown contact `nobody`", "nobody"),
    "unknown source": Mistake("sources: [two, one]", "sources: [two, one, three]", "unknown source `three`", "three]"),
    "source that nothing cites": Mistake(
        "sources: [two, one]", "sources: [one]", "nothing cites the source `two`", "{id: two"
    ),
    "unknown answer": Mistake(
        'steps: ["Send', 'related: [nothing]\n    steps: ["Send', "unknown answer `nothing`", "related:"
    ),
    "unknown flow": Mistake('steps: ["Send', 'flows: [nothing]\n    steps: ["Send', "unknown flow `nothing`", "flows:"),
    "flow that leads to itself": Mistake(
        'steps: ["Send', 'flows: [small]\n    steps: ["Send', "does not lead to itself", "flows:"
    ),
    "unknown detail": Mistake("Send the letter today.", "Ring {start.fax} today.", "{start.fax}", "start.fax"),
    "number that nobody gave": Mistake(
        "Send the letter today.", "Write to {start.email} now.", "has no email", "start.email"
    ),
    "brace on a button": Mistake('"It is red"', '"It is {red}"', "shown as it stands", '"It is {red}"'),
    "option filled in that is none": Mistake(
        "section_i_only: white", "section_i_only: black", "`black`, which is no option", "black"
    ),
    "option twice": Mistake("- id: blue\n", "- id: red\n", "the option `red` stands twice", "- id: red # 2"),
    "words for two answers": Mistake(
        "words: [white, plain]", "words: [white, dark red]", "“dark red” would mean both", "dark red]"
    ),
    "council alone": Mistake(
        "https://example.org/one",
        "https://www.coventry.gov.uk/one",
        "the only sources are the council's",
        "sources: [one] # 1",
    ),
}

FORM = {
    "unknown key": Mistake('headline: "You can', 'headlin: x\n    headline: "You can', "headlin", "headlin: x"),
    "no not_sure": Mistake(
        '    not_sure:\n      text: "I am not sure"\n      words: [hard to say]\n      next: stop\n',
        "",
        "not_sure",
        "- id: colour",
    ),
    "choice with one option": Mistake(
        '      - id: small\n        text: "No, it is small"\n        words: [tiny]\n        next: day\n',
        "",
        "two options",
        "- id: size",
    ),
    "choice with a role": Mistake(
        'why: "Large letters need more."',
        'why: "Large letters need more."\n    role: letter_date',
        "belongs to a date",
        "- id: size",
    ),
    "date without next": Mistake("    next: other_day\n", "", "a date needs `next`", "- id: day"),
    "date with options": Mistake(
        'why: "Time runs from it."',
        'why: "Time runs from it."\n    details: {age: {"1": x}}',
        "no `options`",
        "- id: day",
    ),
    "reserved id": Mistake("- id: white", "- id: none", "name of another answer", "- id: none"),
    "option that is too long": Mistake('"It is blue"', '"' + "It is blue " * 6 + '"', "text", "It is blue It"),
    "outcome without steps": Mistake(
        '    steps: ["Send the letter today."]\n', "    steps: []\n", "at least one", "steps: []"
    ),
    "outcome without people": Mistake("contacts: [start, ipsea]", "contacts: []", "at least one", "contacts: []"),
    "outcome without a source": Mistake(
        "facts: [med-002]\n    sources: [two, one]", "facts: [med-002]\n    sources: []", "at least one", "sources: []"
    ),
    "rule of the wrong form": Mistake("rules: [C16]", "rules: [sixteen]", "rules", "sixteen"),
    "unknown form": Mistake("form: SEND35A", "form: SEND36", "form", "SEND36"),
    "unknown kind": Mistake(
        "decision_kind: refusal_to_issue", "decision_kind: refusal", "decision_kind", "decision_kind: refusal # 2"
    ),
    "capitals in words": Mistake("[white, plain]", "[White, plain]", "words", "[White"),
    "bare yes in words": Mistake("words: [huge]", "words: [yes]", "words", "[yes]"),
}

WORDS = {
    "thing never to say": Mistake("Send the letter today.", "You have 60 days.", "never say “60 days”", "60 days"),
    "thing never to say on a button": Mistake('"It has no colour"', '"You have 60 days"', "never say", '"You have 60'),
    "bare number": Mistake("Send the letter today.", "Ring 024 7683 1614 today.", "024 7683 1614", "024 7683"),
    "acronym": Mistake("Send the letter today.", "Ask the QZX for help.", "`QZX` is not spelt out", "QZX"),
    "long sentence": Mistake(
        "Ask someone to read the letter with you.", f"{LONG[:-1]}, {LONG}", "a sentence of", "council and"
    ),
    "hard words": Mistake(
        "Ask someone to read the letter with you.",
        "Participation necessitates considerable expenditure.",
        "reading grade",
        "Participation",
    ),
    "hard reason": Mistake(
        "Large letters need more.",
        "Considerable documentation necessitates supplementary deliberation.",
        "reading grade",
        "Is the letter large?",
    ),
}

DATES = {
    "overdue": Mistake("review_by: 2027-05-23", "review_by: 2026-11-22", "was due on 2026-11-22", "review_by:"),
    "law of the future": Mistake("law_as_at: 2026-11-23", "law_as_at: 2027-11-23", "in the future", "law_as_at:"),
}


def _line(draft: Draft, words: str) -> int:
    words, _, which = words.partition(" # ")
    lines = (draft.project / IN_DRAFT).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, start=1) if words in line][int(which or 1) - 1]


def _check(draft: Draft, mistake: Mistake) -> list[Problem]:
    draft.replace(IN_DRAFT, mistake.old, mistake.new)
    return [problem for problem in draft.problems() if mistake.says in problem.message + problem.remedy]


@pytest.mark.parametrize(
    "mistake",
    {**GRAPH, **CITED, **FORM, **WORDS, **DATES}.values(),
    ids={**GRAPH, **CITED, **FORM, **WORDS, **DATES}.keys(),
)
def test_a_mistake_in_a_flow_is_reported_where_it_is(draft: Draft, mistake: Mistake):
    if "more1" in mistake.new:
        draft.replace(IN_DRAFT, "\noutcomes:\n", f"{SIX}\noutcomes:\n")
    found = _check(draft, mistake)
    assert found, draft.problems()
    assert found[0].file == IN_DRAFT
    assert found[0].line == _line(draft, mistake.at), found
    assert found[0].remedy.strip()
    assert not found[0].is_warning


def test_the_small_flow_itself_is_in_order(draft: Draft):
    assert draft.problems() == []


@pytest.mark.parametrize("mistake", [*GRAPH.values(), *CITED.values(), *FORM.values()])
def test_a_flow_with_a_mistake_is_not_used(draft: Draft, clock: Clock, mistake: Mistake):
    store = ContentStore(draft.content, clock=clock)
    if "more1" in mistake.new:
        draft.replace(IN_DRAFT, "\noutcomes:\n", f"{SIX}\noutcomes:\n")
    draft.replace(IN_DRAFT, mistake.old, mistake.new)
    clock.now += 1.0
    assert store.current().decisions["small"].start == "colour"
    assert [option.id for option in store.current().decisions["small"].question("colour").options] == [
        "red",
        "blue",
        "white",
    ]
    with pytest.raises(ContentError) as raised:
        ContentStore(draft.content)
    assert IN_DRAFT in str(raised.value)


def test_changed_words_of_a_flow_show_without_a_restart(draft: Draft, clock: Clock):
    store = ContentStore(draft.content, clock=clock)
    draft.replace(IN_DRAFT, "You can go on.", "You may go on.")
    clock.now += 1.0
    assert store.current().decisions["small"].outcome("go").headline == "You may go on."


def test_an_id_that_is_not_the_name_of_its_file_is_reported(draft: Draft):
    draft.replace(IN_DRAFT, "id: small\ntitle", "id: little\ntitle")
    found = [problem for problem in draft.problems() if "the file is called `small.yml`" in problem.message]
    assert [(problem.file, problem.line) for problem in found] == [(IN_DRAFT, _line(draft, "id: little"))]


@pytest.mark.parametrize("name", ["decisions/small.yaml", "decisions/more/small.yml"])
def test_a_flow_that_would_never_be_read_is_reported(draft: Draft, name: str):
    other = draft.content / name
    other.parent.mkdir(exist_ok=True)
    (draft.project / IN_DRAFT).rename(other)
    assert [problem.file for problem in draft.problems()] == [f"content/{name}"]


def test_an_answer_that_offers_a_flow_that_is_not_there_is_reported(draft: Draft):
    name = "content/answers/mediation_basics/mediation_cost.yml"
    draft.replace(name, "owner:", "flows: [small, nothing]\nowner:")
    found = draft.problems()
    assert [(problem.file, problem.message) for problem in found] == [(name, "unknown flow `nothing`.")]
