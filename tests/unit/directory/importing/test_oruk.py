"""Reading Open Referral UK feeds as they are in the wild, over the loopback server."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from sendguide.directory.importing import paging
from sendguide.directory.importing.addresses import Rules
from sendguide.directory.importing.answer import FetchError
from sendguide.directory.importing.fetch import Client, Limits
from sendguide.directory.importing.oruk import Fetched, base_of, fetch_feed, list_feed
from sendguide.directory.importing.probe import probe
from sendguide.directory.importing.saved import read_saved
from sendguide.directory.importing.work import Work
from sendguide.errors import GuideError
from tests.support.feeds import Feed, made_up
from tests.support.http_replay import Asked, Reply, Served, as_json, serving

Json = dict[str, Any]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
LIMITS = Limits(connect=5, silence=5, total=10, tries=2)


def quiet(what: str, done: int, total: int | None) -> None:
    """Shows no progress."""


def client_of(served: Served) -> Client:
    return Client(
        Rules.of([served.host], allow_loopback=True),
        contact="team@example.org",
        chance=lambda: 0.0,
        now=lambda: NOW,
        limits=LIMITS,
        sleep=lambda _: None,
    )


@contextmanager
def a_feed(feed: Callable[[Asked], Reply]) -> Iterator[tuple[Served, Client]]:
    with serving(feed) as served:
        yield served, client_of(served)


def fetch(feed: Callable[[Asked], Reply], folder: Path, *, now: datetime = NOW, finish: bool = True) -> Fetched:
    """Reads a feed whole."""
    with a_feed(feed) as (served, client):
        work = Work(folder, url="https://feed.example.org", now=now)
        try:
            found = fetch_feed(client, served.url, work, progress=quiet)
        finally:
            work.close()
        if finish:
            work.finish()
        return found


def details(served: Served) -> list[str]:
    """The details that were asked for."""
    return [path for path in served.paths() if path.startswith("/services/")]


def ids(services: tuple[Any, ...] | list[Json]) -> list[str]:
    return [str(item["id"]) for item in services]


# --- what a feed supports -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_a_probe_finds_parameters_that_are_ignored(version: str):
    with a_feed(Feed(made_up(version), version=version, honours=())) as (served, client):
        found = probe(client, served.url)
    assert found.envelope == version
    assert found.version == {"v3": "HSDS-UK-3.0", "v1": "1.0"}[version]
    assert found.missing == () and found.failing == ()
    nothing = {"per_page": False, "modified_after": False, "search": False, "full": False, "ndjson": False}
    assert found.honours == nothing


def test_a_probe_finds_parameters_that_are_obeyed():
    honours = ("per_page", "modified_after", "search", "full", "ndjson")
    with a_feed(Feed(made_up(), honours=honours)) as (served, client):
        found = probe(client, served.url)
    assert found.honours == dict.fromkeys(honours, True)
    assert found.as_json()["honours"] == dict.fromkeys(honours, True)


def test_a_probe_names_what_is_not_there_and_what_fails():
    feed = Feed(made_up(), missing=("/", "/service_at_locations", "/taxonomy_terms"))
    feed.faults["/taxonomies"] = [Reply(b"<h1>Oh</h1>", kind="text/html")]
    with a_feed(feed) as (served, client):
        found = probe(client, served.url)
    assert found.version == ""
    assert set(found.missing) == {"/", "/service_at_locations", "/taxonomy_terms"}
    assert found.failing == ("/taxonomies",)


def test_a_probe_says_when_it_cannot_tell():
    with a_feed(Feed(made_up()[:1])) as (served, client):
        assert probe(client, served.url).honours["per_page"] is None


@pytest.mark.parametrize("reply", [Reply(status=404), as_json({"services": []}), as_json("hello"), as_json(None)])
def test_what_is_no_feed_is_told(reply: Reply):
    with a_feed(lambda _: reply) as (served, client), pytest.raises(FetchError, match="Check the address"):
        probe(client, served.url)


# --- the list -------------------------------------------------------------------------------------------------------


def listed(feed: Callable[[Asked], Reply]) -> tuple[paging.Listing, Served]:
    with a_feed(feed) as (served, client):
        return list_feed(client, served.url, progress=quiet), served


@pytest.mark.parametrize("version", ["v3", "v1"])
@pytest.mark.parametrize("honours", [("per_page",), ()])
def test_all_pages_are_read_whatever_the_envelope(version: str, honours: tuple[str, ...]):
    found, served = listed(Feed(made_up(version), version=version, honours=honours))
    assert list(found.items) == ids(made_up(version))
    assert found.remarks == []
    pages = 1 if honours else -(-len(made_up(version)) // 5)
    assert [asked.query["page"] for asked in served.asked] == [str(page) for page in range(1, pages + 1)]


def test_a_bare_list_is_one_page():
    found, served = listed(lambda _: as_json(made_up()))
    assert len(found.items) == len(made_up())
    assert len(served.asked) == 1


def test_a_feed_that_ignores_pages_and_gives_all_is_whole():
    found, _ = listed(lambda _: as_json({"contents": made_up()}))
    assert list(found.items) == ids(made_up())


def test_a_feed_that_repeats_one_page_is_known_to_be_cut_off():
    feed = Feed(made_up(), honours=())
    feed.change_page = lambda page, asked: {**page, "contents": feed.services[:5], "last_page": False}
    with pytest.raises(FetchError, match="has 12 services but gave 5: it was cut off"):
        listed(feed)


@pytest.mark.parametrize("reply", [Reply(status=404), as_json({"contents": []})])
def test_the_end_may_be_a_missing_or_an_empty_page(reply: Reply):
    pages = [as_json({"contents": made_up()[:6]}), as_json({"contents": made_up()[6:]}), reply]
    found, served = listed(lambda asked: pages[int(asked.query["page"]) - 1])
    assert list(found.items) == ids(made_up())
    assert len(served.asked) == 3


@pytest.mark.parametrize(
    "signs",
    [
        {"last_page": True},
        {"last_page": "no", "total_pages": "three", "total_items": None},
        {"total_pages": 1},
        {"total_items": 6, "last_page": True},
        {"total_items": 12, "total_pages": -1, "last_page": True},
    ],
)
def test_wrong_signs_of_the_end_lose_nothing(signs: Json):
    feed = Feed(made_up(), honours=())
    feed.change_page = lambda page, asked: {**page, **signs}
    found, _ = listed(feed)
    assert list(found.items) == ids(made_up())


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_a_feed_that_counts_its_pages_from_0_is_read_whole(version: str):
    feed = Feed(made_up(version), version=version, honours=())

    def from_0(asked: Asked) -> Reply:
        return feed(replace(asked, query={**asked.query, "page": str(int(asked.query["page"]) + 1)}))

    found, _ = listed(from_0)
    assert list(found.items) == ids(made_up(version))


@pytest.mark.parametrize("page_0", [Reply(status=500), Reply(status=400), Reply(status=404), as_json({"contents": []})])
def test_a_feed_that_counts_from_1_but_marks_no_page_as_the_first_is_read_whole(page_0: Reply):
    feed = Feed(made_up(), honours=())
    feed.change_page = lambda page, asked: {**page, "first_page": False}
    found, _ = listed(lambda asked: page_0 if asked.query["page"] == "0" else feed(asked))
    assert list(found.items) == ids(made_up())
    assert found.remarks == []


def test_a_wrong_total_is_remarked():
    feed = Feed(made_up())
    feed.change_page = lambda page, asked: {**page, "total_items": 13}
    found, _ = listed(feed)
    assert found.remarks == ["The feed says that it has 13 services; it gave 12 different ones."]


def test_a_total_far_from_what_came_means_cut_off():
    feed = Feed(made_up())
    feed.change_page = lambda page, asked: {**page, "total_items": 100}
    with pytest.raises(FetchError, match="has 100 services but gave 12"):
        listed(feed)


def test_a_service_that_is_listed_twice_is_taken_once():
    services = made_up()
    feed = Feed([*services[:4], *services])
    found, _ = listed(feed)
    assert list(found.items) == ids(services)
    assert found.remarks == ["The feed says that it has 16 services; it gave 12 different ones."]


def test_a_list_that_changes_while_it_is_read_is_read_again():
    """One service is withdrawn after the first page, so that another slips from page two to page one."""
    services = made_up()
    feed = Feed(services[:], honours=())
    all_asked: list[Asked] = []

    def change(page: Json, asked: Asked) -> Json:
        all_asked.append(asked)
        if len(all_asked) == 1:
            del feed.services[0]
        return page

    feed.change_page = change
    found, _ = listed(feed)
    assert set(found.items) == set(ids(services))
    assert found.remarks[0] == "The list changed while it was read, so it was read again."
    assert [asked.query["page"] for asked in all_asked] == ["1", "2", "3", "1", "2", "3"]


def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paging, "MOST_SERVICES", 500)

    def endless(asked: Asked) -> Reply:
        page = int(asked.query["page"])
        return as_json({"contents": [{"id": f"{page}-{item}"} for item in range(50)], "last_page": False})

    with pytest.raises(FetchError, match="does not end"):
        listed(endless)


def test_a_page_that_repeats_for_ever_ends_the_list():
    found, served = listed(lambda _: as_json({"contents": made_up(), "last_page": False}))
    assert len(found.items) == 12
    assert len(served.asked) == 1 + paging.IDLE_PAGES


def test_entries_without_an_id_are_named_by_their_place():
    odd: list[Any] = [*made_up()[:2], {"name": "Example without an id"}, "words", None, {"id": ""}, {"id": True}]
    found, _ = listed(lambda _: as_json({"contents": odd, "last_page": True}))
    assert len(found.items) == 2
    assert [(item.where, item.name) for item in found.odd.values()] == [
        ("page 1, entry 3", "Example without an id"),
        ("page 1, entry 4", ""),
        ("page 1, entry 5", ""),
        ("page 1, entry 6", ""),
        ("page 1, entry 7", ""),
    ]


@pytest.mark.parametrize("reply", [as_json({"contents": []}), as_json([]), Reply(status=404)])
def test_a_list_with_nothing_in_it_is_a_failure(reply: Reply):
    with pytest.raises(FetchError, match=r"has no services|is not there"):
        listed(lambda _: reply)


@pytest.mark.parametrize("fault", [Reply(b'{"contents": [{"id": "1"'), Reply(b"<p>", kind="text/html"), as_json({})])
def test_a_page_that_cannot_be_read_fails_the_whole_list(fault: Reply):
    feed = Feed(made_up(), honours=())
    with pytest.raises(FetchError):
        listed(lambda asked: fault if asked.query["page"] == "2" else feed(asked))


# --- the details ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_all_details_are_fetched_in_the_order_of_the_list(tmp_path: Path, version: str):
    found = fetch(Feed(made_up(version), version=version), tmp_path)
    assert list(found.raws) == made_up(version)
    assert found.listed == set(ids(made_up(version)))
    assert found.rejected == () and found.unreadable == frozenset() and found.reused == 0
    assert found.capabilities["envelope"] == version
    assert list(tmp_path.iterdir()) == []


def test_ids_cannot_lead_elsewhere(tmp_path: Path):
    services = [{"id": "../taxonomies?x=1#y", "name": "Example"}]
    with a_feed(Feed(services)) as (served, client):
        work = Work(tmp_path, url="", now=NOW)
        found = fetch_feed(client, served.url, work, progress=quiet)
        work.close()
    assert list(found.raws) == services
    assert "/services/../taxonomies?x=1#y" in served.paths()


def test_a_busy_server_gets_its_time(tmp_path: Path):
    feed = Feed(made_up())
    busy = Reply(status=429, headers={"Retry-After": "1"})
    feed.faults = {f"/services/{key}": [busy] for key in ids(made_up())[3:]}
    assert list(fetch(feed, tmp_path).raws) == made_up()


def test_a_few_details_that_cannot_be_had_are_named_and_the_rest_goes_on(tmp_path: Path):
    services = made_up()
    gone, broken, other, cut = ids(services)[2:6]
    feed = Feed(services)
    feed.faults[f"/services/{gone}"] = [Reply(status=404)]
    feed.faults[f"/services/{broken}"] = [Reply(status=500)] * LIMITS.tries
    feed.faults[f"/services/{other}"] = [as_json(services[0])]
    feed.faults[f"/services/{cut}"] = [Reply(b'{"id": "')]
    found = fetch(feed, tmp_path)
    assert ids(found.raws) == [key for key in ids(services) if key not in (gone, broken, other, cut)]
    assert [(item.where, item.name) for item in found.rejected] == [
        (services[place]["id"], services[place]["name"]) for place in (2, 3, 4, 5)
    ]
    reasons = [item.reason for item in found.rejected]
    assert "not there" in reasons[0] and "500" in reasons[1] and "another service" in reasons[2]
    assert "not whole, valid JSON" in reasons[3]
    assert found.unreadable == {broken, cut}, "those that may be had another time"


def test_a_server_that_breaks_down_on_the_way_fails_the_run_and_the_next_goes_on_where_it_stopped(tmp_path: Path):
    services = made_up()
    feed = Feed(services)
    down = {f"/services/{key}" for key in ids(services)[6:]}
    with pytest.raises(FetchError, match="details of more than 3 services could not be had"):
        fetch(lambda asked: Reply(status=503) if asked.path in down else feed(asked), tmp_path)
    found = fetch(feed, tmp_path, now=NOW + timedelta(hours=1))
    assert list(found.raws) == services
    assert 4 <= found.reused <= 6


def run_part(folder: Path, feed: Feed, *, now: datetime = NOW, url: str = "https://feed.example.org") -> list[str]:
    """Reads a feed and stops before it is finished; gives the details that were asked for, but for the probe's."""
    with a_feed(feed) as (served, client):
        work = Work(folder, url=url, now=now)
        fetch_feed(client, served.url, work, progress=quiet)
        work.close()
        return details(served)[1:]


