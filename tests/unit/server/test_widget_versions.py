"""Which versions of the chat window are served, from a folder of builds; and whether a browser takes gzip."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sanic.request import Request

from sendguide.server.errors import ApiError
from sendguide.server.static_files import StaticFile
from sendguide.server.widget import WidgetFiles


def _built(dist: Path, version: str, *names: str) -> None:
    (dist / version).mkdir(parents=True)
    for name in names:
        (dist / version / name).write_text(f"{version} {name}", encoding="utf-8")


def test_all_versions_stay_and_the_newest_is_the_highest(tmp_path: Path) -> None:
    for version in ("1.10.0", "1.9.0", "1.2.11"):
        _built(tmp_path, version, "widget.js", "chat.js", "chat.css", "integrity.json")
    files = WidgetFiles.read(tmp_path)
    assert files.newest == "1.10.0"
    assert files.find("1.9.0", "chat.js").data == b"1.9.0 chat.js"
    for version, name in (("1.9.0", "integrity.json"), ("1.9.1", "chat.js"), ("..", "widget.js")):
        with pytest.raises(ApiError) as caught:
            files.find(version, name)
        assert caught.value.status == 404


def test_what_is_no_version_or_not_whole_is_left_out(tmp_path: Path) -> None:
    for name in ("1.0", "next", "1.0.0-beta"):
        _built(tmp_path, name, "widget.js")
    _built(tmp_path, "3.0.0", "chat.js")
    assert WidgetFiles.read(tmp_path).versions == {}
    assert WidgetFiles.read(tmp_path / "none").newest == ""


@pytest.mark.parametrize(
    ("accepted", "is_short"),
    [("", False), ("identity", False), ("gzip", True), ("br;q=1.0, GZIP;q=0.5", True), ("gzip;q=0", False),
     ("gzip; q=0.0, br", False), ("gzip;q=0.01", True)],
)  # fmt: skip
def test_gzip_is_for_those_who_take_it(accepted: str, is_short: bool) -> None:
    request = cast(Request, SimpleNamespace(headers={"accept-encoding": accepted} if accepted else {}))
    answer = StaticFile.of(b"a" * 1000, "text/css").answer(request, cache="no-cache")
    assert ("content-encoding" in answer.headers) is is_short
    assert (len(answer.body or b"") < 1000) is is_short
