"""The worked examples of domain.md section 6.2: the running guide, the command and the table say the same dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from sendguide.answers.blocks import long_date
from sendguide.answers.reply import Reply
from sendguide.cli.deadline import run_deadline
from sendguide.settings import PROJECT, settings
from tests.support.server import ServedGuide
from tests.support.tester import GuideTester, OverHttp
from tests.unit.deadlines.support import on
from tests.unit.deadlines.test_examples import EXAMPLES, Example

ON_DAY = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[ON_DAY]:
    """Sets the day for the guide that is served in this process."""

    def pretend(day: date) -> None:
        monkeypatch.setenv("SENDGUIDE_TODAY", day.isoformat())
        settings.cache_clear()

    yield pretend
    monkeypatch.undo()
    settings.cache_clear()


def _said(row: Example) -> tuple[date, date | None, date]:
    letter, certificate = on(row.letter), on(row.certificate) if row.certificate else None
    return letter, certificate, max(letter, certificate or letter)


async def _asked(tester: GuideTester, letter: date, certificate: date | None) -> Reply:
    """The whole conversation, as a parent would have it: what is known in the first message, the rest when asked."""
    papers = f"the letter is dated {long_date(letter)}"
    if certificate is not None:
        papers += f" and the certificate is dated {long_date(certificate)}"
    reply = await tester.say(f"they refused to assess him, {papers}. when is my last date to appeal")
    if certificate is None:
        await tester.say("no, i have none")
        reply = await tester.say("not yet")
    return reply


@pytest.mark.parametrize("row", EXAMPLES.values(), ids=EXAMPLES.keys())
async def test_the_guide_and_the_command_agree(
    http: ServedGuide, on_day: ON_DAY, capsys: pytest.CaptureFixture[str], row: Example
) -> None:
    letter, certificate, today = _said(row)
    on_day(today)
    reply = await _asked(GuideTester(OverHttp(http.base_url), name=row.last), letter, certificate)
    stated = {"letter": letter.isoformat(), "kind": "refusal_to_assess", "today": today.isoformat()}
    if certificate is not None:
        stated["certificate"] = certificate.isoformat()
    assert run_deadline(stated, content=PROJECT / "content", day=today, as_json=True) == 0
    command = json.loads(capsys.readouterr().out)
    assert (command["target"], command["appeal_by"]) == (on(row.target).isoformat(), on(row.last).isoformat())
    assert command["contact_adviser_by"] == on(row.letter_end).isoformat()
    for day in (on(row.target), on(row.last), on(row.letter_end)):
        assert f"{day:%A} {long_date(day)}" in reply.text
    assert reply.text.index(f"{on(row.target):%A} {long_date(on(row.target))}") <= reply.text.index(
        f"{on(row.last):%A} {long_date(on(row.last))}"
    )
    assert "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA." in reply.text
