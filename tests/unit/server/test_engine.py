"""A model that is missing or damaged is said in one sentence with its remedy: never a stack trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendguide.server.engine import EngineError, load_agent, quiet_rasa


@pytest.mark.parametrize("data", [None, b"", b"not a model", b"\x1f\x8b\x08\x00cut off"])
def test_a_missing_or_damaged_model_is_told_with_its_remedy(tmp_path: Path, data: bytes | None) -> None:
    quiet_rasa()
    model = tmp_path / "sendguide-000000000000.tar.gz"
    if data is not None:
        model.write_bytes(data)
    with pytest.raises(EngineError, match=r"(?s)sendguide-000000000000.*(make train|sendguide train)"):
        load_agent(model, database=f"sqlite:///{tmp_path / 'conversations.db'}")
