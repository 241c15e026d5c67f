"""The Open Referral UK feed over HTTP: a small Local Offer with secrets planted in it, and the real one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.api import expect_error
from tests.support.feed_server import served_feed
from tests.support.published import SECRET, profile_errors, write_local_offer
from tests.support.server import ServedGuide

SECONDS = 30
CORS = "access-control-allow-origin"
COLLECTIONS = ("services", "taxonomies", "taxonomy_terms", "service_at_locations")


@dataclass(frozen=True)
class Served:
    """A feed, and where its data is."""

    url: str
    content: Path

    def get(self, path: str, **options: Any) -> requests.Response:
        """An answer, whatever its status."""
        return requests.get(f"{self.url}{path}", timeout=SECONDS, **options)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The feed of a small Local Offer."""
    folder = tmp_path_factory.mktemp("feed")
    write_local_offer(folder / "content", snapshots=folder / "snapshots")
    with served_feed(folder / "content", folder / "snapshots", today=date(2026, 11, 23)) as url:
        yield Served(url, folder / "content")


def _all_pages(feed: Served, collection: str) -> Iterator[dict[str, Any]]:
    number, last = 0, False
    while not last:
        number += 1
        page = feed.get(f"/{collection}", params={"page": number, "per_page": 2}).json()
        last = page["last_page"]
        yield page


def _everything(feed: Served) -> Iterator[tuple[str, requests.Response]]:
    """Every answer that there is: root, description, all pages, all objects."""
    for path in ("/", "/openapi.json", *(f"/{name}" for name in COLLECTIONS)):
        yield path, feed.get(path)
    for name in COLLECTIONS:
        for page in _all_pages(feed, name):
            for item in page["contents"]:
                yield f"/{name}/ID", feed.get(f"/{name}/{item['id']}")


def test_the_root_is_exactly_what_the_validator_reads(feed: Served):
    for path in ("", "/"):
        assert feed.get(path).json() == {
            "version": "HSDS-UK-3.0",
            "profile": "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md",
            "openapi_url": f"{feed.url}/openapi.json",
        }
    described = requests.get(feed.get("/").json()["openapi_url"], timeout=SECONDS).json()
    assert described["openapi"].startswith("3.0") and len(described["paths"]) == 9


def test_every_path_of_the_description_answers(feed: Served):
    for path, operations in feed.get("/openapi.json").json()["paths"].items():
        first = feed.get(path.split("{")[0].rstrip("/") or "/").json()
        answer = feed.get(path.replace("{id}", first["contents"][0]["id"])) if "{id}" in path else feed.get(path)
        assert answer.status_code == 200 and "200" in operations["get"]["responses"]


def test_no_secret_is_in_any_answer(feed: Served):
    answers = list(_everything(feed))
    assert len(answers) > 50
    for path, answer in answers:
        assert answer.status_code == 200, path
        for secret in (SECRET, "assurer_email", '"x_', "null", '""'):
            assert secret not in answer.text, (path, secret)
    for item in feed.get("/services", params={"search": SECRET}).json()["contents"]:
        raise AssertionError(item)


def test_answers_pass_the_profile(feed: Served):
    shapes = {"services": ("service_list", "service"), "service_at_locations": ("service_at_location_list",)}
    shapes["service_at_locations"] += ("service_at_location",)
    for name, (listed, one) in shapes.items():
        for page in _all_pages(feed, name):
            for item in page["contents"]:
                assert profile_errors(listed, item) == []
                assert profile_errors(one, feed.get(f"/{name}/{item['id']}").json()) == []


