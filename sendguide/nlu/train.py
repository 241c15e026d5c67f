"""`python -m sendguide.nlu.train MODEL`: trains one model with Rasa; the file is there whole or not at all."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sendguide.server.engine import quiet_rasa
from sendguide.settings import PROJECT


def main() -> int:
    """Trains; the exit code is Rasa's."""
    target = Path(sys.argv[1])
    quiet_rasa()
    import rasa.model_training

    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        result = rasa.model_training.train(
            domain=str(PROJECT / "domain.yml"),
            config=str(PROJECT / "config.yml"),
            training_files=[str(PROJECT / "data")],
            output=folder,
            fixed_model_name="model",
            force_training=True,
        )
        if result.code != 0 or result.model is None:
            return result.code or 1
        Path(result.model).replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
