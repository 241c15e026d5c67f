"""`sendguide check` reports what an editor can get wrong in `content/takeaways.yml`, with line and remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.content.takeaway_references import check_takeaways
from tests.unit.content.draft import Draft

FILE = "content/takeaways.yml"


@dataclass(frozen=True)
class Mistake:
    """One edit, what the check must say, and words of the line that it must name."""

    old: str
    new: str
    says: str
    at: str


MISTAKES = {
    "misspelt key": Mistake("  reminder_days: [", "  reminder_day: [", "reminder_day", "reminder_day:"),
    "reminder of no day": Mistake("[14, 7, 1]", "[14, 7, 0]", "reminder_days", "[14, 7, 0]"),
    "date line without its brace": Mistake('target: "Aim for: {date}"', 'target: "Aim"', "{date} is missing", "Aim"),
    "date line with a wrong brace": Mistake("letter: {date}", "letter: {day}", "{day}", "letter: {day}"),
    "gap without brackets": Mistake('"[date on the letter]"', '"the date"', "`blanks.letter`", '"the date"'),
    "kind that is none": Mistake("kinds: [refusal_to_issue]\n      tick", "kinds: [no]\n      tick", "kinds", "[no]"),
    "decision of no kind": Mistake("  plan_contents: the", "  plan: the", "decisions", "decisions:"),
    "part that stands twice": Mistake("- id: form_send35\n", "- id: form_send35a\n", "twice", "  parts:"),
    "file that is no text": Mistake("email-to-start.txt", "email.html", "filename", "email.html"),
    "file with a path": Mistake("first-call.txt", "../call.txt", "filename", "../call.txt"),
    "unknown fact": Mistake("[cov-001, cov-002]", "[cov-001, cov-902]", "`cov-902`", "cov-902"),
    "fact too weak to show": Mistake("[cert-007, cert-001]", "[kids-006]", "low confidence", "kids-006"),
    "unknown contact to list": Mistake("kids_send_mediation, start, send", "kids, send", "`kids`", "ipsea, kids"),
    "unknown contact in the words": Mistake("Ring {start.phone}", "Ring {star.phone}", "{star.phone}", "text: |"),
    "detail that is not known": Mistake("Ring {start.phone}", "Ring {start.email}", "no email", "text: |"),
    "unknown source": Mistake("[ipsea_late, ipsea_what_to_do, r", "[ipsea, r", "`ipsea`", "[ipsea, r"),
    "source that nothing cites": Mistake("- id: rule_12", "- id: rule_13", "`rule_13`", "- id: rule_13"),
    "brace in a heading": Mistake('"How to begin"', '"How {to} begin"', "braces", "How {to}"),
    "short form": Mistake("“I have not made", "“The XYZ has not made", "`XYZ`", "text: |"),
    "bare phone number": Mistake("You can call if", "Call 024 7683 1614 if", "a phone number", "text: |"),
    "thing never to say": Mistake("So you need not call.", "You should mediate.", "never say", "text: |"),
    "words of too high a grade": Mistake(
        "“I have not made up my mind. What are my choices?”",
        "“Notwithstanding considerable deliberation, determination of appropriate alternatives remains outstanding.”",
        "reading grade",
        "text: |",
    ),
    "offer without its brace": Mistake('"Show here: {title}"', '"Show here"', "{title} is missing", "Show here"),
    "offer of no such thing": Mistake("offered: {}", "offered: {a_flow: {end: [recipe]}}", "offered", "offered:"),
    "offer in no flow": Mistake("offered: {}", "offered: {no_flow: {end: [checklist]}}", "`no_flow`", "offered:"),
    "review that is overdue": Mistake("review_by: 2027-05-23", "review_by: 2026-11-22", "was due", "review_by"),
    "law of the future": Mistake("law_as_at: 2026", "law_as_at: 2027", "law_as_at is in", "law_as_at"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return Draft.of_some_content(tmp_path_factory.mktemp("draft"))


def test_the_real_file_is_in_order(sound: Draft):
    assert [problem for problem in sound.problems() if problem.file == FILE] == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_reported_where_it_is(sound: Draft, mistake: Mistake):
    path = sound.project / FILE
    before = path.read_text(encoding="utf-8")
    try:
        sound.replace(FILE, mistake.old, mistake.new)
        found = [problem for problem in sound.problems() if problem.file == FILE and mistake.says in problem.message]
        assert found, [str(problem) for problem in sound.problems()]
        lines = path.read_text(encoding="utf-8").splitlines()
        assert any(mistake.at in lines[problem.line - 1] for problem in found), [str(problem) for problem in found]
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_file_that_is_missing_keeps_the_content_out_of_use(sound: Draft):
    path = sound.project / FILE
    before = path.read_text(encoding="utf-8")
    try:
        path.unlink()
        assert any(problem.file == FILE for problem in sound.problems())
    finally:
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("outcome", "says"), [("no_such", "unknown outcome `no_such`"), ("find_letter", "works out no dates")]
)
def test_an_offer_must_be_at_an_outcome_that_it_fits(content: Content, outcome: str, says: str):
    offered = {**content.takeaways.offered, "appeal_deadline": {outcome: (TakeAwayId.CALENDAR,)}}
    changed = replace(content, takeaways=content.takeaways.copy(update={"offered": offered}))
    (problem,) = check_takeaways(changed)
    assert (problem.file, says in problem.message) == (FILE, True)
    assert check_takeaways(content) == []
