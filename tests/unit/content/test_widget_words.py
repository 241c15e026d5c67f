"""The words of the chat window: whatever an editor breaks is reported, and what the window carries is filled in."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from sendguide.cli.widget_texts import run_widget_texts
from sendguide.content.loader import Content
from sendguide.content.widget_texts import TEXTS, check_widget_texts, widget_texts
from sendguide.content.widget_words import FILLED_IN, PAGES
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.unit.content.draft import Draft

FILE = "content/widget.yml"
MISTAKES = {
    "line left out": ("\nsend: Send\n", "\n", "`send`"),
    "line spelt wrongly": ("\nsend: ", "\nsned: ", "sned"),
    "line that is empty": ("\nsend: Send\n", '\nsend: ""\n', "`send`"),
    "brace spelt wrongly": ("{seconds}", "{second}", "{second}"),
    "brace left open": ("{seconds}", "{seconds", "brace"),
    "brace left out": ("{left} characters", "Some characters", "{left} is missing"),
    "brace too many": ("send: Send\n", "send: Send {name}\n", "{name}"),
    "brace left out of a list": ("{days} days", "some days", "{days} is missing"),
    "language that is none": ("lang: en-GB", "lang: English please", "`lang`"),
    "file name with a slash": ("transcript_file: ", "transcript_file: ../", "transcript_file"),
    "person who is unknown": ("people: [", "people: [nobody, ", "`nobody`"),
    "person who cannot be reached": ("people: [", "people: [shout, ", "neither a phone nor a website"),
    "nobody": ("people: [start, kids_send_mediation, coventry_sendiass]", "people: []", "at least one"),
    "hard words": ("empty: Please type", "empty: Prior to submission kindly endeavour to formulate", "reading grade"),
    "long sentence": ("empty: Please type", f"empty: Please {'do ' * 30} type", "Split it."),
    "short form that nobody knows": ("empty: Please type", "empty: XQZ please type", "XQZ"),
    "phone number in the words": ("failed: Something", "failed: Ring 024 7683 1614. Something", "024 7683 1614"),
    "what must never be said": ("empty: Please type", "empty: You must try mediation. Please type", "never say"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_its_line(draft: Draft, name: str) -> None:
    old, new, says = MISTAKES[name]
    draft.replace(FILE, old, new)
    found = [problem for problem in draft.problems() if problem.file == FILE and not problem.is_warning]
    assert found and any(says in f"{problem.message} {problem.remedy}" for problem in found), found
    assert all(problem.remedy for problem in found)


def test_the_window_carries_every_word_but_those_of_the_pages(content: Content) -> None:
    texts = widget_texts(content, keep_days=30)
    assert set(texts) == {name for name, _ in content.widget if not name.startswith(PAGES)}


def test_contacts_and_facts_are_filled_in_and_the_rest_stays_in_braces(content: Content) -> None:
    texts = widget_texts(content, keep_days=17)
    assert "999" in texts["danger_line"] and "999" in texts["danger_again"]
    assert "17 days" in " ".join(texts["about_text"]) and content.council.council in " ".join(texts["about_text"])
    left = {
        name: set(re.findall(r"\{([^}]+)\}", json.dumps(value))) for name, value in texts.items() if name != "people"
    }
    now = {"emergency.phone", "council", "days"}
    assert left == {name: FILLED_IN.get(name, set()) - now for name in left}


def test_people_have_a_name_and_only_what_a_source_gave(content: Content) -> None:
    people = widget_texts(content, keep_days=30)["people"]
    assert len(people) == len(content.widget.people)
    for contact_id, person in zip(content.widget.people, people, strict=True):
        contact = content.contacts[contact_id]
        known = {"name": contact.name, "phone": contact.phone, "web": contact.web}
        assert person == {key: value for key, value in known.items() if value}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a widget whose words are those of now, built as well."""
    widget = tmp_path / "widget"
    (widget / "src").mkdir(parents=True)
    shutil.copy(PROJECT / "widget" / "package.json", widget)
    run_widget_texts(content=PROJECT / "content", keep_days=30, out=widget / TEXTS)
    built = widget / "dist" / json.loads((widget / "package.json").read_text(encoding="utf-8"))["version"]
    built.mkdir(parents=True)
    shutil.copy(widget / TEXTS, built / "texts.json")
    return tmp_path


def test_a_window_with_the_words_of_now_is_in_order(content: Content, project: Path, tmp_path: Path) -> None:
    assert check_widget_texts(content, project, keep_days=30) == []
    assert check_widget_texts(content, tmp_path / "without", keep_days=30) == []


def test_a_window_with_other_words_is_a_warning(content: Content, project: Path) -> None:
    assert len(check_widget_texts(content, project, keep_days=60)) == 2
    (project / "widget" / TEXTS).unlink()
    found = check_widget_texts(content, project, keep_days=30)
    assert [problem.file for problem in found] == [f"widget/{TEXTS}"]
    assert found[0].is_warning and "make widget" in found[0].remedy


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="Check --out"):
        run_widget_texts(content=PROJECT / "content", keep_days=30, out=tmp_path / "none" / "texts.json")
