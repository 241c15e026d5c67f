"""Lists of services in a conversation: narrowed, paged, looked at one by one, and what is remembered of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.compose import Composer
from sendguide.answers.payloads import ServicesPress, read_services_press
from sendguide.answers.reply import Reply, Status
from sendguide.content.loader import Content
from sendguide.directory.desk import Desk
from sendguide.directory.heard import Heard, hear
from sendguide.directory.listening import is_for_services
from sendguide.directory.missed import counted_values
from sendguide.directory.state import ListState, list_state, with_told
from sendguide.directory.store import Directory
from sendguide.directory.talk import press, say
from sendguide.directory.turn import ListTurn
from sendguide.understanding.decide import Certainty, Decision
from sendguide.understanding.details import find_details
from sendguide.understanding.reader import Reading
from tests.unit.directory.made_up import SHORT_BREAKS, breaks, directory_of, made_up

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 21, 10, 30)
"""A Saturday morning."""


@pytest.fixture(scope="module")
def directory() -> Directory:
    return breaks()


class Talk:
    """A conversation about short breaks."""

    def __init__(self, content: Content, directory: Directory, state: ListState | None = None) -> None:
        self.desk = Desk(content, directory, now=NOW)
        self.content, self.directory = content, directory
        self.turn: ListTurn = self.desk.list(state or ListState(topic=SHORT_BREAKS))

    def say(self, text: str) -> list[str]:
        """Says something, and gives the names of the services shown."""
        lexicon = self.directory.lexicon(self.content.services.phrases)
        self.turn = say(self.desk, self.turn.state, hear(text, find_details(text, today=TODAY), lexicon))
        return self.names

    def press(self, title: str) -> list[str]:
        """Presses the button that begins with these words."""
        button = next(item for item in self.turn.reply().buttons if item.title.startswith(title))
        read = read_services_press(button.payload)
        assert read is not None, f"{title} is no button of a list"
        self.turn = press(self.desk, self.turn.state, read)
        return self.names

    @property
    def names(self) -> list[str]:
        return [item.name.removesuffix(" Club") for item in self.turn.shown]

    @property
    def text(self) -> str:
        return self.turn.message.text


@pytest.fixture
def talk(content: Content, directory: Directory) -> Talk:
    return Talk(content, directory)


def test_pages_follow_each_other_without_gap_or_repetition(talk: Talk) -> None:
    pages = [talk.names, talk.press("Show more"), talk.say("any more?")]
    assert sorted(name for page in pages for name in page) == [
        "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf",
    ]  # fmt: skip
    assert [len(page) for page in pages] == [3, 3, 1]
    assert talk.say("show me more") == []
    assert "That is all I have" in talk.text
    assert "START" in talk.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for a 3 year old", {"Delta", "Echo", "Golf"}),
        ("free ones", {"Alpha", "Charlie", "Golf"}),
        ("on saturdays", {"Alpha"}),
        ("open now", {"Alpha"}),
        ("without a referral", {"Alpha", "Charlie", "Golf"}),
        ("for autistic kids", {"Charlie", "Delta", "Echo"}),
        ("swimming", {"Echo"}),
        ("swiming", {"Echo"}),
        ("free ones for an 8 year old near CV6", {"Alpha", "Charlie"}),
    ],
)
def test_words_narrow_the_list(talk: Talk, text: str, names: set[str]) -> None:
    assert set(talk.say(text)) >= names if "autistic" in text else set(talk.say(text)) == names
    assert not talk.turn.missed


def test_the_nearest_come_first(talk: Talk) -> None:
    assert set(talk.say("near CV6 1AB")[:2]) == {"Alpha", "Charlie"}
    assert "near CV6" in talk.text
    assert "1AB" not in talk.turn.state.to_json() + talk.text  # type: ignore[operator]


def test_what_was_said_adds_up_and_can_be_lifted(talk: Talk) -> None:
    talk.say("for a 9 year old")
    assert set(talk.say("free")) == {"Alpha", "Charlie"}
    assert "for age 9 and free of charge" in talk.text
    assert set(talk.say("any age")) == {"Alpha", "Charlie", "Golf"}
    assert len(talk.say("show all of them")) == 3
    assert talk.turn.state == ListState(topic=SHORT_BREAKS, shown=talk.turn.state.shown, listed=True)


def test_nothing_found_says_what_was_left_out_and_counts_it(talk: Talk) -> None:
    names = talk.say("free on mondays for a 6 year old")
    assert names, "something is shown all the same"
    assert "I know of nothing" in talk.text
    assert talk.turn.missed
    assert {button.title for button in talk.turn.reply().buttons} >= {"Ask START", "Ask SENDIASS"}
    assert "without your words" in talk.text


def test_nothing_at_all_leads_to_people(content: Content) -> None:
    talk = Talk(content, directory_of(), ListState(topic=SHORT_BREAKS, outcode="CV6"))
    assert talk.names == []
    assert talk.turn.reply().status is Status.FALLBACK
    assert {block.title for block in talk.turn.message.blocks if block.kind == "contact"} >= {"Coventry SENDIASS"}
    assert list(counted_values(talk.turn.wanted, talk.turn.missed)) == ["outcode:CV6"]  # type: ignore[arg-type]


def test_one_is_picked_by_its_place_and_others_are_like_it(talk: Talk) -> None:
    first = talk.names
    assert talk.say("the second one") == [first[1]]
    assert "1 Example Road" in talk.text or "Serves" in talk.text or "Run by: Example Trust" in talk.text
    assert first[1] not in talk.say("more like that")
    talk.turn = replace(talk.turn, state=replace(talk.turn.state, shown=()))
    assert talk.say("the third one") == []


def test_out_of_three_it_asks_which_one_others_should_be_like(talk: Talk) -> None:
    assert talk.say("something similar") == []
    assert "Which one do you mean?" in talk.text
    names = talk.press("Alpha Club")
    assert names and "Alpha" not in names


def test_the_guide_asks_for_an_age_and_takes_a_plain_number(talk: Talk) -> None:
    assert talk.press("For a certain age") == []
    assert "How old" in talk.text
    assert set(talk.say("3")) == {"Delta", "Echo", "Golf"}


def test_the_guide_asks_for_an_area(talk: Talk) -> None:
    talk.turn = talk.desk.ask(talk.turn.state, "area")
    assert "CV6" in talk.text
    assert "Golf" in talk.say("cv5")[:1]


def test_a_mistake_is_told_with_buttons_only(talk: Talk) -> None:
    name = talk.names[0]
    talk.press(f"Report a mistake: {name}")
    assert talk.turn.mistake is None
    talk.press("It has closed")
    assert talk.turn.mistake == (
        next(item.id for item in [talk.directory.index.service(talk.turn.state.shown[0])] if item),
        "closed",
    )
    assert "Thank you" in talk.text


def test_a_service_that_is_gone_is_said_to_be_gone(talk: Talk) -> None:
    for button in (
        ServicesPress("about", "nowhere"),
        ServicesPress("mistake", "nowhere", "phone"),
        ServicesPress("mistake", "nowhere"),
    ):
        turn = press(talk.desk, talk.turn.state, button)
        assert "no longer in my list" in turn.message.text
        assert turn.mistake is None


@pytest.mark.parametrize(
    "button", [ServicesPress("nonsense"), ServicesPress("about"), ServicesPress("like"), ServicesPress("mistake")]
)
def test_a_button_that_nobody_made_shows_the_list(talk: Talk, button: ServicesPress) -> None:
    assert press(talk.desk, talk.turn.state, button).shown


def test_under_an_answer_a_contact_is_not_shown_twice(content: Content) -> None:
    record = made_up("The breaks of the council", SHORT_BREAKS, x_send={"contact": "short_breaks", "referral": []})
    desk = Desk(content, directory_of(record), now=NOW)
    reply = Composer(content, today=TODAY).answer(SHORT_BREAKS)
    turn = desk.under_answer(reply, ListState(age=7, free=True))
    assert turn is not None
    assert turn.state == ListState(topic=SHORT_BREAKS, age=7, shown=(record["id"],), looked_at=record["id"])
    both = turn.beside(reply, content)
    titles = [
        block.title for message in both.messages for block in message.blocks if block.kind in ("contact", "service")
    ]
    assert content.contacts["short_breaks"].name not in titles
    assert titles.count("The breaks of the council") == 1
    assert both.answers == reply.answers


@pytest.mark.parametrize("answer_id", ["mediation_cost", "appeal_deadline", "crisis_safeguarding", "thanks"])
def test_other_answers_have_no_list(content: Content, directory: Directory, answer_id: str) -> None:
    desk = Desk(content, directory, now=NOW)
    assert desk.under_answer(Composer(content, today=TODAY).answer(answer_id), ListState()) is None


def test_an_editor_says_what_comes_first(content: Content) -> None:
    topic = "local_offer_social_care_childrens_disability"
    first = content.answers[topic].services
    assert first, "this answer has a service that comes first"
    from sendguide.directory.store import directory_store

    turn = Desk(content, directory_store().current(), now=NOW).list(ListState(topic=topic))
    assert turn.shown[0].name == "Coventry Children's Disability Team"


@pytest.mark.parametrize(
    ("verified_on", "words"),
    [
        ("2026-11-12", "Checked on 12 November 2026"),
        ("2026-01-05", "Please check first"),
        (None, "example.org, read on 1 November 2026"),
    ],
)
def test_every_card_says_when_it_was_checked(content: Content, verified_on: str | None, words: str) -> None:
    talk = Talk(content, directory_of(made_up("Alpha", SHORT_BREAKS, verified_on=verified_on)))
    assert words in talk.text


def test_what_was_told_is_remembered_and_what_was_asked_of_one_list_is_not() -> None:
    state = with_told(ListState(topic="x", free=True, shown=("a",)), Heard(age=4, outcode="CV1", needs=("autism",)))
    assert state.told() == ListState(age=4, outcode="CV1", needs=("autism",))
    assert with_told(state, Heard()) == state


@given(
    st.builds(
        ListState,
        topic=st.none() | st.text(max_size=10),
        age=st.none() | st.integers(0, 99),
        needs=st.tuples(st.text(max_size=5)),
        shown=st.tuples(st.text(max_size=5), st.text(max_size=5)),
        seen=st.integers(0, 50),
        free=st.booleans(),
    )
)
def test_a_state_comes_back_as_it_was(state: ListState) -> None:
    assert list_state(state.to_json()) == state


@pytest.mark.parametrize("kept", [None, "", "{", "[]", "3", '{"needs": 3}', {"age": 3}])
def test_a_state_that_cannot_be_read_is_none_at_all(kept: object) -> None:
    assert list_state(kept) == ListState()


@given(st.text(max_size=60))
def test_only_whole_payloads_are_buttons(text: str) -> None:
    assert read_services_press(text) is None or text.startswith("/services{")
    assert read_services_press(ServicesPress("about", text, text).payload) in (ServicesPress("about", text, text), None)


def test_the_reply_of_a_list_is_an_answer_with_its_sources(talk: Talk) -> None:
    reply: Reply = talk.turn.reply()
    assert reply.status is Status.ANSWERED
    assert reply.answers == (SHORT_BREAKS,)
    assert {source.url for source in reply.sources} == {"https://www.example.org/list"}
    assert all(source.checked_on == "2026-11-01" for source in reply.sources)


def test_a_number_is_written_as_the_answer_writes_it(content: Content) -> None:
    from sendguide.directory.store import directory_store

    turn = Desk(content, directory_store().current(), now=NOW).list(ListState(topic="provider_contact"))
    assert "Phone: 03330 062 835" in turn.message.text
    assert "tel:+443330062835" in [link.url for link in turn.message.links]


@pytest.mark.parametrize(
    ("text", "certainty", "narrows"),
    [
        ("self harm", Certainty.CRISIS, False),
        ("self harm", Certainty.CHECK_IN, False),
        ("for a 9 year old", Certainty.CHECK_IN, True),
        ("the second one", Certainty.CHECK_IN, True),
        ("for autism", Certainty.LOST, True),
    ],
)
def test_words_that_may_tell_of_danger_never_narrow_a_list(
    content: Content, directory: Directory, text: str, certainty: Certainty, narrows: bool
) -> None:
    heard = hear(text, find_details(text, today=TODAY), directory.lexicon(content.services.phrases))
    reading = Reading(text, Decision(certainty, ("crisis_mental_health",), 0.5))
    assert is_for_services(ListState(topic=SHORT_BREAKS, shown=("a", "b")), heard, reading, text, directory) is narrows
