"""From a council's files to what we publish: what its systems mark as private does not come out at the other end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sendguide.cli.export import KINDS, run_export
from sendguide.directory.importing.kb5 import read_kb5
from sendguide.directory.importing.outpost import read_outpost
from sendguide.directory.importing.parsed import Parsed
from sendguide.directory.importing.snapshots import source_folder, write_snapshot
from sendguide.settings import Settings
from tests.support.importers import FIXTURES, mapping, terms
from tests.support.published import OPEN_LICENCE, profile_errors
from tests.unit.directory.exporting.conftest import TODAY


def _kb5() -> Parsed:
    data = (FIXTURES / "kb5" / "export.csv").read_bytes()
    return read_kb5(data, source="council", terms=terms(), mapping=mapping(), today=TODAY)


def _outpost() -> Parsed:
    data = (FIXTURES / "outpost" / "page.json").read_bytes()
    return read_outpost(data, source="council", terms=terms(), mapping=mapping(), today=TODAY)


KB5_SECRETS = (
    "hidden lane",
    "hidden cottage",
    "hidden church",
    "hidden person",
    "hidden ward",
    "secretname",
    "nolevelname",
    "admin only",
)
OUTPOST_SECRETS = ("hidden", "privatename", "privatemail", "privatenote", "0999", "cv5 6a", "52.4123", "1.5678")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("read", "secrets"), [(_kb5, KB5_SECRETS), (_outpost, OUTPOST_SECRETS)], ids=["kb5", "outpost"]
)
def test_nothing_private_comes_out(tmp_path: Path, kind: str, read: Callable[[], Parsed], secrets: tuple[str, ...]):
    parsed, snapshots = read(), tmp_path / "snapshots"
    about = {"licence": OPEN_LICENCE, "attribution": "Example", "allow_publish": True}
    write_snapshot(source_folder(snapshots, "council"), parsed.records, about)
    content = tmp_path / "content"
    (content / "local_offer").mkdir(parents=True)
    (content / "local_offer" / "taxonomies.json").write_text(json.dumps(list(terms().taxonomies)), encoding="utf-8")
    out = tmp_path / "out"
    run_export(kind, out, settings=Settings(content=content, snapshots=snapshots, today=TODAY))
    told = json.loads((out / "export.json").read_text(encoding="utf-8"))
    assert told["services"] == len(parsed.records) > 2
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(out.rglob("*")) if path.is_file()).lower()
    assert [secret for secret in secrets if secret in text] == []
    assert "exact address not published" not in text
    for path in out.glob("services/*-*.json"):
        assert profile_errors("service", json.loads(path.read_text(encoding="utf-8"))) == []
