"""The last steps that all readers share: from Open Referral fields as a source gives them to a record of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Optional

from sendguide.directory.ids import is_uuid, record_id
from sendguide.directory.importing.fitting import Fitter
from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.mapping import Mapping, Value
from sendguide.directory.importing.parsed import Findings, Note, Rejected
from sendguide.directory.importing.referral import tells_a_way
from sendguide.directory.records import validate
from sendguide.directory.terms import CATEGORY, SECTOR, Terms

Json = dict[str, Any]

LONGEST_NAME = 200
LONGEST_ID = 200
_STATUSES = {
    "active": "active inactive-no published live open current approved",
    "inactive": "inactive draft archived suspended pending paused dormant unpublished hidden",
    "defunct": "defunct closed discontinued ended deleted",
    "temporarily closed": "temporarily-closed temporarily_closed",
}
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words.split()}


@dataclass(frozen=True)
class Origin:
    """Where records come from and what they are read with.

    Attributes:
        system: as in `x_source.system`: `oruk`, `openobjects` or `outpost`.
        table: the same as `mapping.csv` calls it: `oruk`, `kb5` or `outpost`.
        source: our name of the source.
    """

    system: str
    table: str
    source: str
    terms: Terms
    mapping: Mapping


@dataclass(frozen=True)
class Draft:
    """A service of a source in the fields of HSDS 3, not yet cleaned.

    Attributes:
        where: its place in the source, for reports.
        raw: the fields; values may be anything.
        id: its id at the source; anything.
        values: what it says of itself, to be mapped to our terms.
        send: our `x_send` without `local_offer`.
        in_local_offer: what the source says of that; None when nothing, and then the terms decide.
        page: its page at the source, if that is known.
    """

    where: str
    raw: Json
    id: object
    values: tuple[Value, ...] = ()
    send: Json = field(default_factory=dict)
    in_local_offer: Optional[bool] = None
    page: Optional[str] = None


def finish(draft: Draft, origin: Origin, findings: Findings) -> Json:
    """A record that follows our schema.

    Raises:
        Rejected: when it has no name, no id or no way to be reached, or does not follow the schema even so.
    """
    name = line(draft.raw.get("name"), longest=LONGEST_NAME)
    own_id = line(draft.id, longest=LONGEST_ID)
    where = draft.where or own_id or "a record"
    if not name:
        raise Rejected(where, "", "it has no name.")
    if not own_id:
        raise Rejected(where, name, "it has no id, so it could not be known again next time.")
    service_id = own_id.lower() if is_uuid(own_id) else record_id("service", origin.source, own_id)

    def note(text: str) -> None:
        findings.notes.append(Note(where, name, text))

    raw = {**draft.raw, "name": name, "status": _status(draft.raw.get("status"), note)}
    record = Fitter(service_id=service_id, source=origin.source, note=note).service(raw)
    record.setdefault("description", name)
    _check_ages(record, note)
    _give_organization(record, origin)
    _give_way_in(record, where)
    mapped = _attributes(record, draft.values, origin, findings.unmapped)
    is_local_offer = mapped if draft.in_local_offer is None else draft.in_local_offer
    record["x_send"] = {"local_offer": is_local_offer, **draft.send}
    record["x_governance"] = {"owner": origin.source, "verified_on": None}
    if draft.page:
        record["x_governance"]["verified_from"] = [draft.page]
    record["x_source"] = {"system": origin.system, "source": origin.source, "id": own_id}
    problems = validate(record)
    if problems:
        raise Rejected(where, name, problems[0])
    return record


def _status(value: object, note: Any) -> str:
    text = line(value).lower()
    if not text:
        return "active"  # it was published
    found = _STATUS_OF.get(text.replace(" ", "-")) or _STATUS_OF.get(text)
    if found is None:
        note(f"status “{text[:80]}” is not known, so it is not shown.")
    return found or "inactive"


def _check_ages(record: Json, note: Any) -> None:
    low, high = record.get("minimum_age"), record.get("maximum_age")
    if low is not None and high is not None and low > high:
        note(f"its ages are the wrong way round ({low} to {high}) and were left out.")
        del record["minimum_age"], record["maximum_age"]
    elif low == high == 0:
        note("its ages are 0 to 0, which is what programs write for none, and were left out.")
        del record["minimum_age"], record["maximum_age"]


def _give_organization(record: Json, origin: Origin) -> None:
    """Open Referral wants an organization. Where a source names none, the service stands for its own."""
    if "organization" not in record:
        own = record.get("organization_id") or record_id("organization", origin.source, record["name"])
        record["organization"] = {"id": own, "name": record["name"], "description": record["name"]}
    record["organization_id"] = record["organization"]["id"]


def _give_way_in(record: Json, where: str) -> None:
    """Standards D03: a service that nobody can reach helps nobody. Its organization's address does for it.

    "Ask your school" is a way to it too, when the source says it in its own words.
    """
    places = [item.get("location", {}) for item in record.get("service_at_locations", ())]
    holders = (record, *places, *record.get("service_at_locations", ()))
    contacts = [contact for holder in holders for contact in holder.get("contacts", ())]
    shown = (record, *record.get("contacts", ()))
    if any(holder.get(key) for holder in shown for key in ("url", "email", "phones")):
        return
    phones = [phone for holder in (*holders, *contacts) for phone in holder.get("phones", ())]
    organization = record["organization"]
    borrowed = {
        "phones": phones or organization.get("phones"),
        "email": next((contact["email"] for contact in contacts if "email" in contact), organization.get("email")),
        "url": next((place["url"] for place in places if "url" in place), organization.get("website")),
    }
    if not any(borrowed.values()) and not tells_a_way(record.get("application_process", "")):
        raise Rejected(where, record["name"], "it has no telephone number, e-mail or web address that can be used.")
    record.update({key: value for key, value in borrowed.items() if value})


def _attributes(record: Json, values: Iterable[Value], origin: Origin, unmapped: Counter[str]) -> bool:
    """Replaces our own among the attributes, adds what the table says, and tells whether either named a heading."""
    ours = {term.record["id"]: code for code, term in origin.terms.by_code.items()}
    codes: dict[str, None] = {}
    theirs: list[Json] = []
    for item in record.get("attributes", ()):
        code = ours.get(item["taxonomy_term"]["id"])
        if code is None:
            theirs.append(item)
        else:
            codes[code] = None
    known = [_names(item) for item in theirs]
    codes.update(dict.fromkeys(origin.mapping.terms_for(origin.table, (*known, *values), unmapped=unmapped)))
    kinds = {origin.terms.by_code[code].link_type for code in codes if code in origin.terms.by_code}
    for code in origin.mapping.default:
        if (term := origin.terms.by_code.get(code)) and term.link_type not in kinds & {CATEGORY, SECTOR}:
            codes.setdefault(code)
    ordered = [code for code in origin.terms.by_code if code in codes]
    record["attributes"] = [origin.terms.attribute(record["id"], code) for code in ordered] + theirs
    return CATEGORY in kinds


def _names(attribute: Json) -> tuple[str, ...]:
    term = attribute["taxonomy_term"]
    return tuple(term[key] for key in ("name", "code", "term_uri") if key in term)


def dicts(value: Any) -> list[Json]:
    """The objects in a list, or the one object; nothing for anything else."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def joined(*parts: object) -> str:
    """Texts one under another, without those that are empty or said twice."""
    texts = (html_to_text(part) for part in parts)
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