def test_what_was_fetched_is_used_by_the_next_run_for_a_day(tmp_path: Path):
    feed = Feed(made_up())
    assert len(run_part(tmp_path, feed)) == 12
    assert run_part(tmp_path, feed, now=NOW + timedelta(hours=23)) == []
    assert len(run_part(tmp_path, feed, now=NOW + timedelta(hours=24))) == 12


@pytest.mark.parametrize("now", [NOW - timedelta(hours=1), NOW + timedelta(days=2)])
def test_work_of_another_time_is_thrown_away(tmp_path: Path, now: datetime):
    run_part(tmp_path, Feed(made_up()))
    assert len(run_part(tmp_path, Feed(made_up()), now=now)) == 12


def test_work_on_another_feed_is_thrown_away(tmp_path: Path):
    run_part(tmp_path, Feed(made_up()))
    assert len(run_part(tmp_path, Feed(made_up()), url="https://other.example.org")) == 12


def test_details_are_fetched_again_when_the_list_shows_a_change(tmp_path: Path):
    feed = Feed(made_up())
    run_part(tmp_path, feed)
    feed.services[4]["name"] = "Example with a new name"
    assert run_part(tmp_path, feed) == [f"/services/{feed.services[4]['id']}"]


@pytest.mark.parametrize("damage", [b'{"id": "cut of', b"\xff\xfe", b'{"id": 1}\n', b"\n", b'[]\n{"id"'])
def test_a_line_that_was_cut_off_is_left_out_and_the_rest_counts(tmp_path: Path, damage: bytes):
    feed = Feed(made_up())
    run_part(tmp_path, feed)
    path = tmp_path / "work" / "details.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:7]) + damage)
    assert len(run_part(tmp_path, feed)) == 5
    assert run_part(tmp_path, feed) == []


