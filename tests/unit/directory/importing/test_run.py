"""An import from end to end: what counts afterwards, and that a failure of any kind changes nothing."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sendguide.directory.importing.addresses import Rules
from sendguide.directory.importing.answer import FetchError
from sendguide.directory.importing.fetch import Client, Limits
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.outcome import Job, Outcome, Permission
from sendguide.directory.importing.paging import list_services
from sendguide.directory.importing.reading import SYSTEMS, Tools
from sendguide.directory.importing.run import run_import
from sendguide.directory.importing.snapshots import current, write_snapshot
from sendguide.directory.importing.work import Detail, Work
from sendguide.directory.records import validate
from sendguide.directory.terms import Terms, read_terms
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.support.feeds import Feed, made_up
from tests.support.http_replay import Asked, Reply, as_json, serving

Json = dict[str, Any]
Answering = Callable[[Asked], Reply]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
LIMITS = Limits(connect=5, silence=1, total=1.5, size=200_000, tries=2, longest_wait=60)
OWN = PROJECT / "content" / "local_offer"
SAMPLE = Path(os.environ.get("ORUK_SCHEMAS", PROJECT.parent / "shared" / "oruk")) / "feed"


@pytest.fixture(scope="module")
def terms() -> Terms:
    return read_terms(OWN / "taxonomies.json")


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return Mapping.read(OWN / "mapping.csv")


class Runs:
    """Runs imports into one folder."""

    def __init__(self, root: Path, terms: Terms, mapping: Mapping) -> None:
        self.root, self._terms, self._mapping = root, terms, mapping
        self.folder = root / "example"
        self.validate: Callable[[Json], list[str]] = validate

    def feed(self, feed: Answering, *, now: datetime = NOW, kind: str = "oruk", **options: Any) -> Outcome:
        """Imports a feed over the loopback server. Its address stays the same to the import."""
        with serving(feed) as served:
            return self._run(Job(kind, f"http://{served.host}/v3", "example", **options), now, [served.host])

    def file(self, path: Path, *, now: datetime = NOW, kind: str = "oruk", **options: Any) -> Outcome:
        """Imports a file or a folder."""
        return self._run(Job(kind, str(path), "example", **options), now, [])

    def _run(self, job: Job, now: datetime, hosts: list[str]) -> Outcome:
        client = Client(
            Rules.of(hosts, allow_loopback=True),
            contact="team@example.org",
            chance=lambda: 0.0,
            now=lambda: now,
            limits=LIMITS,
            sleep=lambda _: None,
        )
        tools = Tools(self._terms, self._mapping, client, lambda *_: None, now)
        return run_import(job, root=self.root, tools=tools, validate=self.validate)

    def names(self) -> list[str]:
        found = current(self.folder)
        return sorted(record["name"] for record in found.records()) if found else []

    def about(self) -> Json:
        found = current(self.folder)
        assert found is not None
        return found.about

    def bytes(self) -> dict[str, bytes]:
        """What is kept, but for what another run may use."""
        return {
            path.name: path.read_bytes()
            for path in self.folder.glob("*")
            if path.suffix in (".json", ".jsonl") and path.name != "quarantine.jsonl"
        }


@pytest.fixture
def runs(tmp_path: Path, terms: Terms, mapping: Mapping) -> Runs:
    return Runs(tmp_path / "snapshots", terms, mapping)


class At:
    """A feed under `/v3`, with faults by path."""

    def __init__(self, feed: Feed, **faults: Reply) -> None:
        self.feed, self.faults = feed, {f"/{path}": reply for path, reply in faults.items()}

    def __call__(self, asked: Asked) -> Reply:
        plain = replace(asked, path=asked.path.removeprefix("/v3"))
        return self.faults.get(plain.path) or self.feed(plain)


def names_of(services: list[Json]) -> list[str]:
    return sorted(service["name"] for service in services)


# --- what goes right ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_a_feed_is_read_checked_and_kept(runs: Runs, version: str):
    services = made_up(version)
    outcome = runs.feed(At(Feed(services, version=version)))
    assert (outcome.refused, outcome.written, outcome.rejected) == ("", True, ())
    assert runs.names() == names_of(services)
    assert outcome.read == len(outcome.records) == len(services)
    assert [change.name for change in outcome.difference.added] == sorted(names_of(services), key=str.casefold)
    about = runs.about()
    assert (about["system"], about["source"], about["count"]) == ("oruk", "example", len(services))
    assert about["fetched_at"] == "2026-11-23T02:00:00+00:00"
    assert about["capabilities"]["envelope"] == version
    assert sorted(path.name for path in runs.folder.iterdir()) == [".lock", "current.json", about["file"]]


def test_what_parents_are_shown_holds_no_code(runs: Runs):
    runs.feed(At(Feed(made_up())))
    data = (runs.folder / runs.about()["file"]).read_text(encoding="utf-8")
    assert "Made-up" in data
    for sign in ("<script", "onerror", "<img", "<b>", "alert("):
        assert sign not in data


def test_two_runs_give_the_same_bytes_and_one_snapshot(runs: Runs):
    runs.feed(At(Feed(made_up())))
    before = runs.bytes()
    feed = Feed(list(reversed(made_up())), honours=())
    outcome = runs.feed(At(feed), now=NOW + timedelta(hours=3))
    after = runs.bytes()
    assert outcome.written and not outcome.difference
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["current.json"]


def test_a_change_at_the_source_is_shown_and_kept(runs: Runs):
    services = made_up()
    runs.feed(At(Feed(services)))
    services[2]["fees"] = "£3 each"
    services[3]["name"] = "Example Hearing Support, renamed"
    outcome = runs.feed(At(Feed([*services, {**services[0], "id": "11111111-1111-5111-8111-111111111111"}])))
    found = outcome.difference.as_json()
    assert [item["name"] for item in found["added"]] == [services[0]["name"]]
    assert {item["name"]: item["fields"] for item in found["changed"]} == {
        "Example Hearing Support, renamed": ["name"],
        "Example Short Breaks at Home": ["fees"],
    }
    assert found["gone"] == []
    assert "Example Hearing Support, renamed" in runs.names()


def test_a_dry_run_changes_nothing_and_spares_the_real_one_the_fetching(runs: Runs):
    runs.feed(At(Feed(made_up())))
    before = runs.bytes()
    services = [{**service, "description": "Another description."} for service in made_up()]
    outcome = runs.feed(At(Feed(services)), dry_run=True)
    assert len(outcome.difference.changed) == 12
    assert not outcome.written and runs.bytes() == before
    assert not (runs.folder / "quarantine.jsonl").exists()


def test_saved_answers_are_taken_too(runs: Runs, tmp_path: Path):
    (tmp_path / "services.json").write_text(json.dumps({"content": made_up("v1")}), encoding="utf-8")
    outcome = runs.file(tmp_path / "services.json")
    assert outcome.written
    assert runs.names() == names_of(made_up("v1"))
    assert runs.about()["url"] == "services.json", "no path of this machine"


def test_the_sample_feed_of_open_referral_is_taken(runs: Runs):
    if not SAMPLE.is_dir():
        pytest.skip(f"there is no sample feed in {SAMPLE}: set ORUK_SCHEMAS")
    assert runs.file(SAMPLE).written
    assert runs.names() == ["Community Counselling"]


# --- what is not believed -------------------------------------------------------------------------------------------

BOMB = Reply(gzip.compress(b" " * 30_000_000), headers={"Content-Encoding": "gzip"})
HALF = Feed(made_up()[:6])
NAMELESS = Feed([{**service, "name": ""} for service in made_up()])
STRANGE_TOTAL = Feed(made_up())
STRANGE_TOTAL.change_page = lambda page, asked: {**page, "total_items": 5_000}
ENDLESS = Feed(made_up())
ENDLESS.change_page = lambda page, asked: {**page, "contents": [*page["contents"][:3]], "last_page": False}


@pytest.mark.parametrize(
    ("feed", "why"),
    [
        (At(Feed(made_up()), services=Reply(status=503)), "answered 503"),
        (At(Feed(made_up()), services=Reply(status=401)), "answered 401"),
        (At(Feed(made_up()), services=Reply(status=404)), "is not there"),
        (At(Feed(made_up()), services=Reply(status=429, headers={"Retry-After": "7200"})), "wait 7200 seconds"),
        (At(Feed(made_up()), services=Reply(b'{"contents": [{"id": "1", "na')), "not whole, valid JSON"),
        (At(Feed(made_up()), services=Reply(b'{"contents": []', said_length=400)), "broke off"),
        (At(Feed(made_up()), services=Reply(b" " * 500, pause=0.05)), "in time"),
        (At(Feed(made_up()), services=Reply(b"<h1>Moved</h1>", kind="text/html")), "not JSON"),
        (At(Feed(made_up()), services=Reply(b" " * 300_000)), "larger than 200,000 bytes"),
        (At(Feed(made_up()), services=BOMB), "larger than 200,000 bytes"),
        (At(Feed(made_up()), services=Reply(status=302, headers={"Location": "http://10.0.0.1/"})), "https://"),
        (At(Feed(made_up()), services=Reply(status=302, headers={"Location": "https://b.example/"})), "list of hosts"),
        (At(Feed(made_up()), services=as_json({"contents": []})), "has no services"),
        (At(Feed(made_up()), services=as_json({"message": "Welcome"})), "no list of services"),
        (At(STRANGE_TOTAL), "it was cut off"),
        (At(ENDLESS), "it was cut off"),
        (At(HALF), "6 usable services, 50 % fewer than the 12"),
        (At(NAMELESS), "no service that can be used"),
    ],
)  # fmt: skip
def test_a_feed_that_fails_is_cut_off_or_shrank_changes_nothing(runs: Runs, feed: At, why: str):
    runs.feed(At(Feed(made_up())))
    before = runs.bytes()
    outcome = runs.feed(feed, now=NOW + timedelta(days=2))
    assert why in outcome.refused
    assert not outcome.written
    assert runs.bytes() == before
    assert runs.names() == names_of(made_up())


def test_a_feed_may_lose_a_fifth_but_not_more(runs: Runs):
    services = made_up()[:10]
    runs.feed(At(Feed(services)))
    assert "7 usable services, 30 % fewer than the 10" in runs.feed(At(Feed(services[:7]))).refused
    assert runs.feed(At(Feed(services[:8]))).written


def test_fewer_can_be_accepted_and_that_is_recorded(runs: Runs):
    runs.feed(At(Feed(made_up())))
    outcome = runs.feed(At(Feed(made_up()[:3])), now=NOW + timedelta(hours=1), accept_fewer=True)
    assert outcome.written
    assert runs.names() == names_of(made_up()[:3])
    recorded = [{"at": "2026-11-23T03:00:00+00:00", "from": 12, "to": 3}]
    assert runs.about()["accepted_fewer"] == recorded
    runs.feed(At(Feed(made_up()[:3])), now=NOW + timedelta(hours=2), accept_fewer=True)
    assert runs.about()["accepted_fewer"] == recorded, "only what was needed is recorded"


def test_nothing_at_all_is_never_accepted(runs: Runs):
    runs.feed(At(Feed(made_up())))
    assert runs.feed(At(NAMELESS), accept_fewer=True).refused == "It has no service that can be used."
    assert runs.names() == names_of(made_up())


def test_less_than_is_expected_is_refused_the_first_time_too(runs: Runs):
    assert "at least 20 are expected" in runs.feed(At(Feed(made_up())), least=20).refused
    assert current(runs.folder) is None
    assert runs.feed(At(Feed(made_up())), least=12).written


def test_data_that_another_hand_changed_is_not_built_upon(runs: Runs):
    runs.feed(At(Feed(made_up())))
    path = runs.folder / runs.about()["file"]
    path.write_bytes(path.read_bytes()[:-50])
    assert "import it again" in runs.feed(At(Feed(made_up()))).refused


# --- single services ------------------------------------------------------------------------------------------------


def quarantine(runs: Runs) -> list[Json]:
    lines = (runs.folder / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_bad_services_are_turned_away_by_place_name_and_reason_and_the_rest_goes_on(runs: Runs):
    services = made_up()
    services[1]["name"] = "  "
    services[2] |= {"url": "", "email": "", "contacts": []}
    outcome = runs.feed(At(Feed([*services, {"name": "Example without an id"}])))
    assert outcome.written
    assert runs.names() == names_of([services[0], *services[3:]])
    assert (outcome.read, len(outcome.rejected)) == (13, 3)
    assert [(item["where"], item["name"]) for item in quarantine(runs)] == [
        ("page 1, entry 13", "Example without an id"),
        ("record 2", ""),
        ("record 3", services[2]["name"]),
    ]
    assert "no telephone number" in quarantine(runs)[2]["reason"]
    runs.feed(At(Feed(made_up())))
    assert not (runs.folder / "quarantine.jsonl").exists()


def test_what_is_kept_of_a_bad_record_holds_nothing_personal_but_its_name(runs: Runs):
    bad = made_up()[4]["id"]
    said = "`email`: “jo at home” cannot stand here. Write jo@example.org or 01632 960 999, not on 12 May."
    runs.validate = lambda record: [said] if record["id"] == bad else []
    outcome = runs.feed(At(Feed(made_up())))
    reason = "`email`: “…” cannot stand here. Write … or …, not on 12 May."
    kept = [{"where": bad, "name": made_up()[4]["name"], "reason": reason}]
    assert quarantine(runs) == kept == outcome.as_json()["quarantined"]
    assert len(runs.names()) == 11


def test_a_record_that_cannot_be_written_or_is_not_valid_stops_nothing(runs: Runs):
    services = made_up()
    services[0]["description"] = "Half a sign: \ud800"
    outcome = runs.feed(At(Feed(services)))
    assert outcome.written
    assert set(names_of(services[1:])) <= set(runs.names())


def test_a_service_missing_from_a_feed_stays_until_it_is_missing_the_next_night_too(runs: Runs):
    services = made_up()
    runs.feed(At(Feed(services)))
    first = runs.feed(At(Feed(services[1:])), now=NOW + timedelta(days=1))
    assert first.waiting == (services[0]["name"],)
    assert not first.difference
    before = runs.bytes()
    runs.feed(At(Feed(services[1:])), now=NOW + timedelta(days=1, hours=5))
    assert runs.names() == names_of(services)
    assert [name for name, data in runs.bytes().items() if before[name] != data] == ["current.json"]
    last = runs.feed(At(Feed(services[1:])), now=NOW + timedelta(days=1, hours=23))
    assert [change.name for change in last.difference.gone] == [services[0]["name"]]
    assert last.waiting == ()
    assert runs.names() == names_of(services[1:])


def test_a_service_that_comes_back_begins_anew(runs: Runs):
    services = made_up()
    runs.feed(At(Feed(services)))
    for days, present in ((1, services[1:]), (2, services), (3, services[1:])):
        assert runs.feed(At(Feed(present)), now=NOW + timedelta(days=days)).written
    assert runs.names() == names_of(services)


def test_a_service_missing_from_a_file_is_gone_at_once(runs: Runs, tmp_path: Path):
    path = tmp_path / "services.json"
    path.write_text(json.dumps({"contents": made_up()}), encoding="utf-8")
    runs.file(path)
    path.write_text(json.dumps({"contents": made_up()[1:]}), encoding="utf-8")
    outcome = runs.file(path)
    assert [change.name for change in outcome.difference.gone] == [made_up()[0]["name"]]
    assert runs.names() == names_of(made_up()[1:])


def test_a_service_whose_details_fail_stays_as_it_was(runs: Runs):
    services = made_up()
    runs.feed(At(Feed(services)))
    failing = {f"services/{services[4]['id']}": Reply(status=500)}
    for days in range(1, 5):
        outcome = runs.feed(At(Feed(services), **failing), now=NOW + timedelta(days=days))
        assert outcome.written and outcome.waiting == ()
        assert [item.name for item in outcome.rejected] == [services[4]["name"]]
    assert runs.names() == names_of(services)


def test_a_service_that_is_listed_but_turned_away_does_not_stay(runs: Runs):
    """Its publisher may have withdrawn it: an old copy must not live on."""
    services = made_up()
    runs.feed(At(Feed(services)))
    services[4]["name"] = ""
    outcome = runs.feed(At(Feed(services)))
    assert [change.name for change in outcome.difference.gone] == [made_up()[4]["name"]]
    assert len(runs.names()) == 11


# --- names, licences, kinds -----------------------------------------------------------------------------------------


def test_a_licence_is_remembered_until_the_address_changes(runs: Runs):
    allowed = Permission("OGL-UK-3.0", "Example Council", allow_publish=True)
    with serving(At(Feed(made_up()))) as served:
        for permission in (allowed, Permission()):
            job = Job("oruk", f"http://{served.host}/v3", "example", permission=permission)
            assert runs._run(job, NOW, [served.host]).written
            about = runs.about()
            assert (about["licence"], about["attribution"]) == ("OGL-UK-3.0", "Example Council")
            assert about["allow_publish"] is True
        job = Job("oruk", f"http://{served.host}/v3", "example", permission=Permission(allow_publish=False))
        runs._run(job, NOW, [served.host])
        assert runs.about()["allow_publish"] is False
    runs.feed(At(Feed(made_up())))
    about = runs.about()
    assert (about["licence"], about["attribution"], about["allow_publish"]) == ("", "", False)


def test_passing_on_without_a_licence_is_refused(runs: Runs):
    with pytest.raises(GuideError, match="--licence"):
        runs.feed(At(Feed(made_up())), permission=Permission(allow_publish=True))
    with pytest.raises(GuideError, match="--licence"):
        runs.feed(At(Feed(made_up())), permission=Permission(licence=" ", allow_publish=True))
    assert current(runs.folder) is None


def test_a_source_keeps_its_kind(runs: Runs, tmp_path: Path):
    runs.feed(At(Feed(made_up())))
    with pytest.raises(GuideError, match="Give this source another --name"):
        runs.file(tmp_path / "export.csv", kind="kb5")


def test_kb5_is_a_file(runs: Runs):
    assert "is a file" in runs.feed(At(Feed(made_up())), kind="kb5").refused


@pytest.mark.parametrize("kind", list(SYSTEMS))
def test_a_file_that_is_not_there_is_told(runs: Runs, tmp_path: Path, kind: str):
    assert "cannot be read" in runs.file(tmp_path / "none.xyz", kind=kind).refused


OUTPOST = PROJECT / "tests" / "fixtures" / "outpost" / "page.json"


def test_outpost_is_asked_page_by_page_and_gives_what_its_file_gives(runs: Runs):
    whole = json.loads(OUTPOST.read_text(encoding="utf-8"))

    def pages(asked: Asked) -> Reply:
        if asked.path != "/v3/services":
            return Reply(status=404)
        number = int(asked.query["page"])
        here = whole["content"][(number - 1) * 3 : number * 3]
        return as_json({**whole, "content": here, "totalPages": 3, "number": number, "last": number == 3})

    assert runs.feed(pages, kind="outpost").written
    paged = (runs.folder / runs.about()["file"]).read_bytes()
    assert runs.about()["system"] == "outpost"
    assert runs.file(OUTPOST, kind="outpost").written
    assert (runs.folder / runs.about()["file"]).read_bytes() == paged
    assert len(runs.names()) >= 2


def test_a_disk_that_fails_changes_nothing(runs: Runs, monkeypatch: pytest.MonkeyPatch):
    runs.feed(At(Feed(made_up())))

    def full(self: Work, detail: Detail) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Work, "add", full)
    assert "No space left on device" in runs.feed(At(Feed(made_up()[1:]))).refused
    assert runs.names() == names_of(made_up())


def test_strange_signs_from_a_feed_stop_nothing(runs: Runs):
    services = made_up()
    services[1] |= {"name": "Example \ud800 \x1b[31m name"}
    feed = At(Feed(services), **{"": as_json({"version": "\ud800"})})
    outcome = runs.feed(feed)
    assert outcome.written
    assert json.dumps(outcome.as_json())
    assert current(runs.folder) is not None


# --- anything in, no exception out ----------------------------------------------------------------------------------

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(["id", "name", "contents", "content", "status", "total_items", "last_page", "contacts"])
ANYTHING = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5))


@given(pages=st.lists(ANYTHING, min_size=1, max_size=6))
def test_whatever_a_list_answers_it_ends_in_a_listing_or_one_sentence(pages: list[Any]):
    def ask(number: int) -> Any:
        return pages[(number - 1) % len(pages)]

    try:
        found = list_services(ask, where="the feed", progress=lambda *_: None)
    except FetchError as error:
        assert str(error)
    else:
        assert found.items or found.odd


@given(
    data=st.binary(max_size=400) | ANYTHING.map(lambda found: json.dumps(found).encode()),
    kind=st.sampled_from([*SYSTEMS]),
)
@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_file_what_counts_stays_whole(runs: Runs, tmp_path: Path, data: bytes, kind: str):  # fmt: skip
    source = f"any-{kind}"
    if current(runs.root / source) is None:
        about = {"source": source, "system": SYSTEMS[kind], "url": "", "fetched_at": ""}
        write_snapshot(runs.root / source, [{"id": "1", "name": "Example", "x_source": {"id": "1"}}], about)
    path = tmp_path / "file"
    path.write_bytes(data)
    outcome = runs._run(Job(kind, str(path), source), NOW, [])
    kept = current(runs.root / source)
    assert kept is not None and kept.records()
    assert outcome.written or outcome.refused
