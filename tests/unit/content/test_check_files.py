"""Whatever an editor breaks in the other files, or by naming or placing a file wrongly, is reported too."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.unit.content.draft import COST, Draft

FACT = "- id: med-001\n"
SHOUT = "- id: shout\n"
RULE = '- id: must_mediate\n  pattern: "'
DANGER = "- id: immediate_danger\n  answer: crisis_safeguarding\n  exact:\n"
NEW_FACT = "  statement: x\n  topic: x\n  jurisdiction: England\n  sources: []\n  confidence: high\n  kind: law\n"


@dataclass(frozen=True)
class Mistake:
    """One edit of a file that every answer shares, what the check must say, and words of the line it must name."""

    file: str
    old: str
    new: str
    says: str
    at: str


MISTAKES = {
    "help contact that is unknown": Mistake(
        "council.yml", "help_contacts: [", "help_contacts: [nobody, ", "`nobody`", "nobody"
    ),
    "starter that is unknown": Mistake("council.yml", "starters: [", "starters: [nothing, ", "`nothing`", "nothing"),
    "area that is not England": Mistake("council.yml", "nation: England", "nation: Wales", "nation", "nation:"),
    "framing sentence left out": Mistake("replies.yml", "\nclarify: ", "\nclarfy: ", "clarfy", "clarfy:"),
    "framing sentence with a wrong brace": Mistake("replies.yml", "{title}", "{titel}", "titel", "source:"),
    "limit that is no number": Mistake("reading.yml", "max_grade: 7.0", "max_grade: seven", "max_grade", "max_grade:"),
    "fact without a source": Mistake("facts.yml", FACT, f"- id: zzz-001\n{NEW_FACT}{FACT}", "sources", "sources: []"),
    "fact of the wrong form of id": Mistake("facts.yml", FACT, "- id: med-1\n", "`id`", "- id: med-1"),
    "contact with an unknown key": Mistake("contacts.yml", SHOUT, f"{SHOUT}  fax: 1\n", "fax", "  fax: 1"),
    "contact with a wrong number": Mistake("contacts.yml", "03330 062 835", "03330-KIDS", "phone", "03330-KIDS"),
    "contact with a wrong address": Mistake(
        "contacts.yml", "send@justice.gov.uk", "send justice", "email", "send justice"
    ),
    "contact that stands twice": Mistake("contacts.yml", SHOUT, "- id: start # 2\n", "twice", "- id: start # 2"),
    "pattern that is none": Mistake(
        "safety/never_say.yml", RULE, '- id: must_mediate\n  pattern: "((', "pattern", '"(('
    ),
    "danger phrase that cannot be read": Mistake("safety/crisis.yml", DANGER, f'{DANGER}    - "(x"\n', "(x", '"(x"'),
    "danger phrase that matches anything": Mistake(
        "safety/crisis.yml", DANGER, f'{DANGER}    - "so? | so?"\n', "no word", '"so? | so?"'
    ),
    "danger phrase of a class that is unknown": Mistake(
        "safety/crisis.yml", DANGER, f'{DANGER}    - "<wnat> to die"\n', "<wnat>", "<wnat>"
    ),
    "danger of an answer that is unknown": Mistake(
        "safety/crisis.yml", DANGER, DANGER.replace("safeguarding", "help"), "crisis_help", "crisis_help"
    ),
    "danger of a category that is unknown": Mistake(
        "safety/crisis.yml", DANGER, DANGER.replace("immediate_danger", "danger"), "`id`", "- id: danger"
    ),
    "calm phrase of a class that is unknown": Mistake(
        "safety/calm.yml", '    - "kill for"', '    - "<kil> for"', "<kil>", "<kil>"
    ),
    "class with a capital": Mistake("safety/words.yml", "  want: want", "  want: Want", "words", "  want: Want"),
    "list mark left out": Mistake("commands.yml", "- id: start_again", "id: start_again", "YAML", "phrases: ["),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_a_shared_file_is_reported_where_it_is(draft: Draft, mistake: Mistake):
    name = f"content/{mistake.file}"
    draft.replace(name, mistake.old, mistake.new)
    found = [problem for problem in draft.problems() if problem.file == name and mistake.says in problem.message]
    assert found, draft.problems()
    assert draft.line_with(name, mistake.at) in [problem.line for problem in found], found
    assert all(problem.remedy.strip() and not problem.is_warning for problem in found)


SHARED = ["council", "replies", "contacts", "safety/crisis"]


@pytest.mark.parametrize("name", [f"{name}.yml" for name in SHARED])
def test_a_file_that_is_missing_or_empty_or_not_text_is_reported_by_name(draft: Draft, name: str):
    path = draft.content / name
    for spoil in (path.unlink, lambda: path.write_bytes(b""), lambda: path.write_bytes(b"a: \xff\xfe")):
        spoil()
        found = [problem for problem in draft.problems() if problem.file == f"content/{name}"]
        assert found, spoil
        assert found[0].remedy


def test_an_id_that_is_not_the_name_of_its_file_is_reported(draft: Draft):
    draft.replace(COST, "id: mediation_cost", "id: mediation_price")
    found = [problem for problem in draft.problems() if "the file is called" in problem.message]
    assert [(problem.file, problem.line) for problem in found] == [(COST, draft.line_with(COST, "id: "))]
    assert "mediation_price" in found[0].message
    assert "mediation_cost.yml" in found[0].message


def test_an_answer_in_a_folder_that_is_no_group_is_reported(draft: Draft):
    other = draft.content / "answers" / "money" / "mediation_cost.yml"
    other.parent.mkdir()
    (draft.project / COST).rename(other)
    found = [problem for problem in draft.problems() if "not a group" in problem.message]
    assert [problem.file for problem in found] == ["content/answers/money/mediation_cost.yml"]
    assert "mediation_basics" in found[0].remedy


def test_an_answer_that_exists_twice_is_reported(draft: Draft):
    copy = draft.content / "answers" / "appeal" / "mediation_cost.yml"
    copy.write_bytes((draft.project / COST).read_bytes())
    assert [problem.file for problem in draft.problems() if "exists twice" in problem.message] == [COST]


@pytest.mark.parametrize("name", ["answers/fee.yml", "answers/appeal/fee.yaml", "answers/appeal/more/fee.yml"])
def test_an_answer_that_would_never_be_read_is_reported(draft: Draft, name: str):
    path = draft.content / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((draft.project / COST).read_bytes())
    assert f"content/{name}" in [problem.file for problem in draft.problems()]


def test_an_empty_answer_is_reported(draft: Draft):
    (draft.project / COST).write_text("", encoding="utf-8")
    own = [problem for problem in draft.problems() if problem.file == COST]
    assert len(own) == 1
    assert own[0].line == 1


def test_problems_come_errors_first_and_in_the_order_of_files(draft: Draft):
    draft.replace(COST, "review_by: 2027-02-23", "review_by: 2026-12-20")
    draft.replace("content/answers/appeal/appeal_how.yml", "owner:", "owner: x\nowner:")
    draft.replace("content/answers/appeal/legal_aid.yml", "facts: [", "facts: [app-999, ")
    found = draft.problems()
    assert [problem.is_warning for problem in found] == sorted(problem.is_warning for problem in found)
    errors = [problem.file for problem in found if not problem.is_warning]
    assert errors == sorted(errors)


def test_a_problem_reads_as_file_line_kind_and_remedy(draft: Draft):
    draft.replace(COST, "[med-006,", "[med-999,")
    line = draft.line_with(COST, "med-999")
    start = f"{COST}:{line}: error: unknown fact `med-999`."
    assert [str(problem).startswith(start) for problem in draft.problems()] == [True]
