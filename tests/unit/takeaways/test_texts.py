"""Which texts there are for whom, and that each is finished: contacts and dates in, nothing left but gaps."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.takeaways.choose import takeaway
from sendguide.takeaways.links import links_for
from tests.unit.takeaways.support import LETTER, at, by_id, worked_out

TODAY = date(2026, 10, 5)
CERTIFICATE = date(2026, 10, 2)
KINDS = [kind for kind in Kind if kind is not Kind.DISCRIMINATION]
TEXTS = [TakeAwayId.CHECKLIST, TakeAwayId.FIRST_CALL, TakeAwayId.START_EMAIL]


def _texts(content: Content, kind: Kind | None, *, today: date = TODAY, **more: date) -> dict[TakeAwayId, str]:
    result = worked_out(content, kind=kind, today=today, **more)
    return {name: item.text for name, item in by_id(content, result, kind, today=today).items()}


@pytest.mark.parametrize("kind", [*KINDS, None])
@pytest.mark.parametrize("with_dates", [True, False])
def test_texts_are_finished_for_every_kind(content: Content, kind: Kind | None, with_dates: bool):
    result = worked_out(content, kind=kind, today=TODAY) if with_dates else None
    found = by_id(content, result, kind, today=TODAY)
    assert list(found) == ([TakeAwayId.CALENDAR, *TEXTS] if with_dates else TEXTS)
    for name in TEXTS:
        text = found[name].text
        assert not re.search(r"[{}]|None|\n\n\n| \n", text), text
        assert text.endswith("\n") and not text.endswith("\n\n")
        assert found[name].data.decode("utf-8") == text
        assert re.fullmatch(r"[a-z-]+\.txt", found[name].filename)
        assert found[name].media_type == "text/plain"


@pytest.mark.parametrize("kind", [*KINDS, None])
def test_texts_hold_the_contacts(content: Content, kind: Kind | None):
    found = _texts(content, kind)
    contacts = content.contacts
    for name, fields in {
        TakeAwayId.CHECKLIST: ("start.phone", "send_tribunal.email", "kids_send_mediation.phone"),
        TakeAwayId.FIRST_CALL: ("kids_send_mediation.phone",),
        TakeAwayId.START_EMAIL: ("start.phone", "start.address"),
    }.items():
        for field in fields:
            contact, detail = field.split(".")
            assert getattr(contacts[contact], detail) in found[name], field


@pytest.mark.parametrize("kind", [*KINDS, None])
def test_the_form_and_the_evidence_are_those_of_the_decision(content: Content, kind: Kind | None):
    text = _texts(content, kind)[TakeAwayId.CHECKLIST]
    forms = set(re.findall(r"SEND35A?", text))
    assert forms == {
        Kind.REFUSAL_TO_ASSESS: {"SEND35A"},
        None: {"SEND35A", "SEND35"},
    }.get(kind, {"SEND35"})
    assert text.count("The evidence\n") == text.count("The form\n") == text.count("Before you send it\n") == 1
    assert text.count("[ ] ") >= 8
    assert ("No certificate for section I alone" in text) == (kind is Kind.SECTION_I_ONLY)
    assert ("[ ] The certificate" in text) == (kind is not Kind.SECTION_I_ONLY)


EVIDENCE = {
    Kind.REFUSAL_TO_ASSESS: "has, or may have, special educational needs",
    Kind.REFUSAL_TO_ISSUE: "Every report from the assessment",
    Kind.REFUSAL_TO_REASSESS: "needs have changed since the last assessment",
    Kind.REFUSAL_TO_AMEND: "the papers from the review",
    Kind.CEASE_TO_MAINTAIN: "The plan must stay in place",
    Kind.PLAN_CONTENTS: "section by section",
    Kind.SECTION_I_ONLY: "The name of the school or college that you want",
    None: "papers that it used",
}


@pytest.mark.parametrize("kind", EVIDENCE)
def test_evidence_is_told_for_its_kind_only(content: Content, kind: Kind | None):
    text = _texts(content, kind)[TakeAwayId.CHECKLIST]
    assert [words for words in EVIDENCE.values() if words in text] == [EVIDENCE[kind]]


def test_the_checklist_shows_the_target_before_the_last_date_with_the_caveat(content: Content):
    text = _texts(content, Kind.REFUSAL_TO_ASSESS)[TakeAwayId.CHECKLIST]
    order = [
        "Worked out on Monday 5 October 2026",
        "Date on the letter: Thursday 1 October",
        "adviser by: ",
        "Aim for: ",
    ]
    places = [text.index(words) for words in [*order, "The last date we work out: ", "This is a guide. The Tribunal d"]]
    assert places == sorted(places)


def test_days_that_have_passed_are_not_shown_as_if_ahead(content: Content):
    text = _texts(content, Kind.REFUSAL_TO_ASSESS, today=date(2026, 12, 2))[TakeAwayId.CHECKLIST]
    assert "Date on the letter: Thursday 1 October 2026" in text
    assert "Aim for: " not in text and "The last date we work out: " not in text and "adviser by: " not in text
    passed = ("contact the mediation adviser has passed", "The day to aim for has passed", "we work out has passed")
    places = [text.index(words) for words in passed]
    assert places == sorted(places)
    assert "The date from your letter has passed." in text


def test_a_certificate_changes_the_words(content: Content):
    found = _texts(content, Kind.REFUSAL_TO_ASSESS, certificate=CERTIFICATE)
    assert TakeAwayId.FIRST_CALL not in found
    assert "The certificate, kept safe." in found[TakeAwayId.CHECKLIST]
    assert "Date on the certificate: Friday 2 October 2026" in found[TakeAwayId.CHECKLIST]
    assert "mediation provider" not in found[TakeAwayId.START_EMAIL]


def test_who_has_spoken_to_the_adviser_needs_no_first_call(content: Content):
    assert TakeAwayId.FIRST_CALL not in _texts(content, Kind.REFUSAL_TO_ASSESS, contacted=CERTIFICATE)


def test_the_call_has_both_answers_and_the_three_days(content: Content):
    text = _texts(content, Kind.REFUSAL_TO_ISSUE)[TakeAwayId.FIRST_CALL]
    assert "“I do not want to mediate. Please send me the mediation certificate." in text
    assert "“I want to mediate." in text
    assert "within 3 working days of you saying no" in text
    assert "What they will ask" in text
    assert "The date on it is 1 October 2026." in text


def test_the_call_about_the_school_alone_asks_for_no_certificate(content: Content):
    text = _texts(content, Kind.SECTION_I_ONLY)[TakeAwayId.FIRST_CALL]
    assert "“I want to mediate." in text
    assert "Please send me the mediation certificate" not in text
    assert "working days" not in text.split("Your dates\n")[0]


def test_on_the_day_itself_it_has_not_passed(content: Content):
    text = _texts(content, Kind.REFUSAL_TO_ASSESS, today=date(2026, 12, 1))[TakeAwayId.CHECKLIST]
    assert "Aim for: Tuesday 1 December 2026. Your time runs" in text and "has passed. It was Tuesday" not in text


def test_between_the_two_dates_the_passed_one_is_told_first(content: Content):
    letter, certificate, today = date(2026, 9, 14), date(2026, 9, 18), date(2026, 11, 14)
    result = worked_out(content, letter, certificate=certificate, today=today)
    text = by_id(content, result, None, today=today)[TakeAwayId.CHECKLIST].text
    passed = text.index("The day to aim for has passed. It was Friday 13 November 2026")
    assert passed < text.index("The last date we work out: Monday 16 November 2026")


@pytest.mark.parametrize("kind", [*KINDS, None])
def test_the_email_says_the_decision_and_leaves_names_to_the_family(content: Content, kind: Kind | None):
    text = _texts(content, kind)[TakeAwayId.START_EMAIL]
    mail = text.split("Copy from here\n")[1]
    assert "The date on it is 1 October 2026." in mail
    decision = content.takeaways.decisions[kind] if kind else "[what the council decided]"
    assert f"The decision was that {decision}." in mail
    gaps = set(re.findall(r"\[[^\]]+\]", mail))
    assert {"[your name]", "[how to reach you]"} <= gaps
    assert not any("child" in gap or "birth" in gap for gap in gaps)
    assert mail.endswith("[how to reach you]\n")
    assert mail.count("\n- ") >= 4
    before = text.split("Copy from here\n")[0]
    assert "type no names" in before and "It is not an appeal" in before
    for advice in (
        "because",
        "grounds",
        "unlawful",
        "law",
        "should",
        "Tribunal",
    ):  # domain.md 7, 20: no drafting of a case
        assert advice not in mail


def test_without_dates_the_gaps_stay_for_the_family(content: Content):
    found = by_id(content, None, Kind.CEASE_TO_MAINTAIN, today=TODAY)
    assert "dated [date on the letter]" in found[TakeAwayId.START_EMAIL].text
    assert "We have not worked out any dates with you." in found[TakeAwayId.CHECKLIST].text


def test_every_kind_that_has_an_email_has_its_decision(content: Content):
    assert set(content.takeaways.decisions) == set(KINDS)


def test_discrimination_gets_none(content: Content):
    assert by_id(content, None, Kind.DISCRIMINATION, today=TODAY) == {}
    assert links_for(content, None, Kind.DISCRIMINATION, today=TODAY) == ()


def test_a_calendar_without_dates_cannot_be_made(content: Content):
    with pytest.raises(ValueError, match="needs dates"):
        takeaway(TakeAwayId.CALENDAR, content, None, None, now=at(TODAY))


def test_links_say_all_that_a_download_needs(content: Content):
    result = worked_out(content, certificate=CERTIFICATE, contacted=LETTER, today=TODAY)
    found = {link.url: link.title for link in links_for(content, result, today=TODAY)}
    query = "?letter=2026-10-01&certificate=2026-10-02&contacted=2026-10-01&kind=refusal_to_assess"
    assert found == {
        f"/takeaways/calendar{query}": "Dates for your calendar",
        f"/takeaways/checklist{query}": "Checklist to keep",
        f"/takeaways/start_email{query}": "Draft email to START",
    }
    assert [link.url for link in links_for(content, None, today=TODAY)] == [
        f"/takeaways/{name.value}" for name in TEXTS
    ]
