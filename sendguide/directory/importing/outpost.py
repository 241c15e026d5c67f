"""Reads services of an Outpost directory (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sendguide.directory.importing.finishing import Origin, finish
from sendguide.directory.importing.gathering import gather
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.outpost_service import draft_of
from sendguide.directory.importing.parsed import Findings, Json, Parsed, Rejected, Unreadable
from sendguide.directory.terms import Terms


def read_outpost(data: bytes, *, source: str, terms: Terms, mapping: Mapping, today: date) -> Parsed:
    """Reads one JSON document: a service, a list of services, a page (`content`), or a list of pages.

    Args:
        data: the document as it is.
        source: our name of the source; ids of records are made from it.
        terms: our terms.
        mapping: the table from its categories to ours.
        today: the day against which `visible_from` and `visible_to` are judged.

    Raises:
        Unreadable: when it is none of these; a bad service is only rejected.
    """
    findings = Findings()
    origin = Origin("outpost", "outpost", source, terms, mapping)
    services = list(_services(_decoded(data)))

    def results() -> Iterator[tuple[str, Json | Rejected]]:
        for number, service in enumerate(services, 1):
            where = f"record {number}"
            try:
                yield where, _record(service, where, origin, findings, today)
            except Rejected as rejected:
                yield where, rejected

    return gather(results(), findings)


def _record(service: Any, where: str, origin: Origin, findings: Findings, today: date) -> Json:
    if not isinstance(service, dict):
        raise Rejected(where, "", "it is not a service but something else.")
    return finish(draft_of(service, where=where, today=today), origin, findings)


def _decoded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("The file is not UTF-8 text. Fetch it again from Outpost's API.") from error
    except RecursionError as error:
        raise Unreadable("The JSON is nested too deeply to be services. Fetch it again from Outpost's API.") from error
    except ValueError as error:
        raise Unreadable(f"The JSON cannot be read ({error}). Perhaps it was cut off: fetch it again.") from error


def _services(document: Any) -> Iterator[Any]:
    if isinstance(document, dict) and isinstance(document.get("content"), list):
        yield from document["content"]
    elif isinstance(document, list):
        for item in document:
            is_page = isinstance(item, dict) and isinstance(item.get("content"), list)
            yield from item["content"] if is_page else (item,)
    elif isinstance(document, dict) and ("name" in document or "id" in document):
        yield document
    else:
        what = ", ".join(line(key, longest=40) for key in document) if isinstance(document, dict) else "a bare value"
        raise Unreadable(f"This is no answer of Outpost's API: services or `content` are missing (it has: {what}).")
