"""The chat window's files for other websites: `/widget.js` (the newest) and `/widget/<version>/…` (never changed)."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.server.errors import ApiError, api_errors
from sendguide.server.static_files import FOREVER, REVALIDATED, TYPES, StaticFile
from sendguide.settings import PROJECT

DIST = PROJECT / "widget" / "dist"
LAUNCHER = "widget.js"
FILES = (LAUNCHER, "chat.js", "chat.css")
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+", re.ASCII)
FOR_ALL = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""Every website may load these files: they hold nothing of anybody. Which may chat is another matter (`Origins`)."""


@dataclass(frozen=True)
class WidgetFiles:
    """All built versions, the newest last."""

    versions: dict[str, dict[str, StaticFile]]

    @classmethod
    def read(cls, dist: Path = DIST) -> WidgetFiles:
        """Reads what has been built; without a build there are none."""
        folders = [path for path in dist.glob("*") if VERSION.fullmatch(path.name)] if dist.is_dir() else []
        folders.sort(key=lambda folder: tuple(map(int, folder.name.split("."))))
        return cls({folder.name: _files_of(folder) for folder in folders if (folder / LAUNCHER).is_file()})

    @property
    def newest(self) -> str:
        """The newest version; empty when nothing has been built."""
        return next(reversed(self.versions), "")

    def find(self, version: str, name: str) -> StaticFile:
        """One file.

        Raises:
            ApiError: 404 when there is none.
        """
        found = self.versions.get(version, {}).get(name)
        if found is None:
            raise ApiError(404, "not_found")
        return found

    def integrity(self, version: str) -> str:
        """The hash by which a website can pin a version's launcher (SRI)."""
        digest = hashlib.sha384(self.find(version, LAUNCHER).data).digest()
        return f"sha384-{base64.b64encode(digest).decode()}"


def _files_of(folder: Path) -> dict[str, StaticFile]:
    paths = [folder / name for name in FILES if (folder / name).is_file()]
    return {path.name: StaticFile.of(path.read_bytes(), TYPES[path.suffix]) for path in paths}


def widget_routes(files: WidgetFiles) -> Blueprint:
    """The routes of the files.

    Args:
        files: what has been built.
    """
    routes = Blueprint("widget")

    @routes.route(f"/{LAUNCHER}", methods=["GET", "HEAD"], name="newest")
    @api_errors
    async def newest(request: Request) -> HTTPResponse:
        return files.find(files.newest, LAUNCHER).answer(request, cache=REVALIDATED, headers=FOR_ALL)

    @routes.route("/widget/<version:str>/<name:str>", methods=["GET", "HEAD"], name="of_version")
    @api_errors
    async def of_version(request: Request, version: str, name: str) -> HTTPResponse:
        return files.find(version, name).answer(request, cache=FOREVER, headers=FOR_ALL)

    return routes