def test_every_answer_may_be_read_from_any_website_and_kept_five_minutes(feed: Served):
    for path, answer in _everything(feed):
        assert answer.headers[CORS] == "*", path
        assert "max-age=300" in answer.headers["cache-control"]
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["etag"].strip('"')
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("/services/no-such-id", 404, "/services"),
        ("/services/00000000-0000-5000-8000-000000000000", 404, "/services"),
        ("/organizations", 404, "/services"),
        ("/services/a/b", 404, "/services"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "/services"),
        ("/services?page=zero", 400, "page"),
        ("/services?per_page=1000", 400, "1 to 100"),
        ("/services?search=", 400, "search"),
        ("/services?full=true", 400, "There are"),
        ("/services?page=1&page=2", 400, "once"),
        ("/?page=1", 400, "no parameters"),
        ("/service_at_locations?proximity=10", 400, "postcode"),
    ],
)
def test_errors_say_what_to_do_and_may_be_read_too(feed: Served, path: str, status: int, hint: str):
    answer = feed.get(path)
    expect_error(answer, status)
    assert hint in answer.json()["error"]["message"]
    assert answer.headers[CORS] == "*" and answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_reading_is_possible(feed: Served, method: str):
    for path in ("/", "/services"):
        answer = requests.request(method, f"{feed.url}{path}", json={}, timeout=SECONDS)
        expect_error(answer, 405)
        assert answer.headers[CORS] == "*" and answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_browser_may_ask_first(feed: Served):
    asked = {"origin": "https://elsewhere.example.org", "access-control-request-method": "GET"}
    for path in ("/", "/services", "/services/x"):
        answer = requests.options(f"{feed.url}{path}", headers=asked, timeout=SECONDS)
        assert answer.status_code == 204 and answer.content == b""
        assert answer.headers[CORS] == "*" and "GET" in answer.headers["access-control-allow-methods"]
        assert "If-None-Match" in answer.headers["access-control-allow-headers"]


def test_head_is_get_without_the_body(feed: Served):
    for path in ("/", "/services"):
        head, get = requests.head(f"{feed.url}{path}", timeout=SECONDS), feed.get(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("etag", "cache-control", "content-type", "content-length", CORS):
            assert head.headers[name] == get.headers[name]


def test_what_has_not_changed_is_not_sent_again(feed: Served):
    first = feed.get("/services")
    tag = first.headers["etag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = feed.get("/services", headers={"if-none-match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag and again.headers[CORS] == "*"
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert feed.get("/services", headers={"if-none-match": '"other"'}).status_code == 200
    assert feed.get("/taxonomies", headers={"if-none-match": tag}).status_code == 200


def test_filters_work_over_http(feed: Served):
    assert feed.get("/services", params={"minimum_age": 8, "search": "swim"}).json()["total_items"] == 2
    assert feed.get("/service_at_locations?postcode=CV6%201AA&proximity=1000").json()["total_items"] == 2
    assert feed.get("/services?modified_after=2999-01-01").json()["empty"]
    assert feed.get("/services?modified_after=2026-11-01T00:00:00+00:00").json()["total_items"] == 1


def test_the_host_cannot_put_anything_into_the_root(feed: Served):
    answer = feed.get("/", headers={"host": 'evil"><script>'})
    assert "script" not in answer.text


def test_other_routes_are_not_open(feed: Served):
    elsewhere = requests.get(feed.url.removesuffix("/oruk/v3") + "/elsewhere", timeout=SECONDS)
    assert elsewhere.status_code == 200 and CORS not in elsewhere.headers


def test_a_change_of_the_files_is_served_without_restart(feed: Served):
    tag = feed.get("/services").headers["etag"]
    path = feed.content / "local_offer" / "manifest.json"
    text = path.read_text(encoding="utf-8")
    for changed, expected in ((json.dumps({"publisher": "Nobody"}), 2), (text, 3)):
        path.write_text(changed, encoding="utf-8")
        for _ in range(SECONDS * 10):
            if feed.get("/services").json()["total_items"] == expected:
                break
            time.sleep(0.1)
        assert feed.get("/services").json()["total_items"] == expected
    assert feed.get("/services").headers["etag"] == tag


def test_the_guide_serves_the_feed_and_opens_nothing_else(http: ServedGuide):
    url = f"{http.base_url}/oruk/v3"
    page = requests.get(f"{url}/services", timeout=SECONDS)
    assert page.status_code == 200 and page.headers[CORS] == "*"
    for item in page.json()["contents"]:
        assert profile_errors("service_list", item) == []
        assert profile_errors("service", requests.get(f"{url}/services/{item['id']}", timeout=SECONDS).json()) == []
    expect_error(requests.get(f"{url}/nothing", timeout=SECONDS), 404)
    origin = {"origin": "https://elsewhere.example.org"}
    for path in ("/", "/healthz", "/page.css", "/takeaways/checklist", "/nothing", "/oruk"):
        assert CORS not in requests.get(f"{http.base_url}{path}", headers=origin, timeout=SECONDS).headers, path
    for method in ("POST", "OPTIONS"):
        answer = requests.request(method, f"{http.base_url}/api/v1/sessions", headers=origin, json={}, timeout=SECONDS)
        assert CORS not in answer.headers
