"""The client that asks councils' feeds: what it refuses, what it tries again, and what it says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timezone
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from sendguide.directory.importing.addresses import NotAllowed, Rules
from sendguide.directory.importing.answer import Answer, FetchError
from sendguide.directory.importing.fetch import Client, Limits
from sendguide.errors import GuideError
from tests.support.certificates import own_certificate
from tests.support.http_replay import Asked, Reply, as_json, serving

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
QUICK = Limits(connect=5, silence=5, total=5, size=10_000, tries=3, first_wait=1, longest_wait=60)
SLOW = Limits(connect=5, silence=0.3, total=0.5, tries=1)
GOOD = as_json({"ok": True})


def client(
    *hosts: str, waits: list[float] | None = None, limits: Limits = QUICK, loopback: bool = True, **changes: Any
) -> Client:
    """A client that may ask some hosts of this computer, and writes down its waits instead of waiting."""
    noted: list[float] = [] if waits is None else waits
    rules = Rules.of(hosts, allow_loopback=loopback)
    options = {"contact": "team@example.org", "chance": lambda: 0.5, "now": lambda: NOW, "sleep": noted.append}
    return Client(rules, limits=limits, **{**options, **changes})


def answer_to(replies: list[Reply], *, waits: list[float] | None = None, limits: Limits = QUICK) -> Answer:
    """What the client makes of some replies, given one after the other."""
    coming = iter(replies)
    with serving(lambda _: next(coming)) as served:
        return client(served.host, waits=waits, limits=limits).get(f"{served.url}/services")


def test_json_is_read_and_says_who_asks():
    with serving(lambda _: as_json({"ok": True}, headers={"ETag": '"7"'})) as served:
        answer = client(served.host).get(f"{served.url}/services", params={"page": 2})
    assert (answer.json(), answer.etag, answer.status) == ({"ok": True}, '"7"', 200)
    asked = served.asked[0]
    assert asked.query == {"page": "2"}
    assert "team@example.org" in asked.headers["user-agent"]
    assert "cookie" not in asked.headers and "authorization" not in asked.headers


def test_without_a_contact_nothing_is_asked():
    with pytest.raises(GuideError, match="SENDGUIDE_IMPORT_CONTACT"):
        client("feed.example.org", contact=" ")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://feed.example.org/services", "https://"),
        ("ftp://feed.example.org/services", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https://other.example.org/services", "SENDGUIDE_IMPORT_HOSTS"),
        ("https://feed.example.org.evil.example/", "SENDGUIDE_IMPORT_HOSTS"),
        ("https://feed.example.org:8443/", "SENDGUIDE_IMPORT_HOSTS"),
        ("https://feed.example.org@evil.example/", "user name"),
        ("https://feed.example.org:port/", "cannot be read"),
        ("https:///services", "SENDGUIDE_IMPORT_HOSTS"),
    ],
)
def test_an_address_that_is_not_allowed_is_refused_before_anything_is_sent(url: str, why: str):
    resolve = pytest.fail
    with pytest.raises(NotAllowed, match=why):
        client("feed.example.org", resolve=resolve).get(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "0.0.0.0",  # noqa: S104
        "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "::ffff:127.0.0.1",
    ],
)  # fmt: skip
def test_a_name_that_leads_into_an_inner_network_is_refused(address: str):
    def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", address]

    with pytest.raises(NotAllowed, match="not a public address"):
        client("feed.example.org", loopback=False, resolve=resolve).get("https://feed.example.org/services")


def test_public_addresses_may_be_asked():
    rules = Rules.of(["feed.example.org"])
    found = ["93.184.216.34", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d822"]
    assert rules.checked_addresses("feed.example.org", 443, lambda *_: found) == found


def test_a_name_is_looked_up_once_a_connection_and_that_very_address_is_asked():
    """DNS rebinding: the second look-up would lead inside, but there is none."""
    with serving(lambda _: GOOD) as served:
        answers = cycle([["127.0.0.1"], ["10.0.0.1"]])
        port = served.host.rpartition(":")[2]
        answer = client(f"localhost:{port}", resolve=lambda *_: next(answers)).get(f"http://localhost:{port}/")
    assert answer.json() == {"ok": True}


def test_http_is_for_this_computer_and_for_tests_only():
    with serving(lambda _: GOOD) as served:
        with pytest.raises(NotAllowed, match="https://"):
            client(served.host, loopback=False).get(served.url)
        with pytest.raises(NotAllowed, match="https://"):
            client("feed.example.org", loopback=True).get("http://feed.example.org/")
    assert served.asked == []


def test_https_is_asked_and_its_certificate_is_checked(tmp_path: Path):
    tls, authorities = own_certificate(tmp_path)
    with serving(lambda _: GOOD, tls=tls) as served:
        assert client(served.host, authorities=authorities).get(f"{served.url}/services").json() == {"ok": True}
        waits: list[float] = []
        with pytest.raises(FetchError, match=r"certificate .* is not valid"):
            client(served.host, waits=waits).get(f"{served.url}/services")
    assert len(served.asked) == 1 and waits == []


def test_a_certificate_for_another_host_is_refused_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tls, authorities = own_certificate(tmp_path, host="127.0.0.2")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authorities))
    with serving(lambda _: GOOD, tls=tls) as served:
        for trusted in (None, authorities):
            with pytest.raises(FetchError, match=r"certificate .* is not valid"):
                client(served.host, authorities=trusted).get(served.url)
    assert served.asked == []


def test_a_trickle_is_cut_over_https_too(tmp_path: Path):
    tls, authorities = own_certificate(tmp_path)
    slow = Reply(b"{}" + b" " * 500, pause=0.05)
    with serving(lambda _: slow, tls=tls) as served, pytest.raises(FetchError, match="in time"):
        client(served.host, limits=SLOW, authorities=authorities).get(served.url)


def test_a_host_is_checked_again_where_it_is_connected_to(monkeypatch: pytest.MonkeyPatch):
    """Two readers of one address can see two hosts in it."""
    with serving(lambda _: GOOD) as served, pytest.raises(NotAllowed, match="SENDGUIDE_IMPORT_HOSTS"):
        asking = client("feed.example.org")
        monkeypatch.setattr(Rules, "check_url", lambda self, url: None)
        asking.get(served.url)
    assert served.asked == []


def test_the_words_of_a_server_are_not_repeated():
    with pytest.raises(FetchError) as raised:
        answer_to([Reply(status=403, reason="\x1b[31mBuy now")])
    assert "403 (Forbidden)" in str(raised.value) and "Buy" not in str(raised.value)


def test_a_redirect_on_the_same_host_is_followed():
    def answering(asked: Asked) -> Reply:
        return GOOD if asked.path == "/new" else Reply(status=301, headers={"Location": "/new"})

    with serving(answering) as served:
        assert client(served.host).get(f"{served.url}/old").json() == {"ok": True}


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("https://other.example.org/", "SENDGUIDE_IMPORT_HOSTS"),
        ("http://169.254.169.254/latest/meta-data", "https://"),
        ("http://listed.example.org/", "https://"),
        ("https://10.0.0.1/", "not a public address"),
        ("https://inside.example.org/", "not a public address"),
        ("file:///etc/passwd", "https://"),
    ],
)
def test_a_redirect_elsewhere_is_refused(target: str, why: str):
    hosts = ("10.0.0.1", "listed.example.org", "inside.example.org")

    def resolve(host: str, port: int) -> list[str]:
        return {"inside.example.org": ["192.168.0.7"]}.get(host, [host])

    reply = Reply(status=302, headers={"Location": target})
    with serving(lambda _: reply) as served, pytest.raises(NotAllowed, match=why):
        client(served.host, *hosts, resolve=resolve).get(served.url)
    assert len(served.asked) == 1


def test_redirects_in_a_circle_end():
    reply = Reply(status=302, headers={"Location": "/again"})
    with serving(lambda _: reply) as served, pytest.raises(FetchError, match="again and again"):
        client(served.host).get(served.url)
    assert len(served.asked) == QUICK.redirects + 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_with_longer_waits(status: int):
    waits: list[float] = []
    assert answer_to([Reply(status=status), Reply(status=status), GOOD], waits=waits).json() == {"ok": True}
    assert waits == [1.25, 2.5]  # 1 and 2 seconds, each with half of the half by chance


@pytest.mark.parametrize("status", [400, 401, 403, 405, 418, 501])
def test_what_will_not_pass_is_asked_once(status: int):
    waits: list[float] = []
    with pytest.raises(FetchError, match=str(status)):
        answer_to([Reply(status=status), GOOD], waits=waits)
    assert waits == []


def test_it_gives_up_and_says_how_often_it_asked():
    with pytest.raises(FetchError, match=r"answered 503 .* Asked 3 times"):
        answer_to([Reply(status=503)] * 3)


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("7", [7.0]),
        ("0", [1.25]),
        ("Mon, 23 Nov 2026 12:00:30 GMT", [30.0]),
        ("Mon, 23 Nov 2026 11:00:00 GMT", [1.25]),
        ("soon", [1.25]),
        ("-5", [1.25]),
    ],
)
def test_a_server_that_names_a_time_is_given_it(said: str, waits: list[float]):
    waited: list[float] = []
    answer_to([Reply(status=429, headers={"Retry-After": said}), GOOD], waits=waited)
    assert waited == waits


@pytest.mark.parametrize("said", ["3600", "Mon, 23 Nov 2026 13:00:00 GMT"])
def test_a_server_that_wants_an_hour_is_not_asked_sooner(said: str):
    waits: list[float] = []
    with pytest.raises(FetchError, match="wait 3600 seconds"):
        answer_to([Reply(status=429, headers={"Retry-After": said}), GOOD], waits=waits)
    assert waits == []


@pytest.mark.parametrize("status", [304, 404, 410])
def test_not_changed_and_not_there_are_answers(status: int):
    assert answer_to([Reply(status=status, kind="text/html")]).status == status


def test_the_tag_of_a_copy_is_sent():
    with serving(lambda _: GOOD) as served:
        client(served.host).get(served.url, etag='"7"')
    assert served.asked[0].headers["if-none-match"] == '"7"'


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b'{"slow": "' + b"x" * 1000 + b'"}', pause=0.05),
        Reply(b"{}", headers={f"X-{number}": "x" for number in range(80)}, header_pause=0.05),
        Reply(b"{}", headers={"X-1": "x"}, header_pause=2),
    ],
    ids=["body", "headers", "silence"],
)
def test_an_answer_that_trickles_is_cut(reply: Reply):
    with pytest.raises(FetchError, match="in time"):
        answer_to([reply], limits=SLOW)


def test_when_the_time_is_up_nothing_more_is_read():
    with pytest.raises(FetchError, match="in time"):
        answer_to([GOOD], limits=Limits(total=0.0, tries=1))


def test_a_late_answer_is_asked_for_again():
    slow = Reply(b"{}" + b" " * 100, pause=0.05)
    limits = Limits(connect=5, silence=5, total=0.5, tries=2)
    assert answer_to([slow, GOOD], limits=limits).json() == {"ok": True}


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(b"<h1>Welcome</h1>", kind="text/html; charset=utf-8"), "not JSON"),
        (Reply(b"{}", kind=""), "unnamed format"),
        (Reply(b"{}", kind="application/jsonp"), "not JSON"),
        (as_json({"words": "x" * 20_000}), "larger than 10,000 bytes"),
        (as_json({"words": "x" * 20_000}, chunked=True), "larger than 10,000 bytes"),
        (Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}), "larger than 10,000 bytes"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "says it is packed as gzip but is not"),
        (Reply(b"{}", headers={"Content-Encoding": "br"}), "packed as br"),
    ],
)
def test_an_answer_that_cannot_be_used_is_not_tried_again(reply: Reply, why: str):
    waits: list[float] = []
    with pytest.raises(FetchError, match=why):
        answer_to([reply, GOOD], waits=waits, limits=Limits(size=100_000 if "packed" in why else 10_000))
    assert waits == []


def test_a_packed_answer_is_unpacked():
    body = gzip.compress(json.dumps({"words": "x" * 5_000}).encode())
    assert answer_to([Reply(body, headers={"Content-Encoding": "gzip"})]).json() == {"words": "x" * 5_000}


@pytest.mark.parametrize("chunked", [False, True])
def test_chunks_and_lengths_are_both_read(chunked: bool):
    assert answer_to([as_json([1, 2, 3], chunked=chunked)]).json() == [1, 2, 3]


@pytest.mark.parametrize(
    "cut",
    [
        Reply(b'{"ok": tr', said_length=500),
        Reply(gzip.compress(b'{"ok": true}')[:-6], headers={"Content-Encoding": "gzip"}),
    ],
)
def test_an_answer_that_breaks_off_is_asked_for_again(cut: Reply):
    waits: list[float] = []
    assert answer_to([cut, GOOD], waits=waits).json() == {"ok": True}
    assert waits == [1.25]
    with pytest.raises(FetchError, match="broke off in the middle"):
        answer_to([cut] * 3)


@pytest.mark.parametrize("body", [b'{"contents": [{"id"', b"", b"[NaN]", b"[" * 100_000, b"\xff\xfe\xfa", b"9" * 9_000])
def test_json_that_is_not_whole_is_refused(body: bytes):
    answer = answer_to([Reply(body)], limits=Limits(size=200_000))
    with pytest.raises(FetchError, match="not whole, valid JSON"):
        answer.json()


@pytest.mark.parametrize(
    ("resolve", "why"),
    [
        (lambda *_: (_ for _ in ()).throw(OSError("no such host")), "was not found"),
        (lambda *_: [], "connection to .* failed"),
    ],
)
def test_a_host_that_cannot_be_reached_is_told(resolve: Callable[[str, int], list[str]], why: str):
    with pytest.raises(FetchError, match=why):
        client("feed.example.org", resolve=resolve).get("https://feed.example.org/services")


def test_a_server_that_is_down_is_told():
    with serving(lambda _: GOOD) as served:
        served.url += "/services/mediation-certificate-resolve"  # words that are no reason
    with pytest.raises(FetchError, match=r"connection to .* failed.*Asked 3 times"):
        client(served.host).get(served.url)


def test_the_environment_cannot_send_it_through_a_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert answer_to([GOOD]).json() == {"ok": True}
