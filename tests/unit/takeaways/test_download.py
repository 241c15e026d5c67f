"""Downloads over HTTP: files with their names, and every wrong address told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
import requests
from icalendar import Calendar

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.takeaways.links import PATH, links_for
from tests.conftest import TODAY
from tests.support.api import expect_error
from tests.unit.takeaways.support import by_id, worked_out

DAY = date.fromisoformat(TODAY)
SECONDS = 30
GOOD = {"letter": "2026-10-01", "kind": "refusal_to_assess"}


def _get(url: str, **params: object) -> requests.Response:
    return requests.get(url, params=params, timeout=SECONDS)


@pytest.mark.parametrize("contacted_in_time", [False, True])
def test_each_link_of_a_reply_leads_to_its_file(content: Content, downloads: str, contacted_in_time: bool):
    result = worked_out(content, today=DAY, contacted_in_time=contacted_in_time)
    made = by_id(content, result, None, today=DAY)
    for name, link in zip(made, links_for(content, result, today=DAY), strict=True):
        answer = _get(downloads + link.url.removeprefix(PATH))
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"] == f'attachment; filename="{made[name].filename}"'
        assert answer.headers["content-type"] == f"{made[name].media_type}; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        if name is not TakeAwayId.CALENDAR:  # its stamp is that of another clock
            assert answer.content == made[name].data


@pytest.mark.parametrize("name", ["calendar", "checklist"])
def test_asking_only_for_the_head_says_the_same_without_the_file(downloads: str, name: str):
    whole = _get(f"{downloads}/{name}", **GOOD)
    head = requests.head(f"{downloads}/{name}", params=GOOD, timeout=SECONDS)
    assert (head.status_code, head.content) == (200, b"")
    for header in ("content-type", "content-disposition", "cache-control", "content-length"):
        assert head.headers[header] == whole.headers[header]
    assert requests.head(f"{downloads}/recipe", timeout=SECONDS).status_code == 404


def test_the_calendar_is_one_and_the_same_all_day(downloads: str):
    first, second = (_get(f"{downloads}/calendar", **GOOD).content for _ in range(2))
    assert first == second
    assert len(Calendar.from_ical(first).walk("VEVENT")) == 3


def test_who_has_contacted_the_adviser_gets_no_reminder_to_do_so(downloads: str):
    calendar = Calendar.from_ical(_get(f"{downloads}/calendar", **GOOD, contacted="in_time").content)
    assert len(calendar.walk("VEVENT")) == 2


@pytest.mark.parametrize("name", ["checklist", "first_call", "start_email"])
def test_texts_need_no_dates(downloads: str, name: str):
    assert _get(f"{downloads}/{name}").status_code == 200
    assert _get(f"{downloads}/{name}", kind="cease_to_maintain").status_code == 200


def test_nothing_else_in_an_address_gets_into_a_file(downloads: str):
    plain = _get(f"{downloads}/start_email", **GOOD).content
    more = {"child": "Zebedee", "name": "Florence", "today": "2020-01-01", "filename": "x.exe", "Letter": "2026-10-02"}
    answer = _get(f"{downloads}/start_email", **GOOD, **more)
    assert answer.content == plain
    assert answer.headers["content-disposition"] == 'attachment; filename="email-to-start.txt"'


WRONG = {
    "no such file": (404, "recipe", GOOD),
    "file of another case": (404, "Calendar", GOOD),
    "file with its ending": (404, "calendar.ics", GOOD),
    "name of HTML": (404, "%3Cscript%3E", GOOD),
    "name with a path": (404, "..%2F..%2Fcontacts.yml", GOOD),
    "name with a line end": (404, "calendar%0d%0aset-cookie:a=b", GOOD),
    "name with a null": (404, "calendar%00", GOOD),
    "name of a letter that looks alike": (404, "%D1%81alendar", GOOD),
    "name of 2,000 letters": (404, "c" * 2000, GOOD),
    "calendar without a letter": (422, "calendar", {"kind": "refusal_to_assess"}),
    "certificate without a letter": (422, "checklist", {"certificate": "2026-10-01"}),
    "contact without a letter": (422, "checklist", {"contacted": "2026-10-01"}),
    "date that is none": (422, "calendar", {"letter": "2026-02-30"}),
    "29 February of no leap year": (422, "calendar", {"letter": "2026-02-29"}),
    "date in words": (422, "calendar", {"letter": "1 October 2026"}),
    "date day first": (422, "calendar", {"letter": "01-10-2026"}),
    "date with a time": (422, "calendar", {"letter": "2026-10-01T00:00"}),
    "date with a line end": (422, "calendar", {"letter": "2026-10-01\r\nATTENDEE:a"}),
    "date in other digits": (422, "calendar", {"letter": "٢٠٢٦-١٠-٠١"}),
    "year of five digits": (422, "calendar", {"letter": "20206-10-01"}),
    "year 1": (422, "calendar", {"letter": "0001-10-01"}),
    "year 9999": (422, "calendar", {"letter": "9999-12-31"}),
    "year 2099": (422, "calendar", {"letter": "2099-12-31"}),
    "year 2000": (422, "calendar", {"letter": "2000-01-01"}),
    "date of HTML": (422, "calendar", {"letter": "<script>alert(1)</script>"}),
    "certificate that is no date": (422, "calendar", {**GOOD, "certificate": "soon"}),
    "certificate of the future": (422, "calendar", {**GOOD, "certificate": "2026-11-24"}),
    "certificate past what can be worked out": (422, "calendar", {"letter": "2026-03-01", "certificate": "2026-11-01"}),
    "letter of the future": (422, "calendar", {"letter": "2026-12-01"}),
    "letter too old": (422, "checklist", {"letter": "2024-10-01"}),
    "certificate before the letter": (422, "calendar", {**GOOD, "certificate": "2026-09-30"}),
    "contact before the letter": (422, "calendar", {**GOOD, "contacted": "2026-09-30"}),
    "unknown kind": (422, "calendar", {**GOOD, "kind": "refusal"}),
    "kind of another case": (422, "checklist", {"kind": "Refusal_To_Assess"}),
    "kind of HTML": (422, "checklist", {"kind": "<b>"}),
    "discrimination with a letter": (422, "calendar", {**GOOD, "kind": "discrimination"}),
    "discrimination": (404, "checklist", {"kind": "discrimination"}),
    "letter given twice": (422, "calendar", {"letter": ["2026-10-01", "2026-10-02"]}),
    "the same letter twice": (422, "calendar", {"letter": ["2026-10-01", "2026-10-01"]}),
    "kind given twice": (422, "checklist", {"kind": ["refusal_to_assess", "cease_to_maintain"]}),
    "all days passed": (404, "calendar", {"letter": "2026-09-01", "kind": "refusal_to_assess"}),
    "first call with a certificate": (404, "first_call", {**GOOD, "certificate": "2026-10-20"}),
    "2,000 characters": (422, "calendar", {"letter": "2" * 2000}),
}


@pytest.mark.parametrize(("status", "name", "params"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_address_is_told_in_a_sentence(downloads: str, status: int, name: str, params: dict[str, object]):
    answer = _get(f"{downloads}/{name}", **params)
    expect_error(answer, status)
    assert "script" not in answer.text and "<" not in answer.text
    assert "set-cookie" not in answer.headers and "content-disposition" not in answer.headers
    assert len(answer.text) < 1000


def test_an_empty_parameter_is_as_if_it_was_not_there(downloads: str):
    params = {**GOOD, "certificate": "", "contacted": ""}
    assert _get(f"{downloads}/checklist", **params).content == _get(f"{downloads}/checklist", **GOOD).content


def test_a_refusal_gives_its_reason_and_what_to_do(downloads: str):
    error = _get(f"{downloads}/calendar", **GOOD, certificate="2026-09-30").json()["error"]
    assert error["code"] == "certificate_before_letter"
    assert "30 September 2026" in error["message"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_reading_is_possible(downloads: str, method: str):
    assert requests.request(method, f"{downloads}/checklist", timeout=SECONDS).status_code == 405