def test_the_next_run_only_asks_whether_tagged_details_changed(tmp_path: Path):
    feed = Feed(made_up(), etags=True)
    fetch(feed, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tagged.jsonl"]
    feed.services[3]["description"] = "Changed, but the list does not show it."
    feed.services[3]["contacts"] = []
    answered: list[int] = []

    def watched(asked: Asked) -> Reply:
        reply = feed(asked)
        if "if-none-match" in asked.headers:
            answered.append(reply.status)
        return reply

    found = fetch(watched, tmp_path, now=NOW + timedelta(days=3))
    assert list(found.raws) == feed.services
    assert sorted(answered) == [200] + [304] * 11


def test_a_feed_without_details_gives_the_entries_of_its_list(tmp_path: Path):
    feed = Feed(made_up())
    found = fetch(lambda asked: Reply(status=404) if asked.path.startswith("/services/") else feed(asked), tmp_path)
    assert ids(found.raws) == ids(made_up())
    assert "no details of single services" in found.remarks[0]


def test_four_requests_run_at_the_same_time_and_never_more(tmp_path: Path):
    feed, four, free, probed = Feed(made_up()), threading.Barrier(4, timeout=20), threading.Semaphore(4), [False]

    def counted(asked: Asked) -> Reply:
        if not asked.path.startswith("/services/"):
            return feed(asked)
        if not probed[0]:
            probed[0] = True
            return feed(asked)
        assert free.acquire(blocking=False), "a fifth"
        four.wait()  # breaks when four never come together
        free.release()
        return feed(asked)

    assert list(fetch(counted, tmp_path).raws) == made_up()


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://a.example/v3", "https://a.example/v3"),
        ("https://a.example/v3/", "https://a.example/v3"),
        ("https://a.example/v3/services", "https://a.example/v3"),
        ("https://a.example/v3/services/", "https://a.example/v3"),
    ],
)
def test_the_address_may_be_given_as_people_copy_it(given: str, base: str):
    assert base_of(given) == base


