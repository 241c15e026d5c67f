"""The main jobs from beginning to end, with keys alone, on a screen of 360 × 640."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar
from playwright.async_api import expect

from tests.browser.conftest import Site
from tests.support.browser_person import Person


async def opened_by_keys(person: Person) -> None:
    """From the top of the page into the window."""
    await person.tab_to(lambda at: at["isInWidget"])
    await person.page.keyboard.press("Enter")
    await expect(person.field).to_be_focused()
    await person.expect_answers(1)


async def say(person: Person, text: str) -> None:
    """Types into whatever has the focus, and waits for the answer."""
    assert (await person.active())["tag"] == "TEXTAREA"
    before = await person.answers.count()
    await person.page.keyboard.type(text)
    await person.page.keyboard.press("Enter")
    await person.expect_answers(before + 1)


async def choose(person: Person, name: str) -> None:
    """Goes back from the field to a quick reply or a card's button, and presses it."""
    before = await person.answers.count()
    await person.field.focus()
    show_all = person.button(person.words["show_all"])
    if not await person.button(name).is_visible() and await show_all.is_visible():
        await person.tab_to_button(person.words["show_all"], key="Shift+Tab")
        await person.page.keyboard.press("Enter")
    await person.tab_to_button(name, key="Shift+Tab")
    await person.page.keyboard.press("Enter")
    await person.expect_answers(before + 1)


async def option(person: Person, key: str) -> None:
    """Opens the options by keys and presses one."""
    await person.field.focus()
    await person.tab_to_button(person.words["options"], key="Shift+Tab")
    await person.page.keyboard.press("Enter")
    await person.tab_to_button(person.words[key])
    await person.page.keyboard.press("Enter")


async def test_ask_a_question_and_ring(on_phone: Person, site: Site, shot: Any) -> None:
    """Ask, read more, reach the number, say that it helped."""
    person = on_phone
    await opened_by_keys(person)
    await say(person, "how much does mediation cost")
    await shot(person, "journey_ask")
    await choose(person, "Tell me more")
    await person.tab_to(lambda at: at["href"] == "tel:03330062835", key="Shift+Tab")
    await person.field.focus()
    await person.tab_to_button(person.words["helpful_yes"], key="Shift+Tab")
    await person.page.keyboard.press("Enter")
    await person.says("helpful_thanks")
    assert person.seen.calls("feedback")[-1].body.count("true") == 1


async def test_a_flow_to_the_calendar(on_phone: Person, shot: Any) -> None:
    """The deadline flow by buttons and typed dates; the calendar file is opened and read."""
    person = on_phone
    await opened_by_keys(person)
    await say(person, "how long do i have to appeal")
    await choose(person, "When is my deadline to appeal?")
    await choose(person, "The council said no, or wants to end a plan")
    await choose(person, "It will not assess my child")
    await person.field.focus()
    await say(person, "9 november 2026")
    await say(person, "20 nov 2026")
    await shot(person, "journey_dates")
    await expect(person.answers.last).to_contain_text("8 January 2027")
    async with person.page.expect_download() as waiting:
        await person.tab_to(lambda at: at["tag"] == "A" and "/takeaways/calendar" in at["href"], key="Shift+Tab")
        await person.page.keyboard.press("Enter")
    download = await waiting.value
    assert download.suggested_filename.endswith(".ics")
    calendar = Calendar.from_ical(Path(await download.path()).read_bytes())
    days = {event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert date(2027, 1, 8) in days and date(2027, 1, 11) in days
    await expect(person.dialog).to_be_visible()


async def test_find_a_service(on_phone: Person, shot: Any) -> None:
    """A list of services, narrowed, one of them in full, and its way of contact."""
    person = on_phone
    await opened_by_keys(person)
    await say(person, "short breaks for my 6 year old")
    await shot(person, "journey_services")
    titles = await person.answers.last.get_by_role("heading").all_text_contents()
    assert any("short breaks" in title.lower() for title in titles)
    await say(person, "the first one")
    links = person.answers.last.locator("a[href^='tel:'], a[href^='mailto:'], a[href^='http']")
    assert await links.count() >= 1
    await person.tab_to(
        lambda at: at["tag"] == "A" and at["href"].startswith(("tel:", "mailto:", "http")), key="Shift+Tab"
    )


async def test_help_in_danger_is_reached_by_keys(on_phone: Person, shot: Any) -> None:
    person = on_phone
    await opened_by_keys(person)
    await say(person, "I want to die")
    await shot(person, "journey_crisis")
    await person.tab_to(lambda at: at["href"] == "tel:116123", key="Shift+Tab")


async def test_say_what_was_wrong_then_download_then_delete(on_phone: Person, shot: Any) -> None:
    """Feedback with a reason, the text to keep, and everything gone."""
    person = on_phone
    await opened_by_keys(person)
    await say(person, "how much does mediation cost")
    await person.tab_to_button(person.words["helpful_no"], key="Shift+Tab")
    await person.page.keyboard.press("Enter")
    reason = person.words["reason_too_long"]
    await person.tab_to(lambda at: at["tag"] in {"BUTTON", "INPUT"} and reason in at["name"])
    await person.page.keyboard.press("Enter")
    await person.says("helpful_thanks")
    async with person.page.expect_download() as waiting:
        await option(person, "download_text")
    text = Path(await (await waiting.value).path()).read_text(encoding="utf-8")
    assert "how much does mediation cost" in text
    await person.page.keyboard.press("Escape")
    await option(person, "delete")
    await shot(person, "journey_delete")
    await person.tab_to_button(person.words["delete_yes"])
    await person.page.keyboard.press("Enter")
    await person.says("deleted")
    await expect(person.questions).to_have_count(0)
    assert len(person.seen.calls("session", "DELETE")) == 1
    await expect(person.field).to_be_focused()


async def test_easy_read_by_keys(on_phone: Person) -> None:
    person = on_phone
    await opened_by_keys(person)
    await option(person, "easy_read")
    await person.says("easy_read_on")
    await person.page.keyboard.press("Escape")
    await person.field.focus()
    await say(person, "how much does mediation cost")
    assert '"easy_read"' in person.seen.calls("messages")[-1].body
