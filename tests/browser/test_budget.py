"""How big it is (line 49). How fast (line 50) `make bench-widget` measures, beside peers: no test is timed."""

from __future__ import annotations

import gzip

from tests.browser.test_embedding import DIST, version

KB = 1024


def test_the_files_are_small() -> None:
    """Line 49, and the issue's 40 KB for all."""
    sizes = {name: len(gzip.compress((DIST / version() / name).read_bytes(), 9)) for name in ("widget.js", "chat.js")}
    assert sizes["widget.js"] <= 3 * KB
    assert sizes["chat.js"] <= 35 * KB
    assert sum(sizes.values()) <= 40 * KB
