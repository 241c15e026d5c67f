"""The build of the chat window repeats what is committed, byte for byte; its types and its own tests are in order."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sendguide.settings import PROJECT

WIDGET = PROJECT / "widget"
VERSION: str = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))["version"]
DIST = WIDGET / "dist" / VERSION
FILES = {"widget.js", "chat.js", "chat.css", "texts.json", "integrity.json"}
KB = 1024
SECONDS = 120


def run(*command: str, folder: Path = WIDGET) -> subprocess.CompletedProcess[str]:
    """Runs a command of the widget's; `tools/setup-browser` must have run."""
    assert (WIDGET / "node_modules").is_dir(), "run tools/setup-browser first"
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new build, and what it printed."""
    out = tmp_path_factory.mktemp("widget")
    done = run("node", "build.mjs", "--out", str(out))
    assert done.returncode == 0, done.stderr
    return out / VERSION, done.stdout


def test_the_build_repeats_what_is_committed(built: tuple[Path, str]) -> None:
    folder, _ = built
    assert {path.name for path in folder.iterdir()} == {path.name for path in DIST.iterdir()} == FILES
    other = [name for name in sorted(FILES) if (folder / name).read_bytes() != (DIST / name).read_bytes()]
    assert other == [], "run `make widget` and commit widget/dist"


def test_the_build_prints_version_sizes_and_hashes(built: tuple[Path, str]) -> None:
    folder, said = built
    assert VERSION in said
    for name, known in json.loads((folder / "integrity.json").read_text(encoding="utf-8"))["files"].items():
        data = (folder / name).read_bytes()
        assert known == {"integrity": _integrity(data), "bytes": len(data)}
        assert re.search(rf"{re.escape(name)}\s+{len(data)} bytes, \d+ gzip, {re.escape(known['integrity'])}", said)


def test_the_launcher_pins_the_chat_it_loads() -> None:
    launcher = (DIST / "widget.js").read_text(encoding="utf-8")
    assert _integrity((DIST / "chat.js").read_bytes()) in launcher and VERSION in launcher


def test_a_phone_has_little_to_fetch() -> None:
    sizes = {name: len(gzip.compress((DIST / name).read_bytes(), 9)) for name in ("widget.js", "chat.js", "chat.css")}
    assert sizes["widget.js"] <= 3 * KB, sizes
    assert sum(sizes.values()) <= 40 * KB, sizes


def test_nothing_that_is_built_sets_html_or_runs_words() -> None:
    for name in ("widget.js", "chat.js"):
        code = (DIST / name).read_text(encoding="utf-8")
        for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert dangerous not in code, (name, dangerous)
        assert "localStorage" not in code and "document.cookie" not in code


def test_the_types_are_in_order() -> None:
    done = run("node_modules/.bin/tsc")
    assert done.returncode == 0, done.stdout


def test_the_engine_does_as_its_own_tests_say() -> None:
    tests = sorted(path.relative_to(WIDGET).as_posix() for path in (WIDGET / "test").glob("*.test.mjs"))
    assert tests
    done = run("node", "--test", *tests)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_the_lock_names_hashes_and_no_registry() -> None:
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert re.match(r"sha512-", entry["integrity"]), name
        assert "resolved" not in entry and entry["dev"], name


# --- a small project of our own, to see what the build refuses --------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder like `widget/` with scripts of a line each."""
    folder = tmp_path / "widget"
    (folder / "src").mkdir(parents=True)
    for name in ("build.mjs", "package.json"):
        shutil.copy(WIDGET / name, folder)
    (folder / "node_modules").symlink_to(WIDGET / "node_modules", target_is_directory=True)
    (folder / "src" / "texts.json").write_text("{}\n", encoding="utf-8")
    (folder / "src" / "launcher.js").write_text("console.log(__VERSION__, __CHAT_INTEGRITY__);", encoding="utf-8")
    (folder / "src" / "chat.js").write_text('import a from "./a.css"; console.log(a);', encoding="utf-8")
    (folder / "src" / "a.css").write_text("p { color : red ; }", encoding="utf-8")
    return folder


def test_style_sheets_are_in_the_script_and_in_a_file_of_their_own(small: Path) -> None:
    assert run("node", "build.mjs", folder=small).returncode == 0
    made = small / "dist" / VERSION
    assert "p{color:red}" in (made / "chat.js").read_text(encoding="utf-8")
    assert (made / "chat.css").read_text(encoding="utf-8").strip() == "p{color:red}"


def test_a_version_is_not_changed_unless_asked(small: Path) -> None:
    assert run("node", "build.mjs", folder=small).returncode == 0
    assert run("node", "build.mjs", folder=small).returncode == 0, "the same again is no change"
    before = (small / "dist" / VERSION / "chat.js").read_bytes()
    (small / "src" / "chat.js").write_text("console.log(2);", encoding="utf-8")
    refused = run("node", "build.mjs", folder=small)
    assert refused.returncode == 1 and "Raise the version" in refused.stderr
    assert (small / "dist" / VERSION / "chat.js").read_bytes() == before
    assert run("node", "build.mjs", "--again", folder=small).returncode == 0
    assert (small / "dist" / VERSION / "chat.js").read_bytes() != before


@pytest.mark.parametrize(("name", "most"), [("launcher.js", 3), ("chat.js", 40)])
def test_what_is_too_large_is_refused(small: Path, name: str, most: int) -> None:
    noise = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(most * 40))
    (small / "src" / name).write_text(f'console.log("{noise}");', encoding="utf-8")
    refused = run("node", "build.mjs", folder=small)
    assert refused.returncode == 1 and f"the most is {most * KB}" in refused.stderr
    assert not (small / "dist").exists()


def test_other_peoples_code_is_refused(small: Path) -> None:
    (small / "src" / "chat.js").write_text('import axe from "axe-core"; console.log(axe);', encoding="utf-8")
    refused = run("node", "build.mjs", folder=small)
    assert refused.returncode == 1 and "no other people" in refused.stderr


def _integrity(data: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"
