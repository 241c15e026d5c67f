"""Makes what a source says fit our schema: each field read as what the schema says it is, the rest left out.

`content/local_offer/schema.json` is the only list of fields, so a field added there is imported from then on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Optional

from sendguide.directory.faults import SCHEMA
from sendguide.directory.ids import is_uuid, record_id
from sendguide.directory.importing.completing import AGREE, COMPLETE
from sendguide.directory.importing.fields import COUNTRIES, KIND_OF_LIST, ONE_LINE, OPEN_PARTS, READERS
from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.normalise import number_of
from sendguide.directory.importing.phones import telephone_numbers
from sendguide.directory.importing.privacy import is_hidden

Json = dict[str, Any]

MOST_PARTS = 500
"""Parts of one kind in one service: the largest real list is a tenth of this."""


@lru_cache(maxsize=1)
def _schema() -> Json:
    found: Json = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


class Fitter:
    """Fits the parts of one service.

    Args:
        service_id: its id, from which ids of its parts are made that are no UUIDs at the source.
        source: the name of the source.
        note: is told what was left out.
    """

    def __init__(self, *, service_id: str, source: str, note: Callable[[str], None]) -> None:
        self._service_id = service_id
        self._source = source
        self._note = note

    def service(self, raw: Json) -> Json:
        """A service, without what is only ours (`x_…`)."""
        fields = {name: node for name, node in _schema()["properties"].items() if not name.startswith("x_")}
        found = self._fields(raw, fields)
        found["id"] = self._service_id
        return found

    def _fields(self, raw: Json, fields: Json) -> Json:
        found: Json = {}
        for name, node in fields.items():
            if name in raw and name != "metadata" and raw[name] not in (None, "", [], {}):
                value = self._value(name, node, raw[name])
                if value not in (None, "", [], {}):
                    found[name] = value
        return found

    def _value(self, name: str, node: Json, raw: object) -> Any:
        kind = node.get("$ref", "").rpartition("/")[2]
        node = _schema()["$defs"][kind] if kind else node
        if kind in READERS:
            return self._read(name, READERS[kind], raw)
        if name == "id" or kind == "uuid":
            return str(raw).lower() if isinstance(raw, str) and is_uuid(raw) else None
        if name in OPEN_PARTS and (kind == "others" or node.get("type") == "object"):
            found = list(self._open_parts(name, raw))
            return found if kind == "others" else next(iter(found), None)
        if node.get("type") == "array" or kind == "others":
            return self._list(name, node, raw)
        if node.get("type") == "object":
            return self._object(kind, raw) if isinstance(raw, dict) else None
        return self._scalar(name, node, raw)

    def _read(self, name: str, reader: Callable[[object], Any], raw: object) -> Any:
        found = reader(raw)
        if found is None and line(raw):
            self._note(f"{name} “{line(raw, longest=80)}” cannot be read and was left out.")
        return found

    def _scalar(self, name: str, node: Json, raw: object) -> Any:
        if node.get("type") == "number":
            number = number_of(raw)
            fits = number is not None and node.get("minimum", -math.inf) <= number <= node.get("maximum", math.inf)
            return self._read(name, lambda _: number if fits else None, raw)
        text = line(raw) if name in ONE_LINE else html_to_text(raw)
        if "enum" in node:
            text = next((str(choice) for choice in node["enum"] if str(choice).lower() == text.lower()), "")
        if name == "country":
            text = COUNTRIES.get(text.lower(), text.upper())
        if name in {"byday", "bymonthday"}:
            text = text.upper().replace(" ", "")
        if text and "pattern" in node and not re.search(node["pattern"], text):
            self._note(f"{name} “{text[:80]}” cannot be read and was left out.")
            return None
        return text

    def _list(self, name: str, node: Json, raw: object) -> list[Json]:
        kind = KIND_OF_LIST.get(name) or node.get("items", {}).get("$ref", "").rpartition("/")[2]
        found: dict[str, Json] = {}
        for item in (raw if isinstance(raw, list) else [raw])[:MOST_PARTS]:
            if not isinstance(item, dict) or kind not in _schema()["$defs"]:
                continue
            for part in self._phones(item) if kind == "phone" else [self._object(kind, item)]:
                if part is not None:
                    found.setdefault(part["id"], part)
        return list(found.values())

    def _object(self, kind: str, raw: Json) -> Optional[Json]:
        if is_hidden(raw):
            return None
        node = _schema()["$defs"][kind]
        found = self._fields(COMPLETE.get(kind, dict)(raw), node["properties"])
        if not set(found) - {"id", "location_type"}:
            return None
        found.setdefault("id", self._id(kind, raw, found))
        AGREE.get(kind, _as_it_is)(found, raw)
        missing = [name for name in node["required"] if name not in found]
        if missing:
            self._note(f"{kind.replace('_', ' ')} “{_shown(found)}” was left out: it has no {', '.join(missing)}.")
            return None
        return found

    def _id(self, kind: str, raw: Json, found: Json) -> str:
        key = line(raw.get("id")) or json.dumps(found, sort_keys=True, ensure_ascii=False)
        # An organization, a place and a term may be shared by services; all else belongs to one.
        owner = self._source if kind in {"organization", "location", "taxonomy_term"} else self._service_id
        return record_id(kind, owner, key)

    def _phones(self, raw: Json) -> Iterator[Json]:
        if is_hidden(raw):
            return
        numbers, unread = telephone_numbers(raw.get("number"))
        if unread:
            self._note(f"telephone number “{unread}” cannot be read and was left out.")
        rest = self._fields(raw, {k: v for k, v in _schema()["$defs"]["phone"]["properties"].items() if k != "number"})
        for index, number in enumerate(numbers):
            found = {"number": number.number, **rest}
            described = ", ".join(part for part in (rest.get("description"), number.note) if part)
            found |= {"description": described} if described else {}
            if number.extension:
                found["extension"] = int(number.extension)
            if number.kind != "voice":
                found.setdefault("type", number.kind)
            if index or "id" not in found:
                found["id"] = record_id("phone", self._service_id, line(raw.get("id")), number.number, described)
            yield found

    def _open_parts(self, name: str, raw: object) -> Iterator[Json]:
        kind, readers = OPEN_PARTS[name]
        for item in (raw if isinstance(raw, list) else [raw])[:MOST_PARTS]:
            if not isinstance(item, dict) or is_hidden(item):
                continue
            read = ((field, reader(item.get(field))) for field, reader in readers.items())
            found: Json = {field: value for field, value in read if value not in (None, "")}
            if found:
                own = line(item.get("id"))
                yield {"id": own.lower() if is_uuid(own) else self._id(kind, item, found), **found}


def _shown(found: Json) -> str:
    return ", ".join(str(value) for key, value in found.items() if isinstance(value, str) and key != "id")[:80]


def _as_it_is(found: Json, raw: Json) -> None:
    """Nothing to bring in line."""