@pytest.mark.parametrize("given", ["https://a.example/services?page=1", "https://a.example/#top"])
def test_an_address_with_a_query_is_refused(given: str):
    with pytest.raises(GuideError, match="without"):
        base_of(given)


# --- saved answers --------------------------------------------------------------------------------------------------


def save(folder: Path, **files: Any) -> Path:
    for name, data in files.items():
        path = folder / f"{name}.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return folder


def test_saved_answers_are_read_and_details_count_first(tmp_path: Path):
    first, second, third = made_up()[:3]
    short = {"id": first["id"], "name": "Short"}
    save(
        tmp_path,
        service_list={"contents": [short, second]},
        services_v1={"content": [third]},
        service_full=first,
        service_at_location_list={"contents": [{"id": "x", "name": "Not a service"}]},
        organization_list={"contents": [{"id": "y", "name": "Not a service"}]},
        taxonomy_list={"contents": []},
    )
    found = read_saved(tmp_path)
    assert sorted(ids(found.raws)) == sorted(ids([first, second, third]))
    assert first in found.raws and short not in found.raws
    assert found.rejected == ()


def test_a_saved_file_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path: Path):
    save(tmp_path, service_1=made_up()[0], service_2="{", service_3={"what": "is this"}, services=[{"name": "No id"}])
    found = read_saved(tmp_path)
    assert ids(found.raws) == [made_up()[0]["id"]]
    assert [item.where for item in found.rejected] == ["service_2.json", "service_3.json", "services.json, entry 1"]


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', ""])
def test_one_saved_file_that_cannot_be_read_is_told(tmp_path: Path, content: str):
    save(tmp_path, services=content)
    with pytest.raises(GuideError):
        read_saved(tmp_path / "services.json")


def test_a_file_or_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(GuideError, match="cannot be read"):
        read_saved(tmp_path / "none.json")
    with pytest.raises(GuideError, match="has no files such as"):
        read_saved(tmp_path)
