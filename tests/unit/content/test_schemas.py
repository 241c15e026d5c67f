"""The JSON Schemas beside the content are written from the models, and old ones are noticed."""

from __future__ import annotations

import json
from pathlib import Path

from sendguide.content.schemas import check_schemas, schemas, write_schemas


def test_schemas_that_were_just_written_are_up_to_date(tmp_path: Path):
    write_schemas(tmp_path)
    assert check_schemas(tmp_path) == []


def test_a_schema_that_is_old_or_missing_is_reported_with_the_command_that_mends_it(tmp_path: Path):
    write_schemas(tmp_path)
    (tmp_path / "answer.json").write_text("{}", encoding="utf-8")
    (tmp_path / "facts.json").unlink()
    found = {problem.file: problem.remedy for problem in check_schemas(tmp_path)}
    assert set(found) == {"content/schema/answer.json", "content/schema/facts.json"}
    assert all("--write-schemas" in remedy for remedy in found.values())


def test_schemas_refuse_unknown_keys():
    found = {name: json.loads(text) for name, text in schemas().items()}
    records = [schema.get("items", schema) for schema in found.values()]
    assert all(record["additionalProperties"] is False for record in records)


def test_a_list_schema_keeps_the_definitions_that_its_items_point_to():
    facts = json.loads(schemas()["facts.json"])
    assert {"FactSource", "Confidence"} <= set(facts["definitions"])
