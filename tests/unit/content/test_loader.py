"""Changed words show without a restart; an edit that cannot be used leaves the words before it in place."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from sendguide.answers.compose import Composer
from sendguide.content.loader import ContentStore, read_content
from sendguide.content.models import Group
from sendguide.content.yaml_file import ContentError
from sendguide.settings import settings
from tests.support.clock import Clock
from tests.unit.content.draft import COST, Draft

OLD, NEW = "Mediation is free for families.", "Mediation costs families nothing."


@pytest.fixture
def store(draft: Draft, clock: Clock) -> ContentStore:
    """The draft, in use."""
    return ContentStore(draft.content, clock=clock)


def _says_new(store: ContentStore) -> bool:
    return NEW in store.current().answers["mediation_cost"].text


def test_changed_words_show_once_the_clock_has_moved_on(draft: Draft, store: ContentStore, clock: Clock):
    draft.replace(COST, OLD, NEW)
    assert not _says_new(store)
    clock.now += 1.0
    assert _says_new(store)


def test_files_are_looked_at_once_a_second_at_most(store: ContentStore, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    looks: list[float] = []
    monkeypatch.setattr(store, "_reload_if_changed", lambda: looks.append(clock.now))
    for _ in range(10):
        clock.now += 0.25
        store.current()
    assert looks == [1.0, 2.0]


def test_a_change_in_the_same_second_as_the_last_one_is_seen(draft: Draft, store: ContentStore, clock: Clock):
    path = draft.project / COST
    before = path.stat().st_mtime_ns
    draft.replace(COST, OLD, NEW)
    os.utime(path, ns=(before + 1, before + 1))
    clock.now += 1.0
    assert _says_new(store)


def test_an_answer_that_was_added_or_removed_is_noticed(draft: Draft, store: ContentStore, clock: Clock):
    hello = draft.content / "answers" / "conversation" / "greet.yml"
    words = hello.read_bytes()
    hello.unlink()
    clock.now += 1.0
    assert "greet" not in store.current().answers
    hello.write_bytes(words)
    clock.now += 1.0
    assert "greet" in store.current().answers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question: Does", "question: 'Does"),
        ("owner:", "ownr:"),
        ("id: mediation_cost", "id: mediation_price"),
        ("review_by: 2027-02-23", "review_by: 2027-02-30"),
        ("contacts: [kids_send_mediation,", "contacts: [nobody,"),
        ("related: [mediation_what_is,", "related: [nothing,"),
    ],
)
def test_a_broken_edit_keeps_the_words_before_it_and_is_logged(
    draft: Draft, store: ContentStore, clock: Clock, caplog: pytest.LogCaptureFixture, old: str, new: str
):
    draft.replace(COST, OLD, NEW)
    draft.replace(COST, old, new)
    clock.now += 1.0
    with caplog.at_level(logging.ERROR):
        assert not _says_new(store)
    assert "mediation_cost.yml" in caplog.text


def test_the_words_show_when_a_broken_edit_is_mended(draft: Draft, store: ContentStore, clock: Clock):
    draft.replace(COST, "owner:", "ownr:")
    clock.now += 1.0
    store.current()
    draft.replace(COST, "ownr:", "owner:")
    draft.replace(COST, OLD, NEW)
    clock.now += 1.0
    assert _says_new(store)


def test_help_in_danger_survives_an_edit_that_loses_one_of_its_numbers(draft: Draft, store: ContentStore, clock: Clock):
    draft.replace("content/contacts.yml", "- id: shout\n", "- id: shoot\n")
    clock.now += 1.0
    composer = Composer(store.current(), today=settings().day())
    assert "85258" in composer.answer("crisis_mental_health").text


def test_a_lock_file_of_an_editor_changes_nothing(draft: Draft, store: ContentStore, clock: Clock):
    lock = (draft.project / COST).with_name(".#mediation_cost.yml")
    lock.symlink_to("editor@computer.1234:1")  # as Emacs does while a file is open and changed: it leads nowhere
    draft.replace(COST, OLD, NEW)
    clock.now += 1.0
    assert _says_new(store)


def test_content_that_is_broken_at_the_start_is_refused_with_the_place(draft: Draft):
    draft.replace(COST, "law_as_at: 2026-11-23", "law_as_at: today")
    with pytest.raises(ContentError) as raised:
        ContentStore(draft.content)
    assert str(raised.value).startswith(f"{COST}:{draft.line_with(COST, 'law_as_at:')}: error:")


def test_a_folder_without_content_is_refused(tmp_path: Path):
    with pytest.raises(ContentError) as raised:
        ContentStore(tmp_path / "content")
    assert "council.yml" in str(raised.value)


def test_an_answer_belongs_to_the_group_of_its_folder(draft: Draft):
    content, problems = read_content(draft.content)
    assert content is not None
    assert problems == []
    assert content.group_of("mediation_cost") is Group.MEDIATION_BASICS
    with pytest.raises(KeyError):
        content.group_of("nothing")
