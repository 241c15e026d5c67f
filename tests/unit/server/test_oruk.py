"""The answers of the feed as they are sent, and which of them are kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.sources import read_catalogue
from sendguide.server.errors import ApiError
from sendguide.server.oruk import KEPT_PAGES, FeedServer
from tests.support.published import write_local_offer

HERE = "https://guide.example.org/oruk/v3"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A small Local Offer."""
    folder: Path = tmp_path_factory.mktemp("feed")
    write_local_offer(folder / "content", snapshots=folder / "snapshots")
    return read_catalogue(folder / "content", folder / "snapshots", today=date(2026, 11, 23))


def test_the_address_from_outside_is_named(catalogue: Catalogue):
    served = FeedServer(lambda: catalogue)
    assert json.loads(served.body((), {}, HERE).data)["openapi_url"] == f"{HERE}/openapi.json"
    assert json.loads(served.body(("openapi.json",), {}, HERE).data)["servers"] == [{"url": HERE}]
    other = served.body((), {}, "https://other.example.org/oruk/v3")
    assert b"other.example.org" in other.data and other.etag != served.body((), {}, HERE).etag


def test_an_answer_is_made_once_however_it_is_asked(catalogue: Catalogue):
    served = FeedServer(lambda: catalogue)
    first = served.body(("services",), {}, HERE)
    assert served.body(("services",), {"page": ["1"], "per_page": ["50"]}, "https://other.example.org") is first
    near = served.body(("service_at_locations",), {"postcode": ["CV6 1AA"]}, HERE)
    assert served.body(("service_at_locations",), {"postcode": ["cv6"]}, HERE) is near


def test_another_catalogue_gives_other_answers(catalogue: Catalogue):
    empty = Catalogue("", (), (), {}, (), {})
    now = [catalogue]
    served = FeedServer(lambda: now[0])
    assert json.loads(served.body(("services",), {}, HERE).data)["total_items"] == 3
    now[0] = empty
    assert json.loads(served.body(("services",), {}, HERE).data)["empty"] is True


def test_only_so_many_are_kept_and_no_mistakes(catalogue: Catalogue):
    served = FeedServer(lambda: catalogue)
    first = served.body(("services",), {}, HERE)
    for number in range(KEPT_PAGES):
        served.body(("services",), {"minimum_age": [str(number)]}, HERE)
    again = served.body(("services",), {}, HERE)
    assert again == first and again is not first
    for _ in range(2):
        with pytest.raises(ApiError) as caught:
            served.body(("services", "no-such-id"), {}, HERE)
        assert caught.value.status == 404
