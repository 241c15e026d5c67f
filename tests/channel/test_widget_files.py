"""The chat window's files over HTTP: for every website, short, checked or kept for ever, nothing beside them."""

from __future__ import annotations

import base64
import gzip
import hashlib

import pytest
import requests

from sendguide.server.headers import SAFE
from sendguide.server.widget import DIST, FILES, WidgetFiles
from tests.support.api import expect_error
from tests.support.server import ServedGuide

SECONDS = 30
NEWEST = WidgetFiles.read().newest
PATHS = ["/widget.js", *(f"/widget/{NEWEST}/{name}" for name in FILES)]
PLAIN = {"accept-encoding": "identity"}
SHORT = {"accept-encoding": "br, gzip"}


def test_the_window_is_built() -> None:
    assert NEWEST, "run `make widget`"


@pytest.mark.parametrize("path", PATHS)
def test_every_website_may_load_it(http: ServedGuide, path: str) -> None:
    answer = requests.get(f"{http.base_url}{path}", headers={"origin": "https://www.example.org"}, timeout=SECONDS)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["content-type"] == f"text/{'css' if path.endswith('.css') else 'javascript'}; charset=utf-8"
    for name in SAFE.keys() - {"cross-origin-resource-policy"}:
        assert answer.headers[name] == SAFE[name]
    assert not {"set-cookie", "server"} & {*map(str.lower, answer.headers)}


@pytest.mark.parametrize("path", PATHS)
def test_it_is_sent_short_to_those_who_can_read_that(http: ServedGuide, path: str) -> None:
    plain = requests.get(f"{http.base_url}{path}", headers=PLAIN, timeout=SECONDS)
    assert "content-encoding" not in plain.headers and plain.headers["vary"] == "Accept-Encoding"
    short = requests.get(
        f"{http.base_url}{path}", headers={"accept-encoding": "br, gzip"}, timeout=SECONDS, stream=True
    )
    sent = short.raw.read(decode_content=False)
    assert short.headers["content-encoding"] == "gzip" and short.headers["vary"] == "Accept-Encoding"
    assert int(short.headers["content-length"]) == len(sent)
    assert gzip.decompress(sent) == plain.content == (DIST / NEWEST / path.rpartition("/")[2]).read_bytes()
    refused = requests.get(f"{http.base_url}{path}", headers={"accept-encoding": "gzip;q=0"}, timeout=SECONDS)
    assert "content-encoding" not in refused.headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_it_is_not_sent_twice(http: ServedGuide, path: str, encoding: str) -> None:
    accept = {"accept-encoding": encoding}
    first = requests.get(f"{http.base_url}{path}", headers=accept, timeout=SECONDS)
    known = {**accept, "if-none-match": f'"other", W/{first.headers["etag"]}'}
    again = requests.get(f"{http.base_url}{path}", headers=known, timeout=SECONDS)
    assert again.status_code == 304 and again.content == b""
    for name in ("etag", "cache-control", "vary", "access-control-allow-origin", "cross-origin-resource-policy"):
        assert again.headers[name] == first.headers[name]
    other = requests.get(f"{http.base_url}{path}", headers={**accept, "if-none-match": '"other"'}, timeout=SECONDS)
    assert other.status_code == 200


def test_the_newest_is_asked_for_each_time_and_a_version_is_kept(http: ServedGuide) -> None:
    kept = {path: requests.head(f"{http.base_url}{path}", timeout=SECONDS).headers["cache-control"] for path in PATHS}
    assert kept.pop("/widget.js") == "no-cache"
    assert set(kept.values()) == {"public, max-age=31536000, immutable"}


def test_the_newest_is_the_launcher_of_the_newest_version(http: ServedGuide) -> None:
    newest, fixed = (requests.get(f"{http.base_url}{path}", timeout=SECONDS).content for path in PATHS[:2])
    assert newest == fixed


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_file(http: ServedGuide, path: str) -> None:
    got = requests.get(f"{http.base_url}{path}", timeout=SECONDS)
    head = requests.head(f"{http.base_url}{path}", timeout=SECONDS)
    assert head.status_code == 200 and head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    "path",
    [
        "/widget",
        "/widget/",
        "/widget/widget.js",
        "/widget/0.0.1/widget.js",
        f"/widget/{NEWEST}/",
        f"/widget/{NEWEST}/texts.json",
        f"/widget/{NEWEST}/integrity.json",
        f"/widget/{NEWEST}/widget.mjs",
        "/widget/../widget/package.json",
        "/widget/%2e%2e/package.json",
        f"/widget/{NEWEST}/..%2f..%2fpackage.json",
        f"/widget/{NEWEST}/%2e%2e%2f%2e%2e%2fbuild.mjs",
        f"/widget/{NEWEST}/sub/widget.js",
    ],
)
def test_nothing_else_is_there(http: ServedGuide, path: str) -> None:
    prepared = requests.Request("GET", http.base_url).prepare()
    prepared.url = f"{http.base_url}{path}"  # as it is: requests would tidy the dots away
    with requests.Session() as session:
        expect_error(session.send(prepared, timeout=SECONDS), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_can_only_be_read(http: ServedGuide, method: str) -> None:
    expect_error(requests.request(method, f"{http.base_url}/widget.js", timeout=SECONDS), 405)


def test_the_hash_to_pin_it_by_is_that_of_the_file() -> None:
    launcher = (DIST / NEWEST / "widget.js").read_bytes()
    wanted = base64.b64encode(hashlib.sha384(launcher).digest()).decode()
    assert WidgetFiles.read().integrity(NEWEST) == f"sha384-{wanted}"
