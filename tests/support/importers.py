"""What tests of the importers share: our terms and table, and the public schema of Open Referral UK where it is."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.records import validate
from sendguide.directory.terms import Terms, read_terms

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content" / "local_offer"
FIXTURES = ROOT / "tests" / "fixtures"
ORUK = Path(os.environ.get("ORUK_SCHEMAS", ROOT.parent / "shared" / "oruk"))

Json = dict[str, Any]


@lru_cache(maxsize=1)
def terms() -> Terms:
    return read_terms(CONTENT / "taxonomies.json")


@lru_cache(maxsize=1)
def mapping() -> Mapping:
    return Mapping.read(CONTENT / "mapping.csv")


def oruk_file(name: str) -> Json:
    """A file of the public schemas and samples; skips the test, saying why, where they are not."""
    path = ORUK / name
    if not path.is_file():
        pytest.skip(f"NOT CHECKED against Open Referral UK: no {name} in ORUK_SCHEMAS (default ../shared/oruk)")
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def oruk_faults(record: Json) -> list[str]:
    """What the compiled UK 3.0 schema finds wrong with a record."""
    validator = jsonschema_rs.Draft202012Validator(oruk_file("schema/service.json"), validate_formats=True)
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(record)]


def text_of(value: Any) -> str:
    """Everything a record says, as one text to search in."""
    return json.dumps(value, ensure_ascii=False)


def assert_valid(record: Json) -> None:
    assert validate(record) == []


def codes(record: Json) -> list[str]:
    """Our terms of a record."""
    known = {term.record["id"] for term in terms().by_code.values()}
    found = (item["taxonomy_term"] for item in record["attributes"])
    return [item["code"] for item in found if item["id"] in known]
