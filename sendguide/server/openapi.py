"""The description of the API (`openapi.yml`), served as JSON, which the tests hold against the server."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.server.guard import Guard

FILE = Path(__file__).parent / "openapi.yml"
PATH = "/api/v1/openapi.json"


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The description as JSON-ready values."""
    found: dict[str, Any] = json.loads(json.dumps(YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))))
    return found


def openapi_route(guard: Guard) -> Blueprint:
    """`GET /api/v1/openapi.json`.

    Args:
        guard: how often it may be asked for.
    """
    routes = Blueprint("openapi")

    async def show(request: Request) -> HTTPResponse:
        await guard.count("calls", request)
        return response.json(description())

    guard.add_route(routes, "GET", PATH, show)
    return routes
