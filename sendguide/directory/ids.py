"""Ids of records: UUIDs made from a stable key, so that reading the same data again never mints new ones."""

from __future__ import annotations

import uuid

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "sendguide:local-offer")


def record_id(kind: str, *key: str) -> str:
    """The id of a record.

    Args:
        kind: the Open Referral object, such as `service` or `phone`.
        key: what tells it from all others of its kind: the source's name and its id there, or ids of its parents.

    Returns:
        A UUID version 5 (RFC 9562 section 5.5) as text.
    """
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *key))))


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID as Open Referral wants it: with hyphens."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
