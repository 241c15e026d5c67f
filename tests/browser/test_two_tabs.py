"""The same chat in two tabs, and pages that are copied (line 36)."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.conftest import Site
from tests.browser.kept import questions_kept
from tests.browser.states import QUESTION, SERVICES
from tests.support.browser_person import Person

COPY = "kept => { for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value); }"


async def copied(person: Person, site: Site) -> Person:
    """A second tab as browsers copy it: with the storage of the first as it was then."""
    kept = (await person.stored())["session"]
    other = Person(await person.context.new_page(), person.seen, person.words)
    await other.go(site.page)
    await other.page.evaluate(COPY, kept)
    await other.page.reload()
    return other


async def test_a_new_tab_is_a_chat_of_its_own(person: Person, site: Site) -> None:
    await person.open()
    await person.ask(QUESTION)
    other = await Person(await person.context.new_page(), person.seen, person.words).go(site.page)
    await other.open()
    assert await other.token() != await person.token()


async def test_a_copied_tab_shows_what_the_other_said_in_between(person: Person, site: Site) -> None:
    """Both go on in the same chat: each message is taken once, and each tab gets what it has missed, in order."""
    await person.open()
    await person.ask(QUESTION)
    other = await copied(person, site)
    await other.open(answers=2)
    await person.ask(SERVICES)
    await other.type("the first one")
    await other.expect_answers(4)
    await person.type("I want to die")
    await person.expect_answers(5)
    assert await questions_kept(person, site.guide) == 4
    await expect(other.questions).to_have_count(3)
    await expect(other.questions.filter(has_text=person.words["words_not_kept"])).to_have_count(1)
    own = await other.answers.nth(2).locator("p").first.inner_text()
    assert own == await person.answers.nth(2).locator("p").first.inner_text()


async def test_messages_of_two_tabs_at_the_same_moment_are_all_taken_once(person: Person, site: Site) -> None:
    await person.open()
    other = await copied(person, site)
    await other.open()
    await person.type(QUESTION)
    await other.type(SERVICES)
    await person.type(SERVICES)
    await other.type(QUESTION)
    await expect(person.status).not_to_contain_text(person.words["looking"])
    await expect(other.status).not_to_contain_text(person.words["looking"])
    await expect(person.answers.nth(2)).to_be_visible()
    await expect(other.answers.nth(2)).to_be_visible()
    assert await questions_kept(person, site.guide) == 4
    for tab in (person, other):
        sent = [await tab.questions.nth(number).inner_text() for number in range(await tab.questions.count())]
        assert sum(QUESTION in one for one in sent) == 1 and sum(SERVICES in one for one in sent) == 1


async def test_a_copied_tab_does_not_send_a_waiting_message_twice(person: Person, site: Site) -> None:
    """The copy has the same message with the same id: the guide takes it once."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.context.set_offline(True)
    await person.type(QUESTION)
    await person.says("offline")
    kept = (await person.stored())["session"]
    await person.context.set_offline(False)
    await person.expect_answers(2)
    other = await Person(await person.context.new_page(), person.seen, person.words).go(site.page)
    await other.page.evaluate(COPY, kept)
    await other.page.reload()
    await other.launcher.click()
    await other.expect_answers(2)
    assert await questions_kept(person, site.guide) == 1


async def test_deleted_in_one_tab_the_other_says_that_it_has_ended(person: Person, site: Site) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.ask(QUESTION)
    other = await copied(person, site)
    await other.open(answers=2)
    await person.choose_option("delete")
    await person.button(person.words["delete_yes"]).click()
    await person.says("deleted")
    await other.type(SERVICES)
    await expect(other.log).to_contain_text(person.words["new_chat"])
    await other.expect_answers(3)
