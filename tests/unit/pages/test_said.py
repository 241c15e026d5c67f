"""How the blocks of a reply are laid out on a page."""

from __future__ import annotations

from sendguide.answers.reply import Block, Button, Link, Message, Reply, SourceNote, Status
from sendguide.pages.said import block_parts, page_reply


def test_a_fold_ends_at_the_next_heading_fold_or_card() -> None:
    blocks = [
        Block("fold", text="The rule"),
        Block("paragraph", text="a"),
        Block("list", items=("b",)),
        Block("fold", text="Good to know"),
        Block("paragraph", text="c"),
        Block("heading", text="What next"),
        Block("steps", items=("d",)),
        Block("fold", text="How we got there"),
        Block("contact", title="START", text="e"),
        Block("paragraph", text="f"),
    ]
    found = block_parts(blocks)
    assert [part.kind for part in found] == ["fold", "fold", "heading", "steps", "fold", "contact", "paragraph"]
    assert [[inside.kind for inside in part.parts] for part in found[:2]] == [["paragraph", "list"], ["paragraph"]]


def test_a_source_is_a_sentence_with_its_link_in_it() -> None:
    link = Link("IPSEA: Appeals", "https://ipsea.example")
    (part,) = block_parts([Block("source", text="Source: IPSEA: Appeals. Checked on 1 May 2026.", links=(link,))])
    assert (part.before, part.links[0].title, part.after) == ("Source: ", "IPSEA: Appeals", ". Checked on 1 May 2026.")


def test_a_source_of_another_form_and_an_unknown_kind_are_shown_plainly() -> None:
    odd = Block("source", text="Source.", links=(Link("a", "https://a.example"), Link("b", "https://b.example")))
    new = Block("hologram", text="words", items=("one",), links=(Link("c", "https://c.example"),))
    found = block_parts([odd, new])
    assert [part.kind for part in found] == ["plain", "plain"]
    assert found[1].text == "words" and found[1].items == ("one",) and found[1].links[0].href == "https://c.example"


def test_an_old_message_without_blocks_is_its_words_and_links() -> None:
    message = Message("only words", buttons=(Button("More", "/more"),), links=(Link("a", "https://a.example"),))
    found = page_reply(Reply(Status.ANSWERED, (message,)))
    assert [part.kind for part in found.parts] == ["paragraph", "plain"]
    assert found.parts[0].text == "only words" and found.buttons == message.buttons


def test_links_of_blocks_are_not_shown_twice() -> None:
    link = Link("a", "https://a.example")
    message = Message("x", (Block("contact", title="A", links=(link,)),), links=(link,))
    assert [part.kind for part in page_reply(Reply(Status.ANSWERED, (message,))).parts] == ["contact"]


def test_all_sources_are_listed_when_there_are_several() -> None:
    message = Message("x", (Block("paragraph", text="x"),))
    one, two = (SourceNote(name, f"https://{name}.example", "2026-11-23") for name in ("a", "b"))
    assert page_reply(Reply(Status.ANSWERED, (message,), sources=(one,))).sources == ()
    found = page_reply(Reply(Status.ANSWERED, (message,), sources=(one, two))).sources
    assert [(source.link.title, source.day) for source in found] == [
        ("a", "23 November 2026"),
        ("b", "23 November 2026"),
    ]
