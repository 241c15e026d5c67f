"""Reading YAML: the line of each value, and a sentence instead of a traceback whatever the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendguide.content.yaml_file import ContentError, Location, Problem, YamlFile

WORDS = "id: one\nsources:\n  - title: a\n    url: b\n  - title: c\ntext: |\n  first\n  second\n"


def _read(folder: Path, text: str | bytes) -> YamlFile:
    path = folder / "one.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return YamlFile(path, root=folder)


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 1),
        (("id",), 1),
        (("sources",), 2),
        (("sources", 0), 3),
        (("sources", 0, "url"), 4),
        (("sources", 1, "url"), 5),
        (("sources", 9), 2),
        (("text",), 6),
        (("nothing",), 1),
    ],
)
def test_a_place_has_the_line_of_its_deepest_part_that_exists(tmp_path: Path, location: Location, line: int):
    assert _read(tmp_path, WORDS).line_of(location) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 'open\n", 1),
        (b"a: \xff\n", 1),
        ("a: b\x00c\n", 1),
        ("a: 1\nb: 2026-02-30\n", 2),
        ("a: 1\n{start.phone}: ring\n", 2),
        ("a: *nowhere\n", 1),
        ("a: !!python/object:os.system x\n", 1),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_line_and_a_remedy(tmp_path: Path, text: str | bytes, line: int):
    problems = _read(tmp_path, text).problems
    assert [(problem.file, problem.line) for problem in problems] == [("one.yml", line)]
    assert problems[0].remedy


def test_a_key_that_stands_twice_is_found_at_any_depth(tmp_path: Path):
    problems = _read(tmp_path, "a:\n  - b: 1\n    c: 2\n    b: 3\nd: 1\nd: 2\n").problems
    assert [problem.line for problem in problems] == [4, 6]


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path):
    problems = YamlFile(tmp_path / "none.yml", root=tmp_path).problems
    assert [problem.file for problem in problems] == ["none.yml"]


def test_the_error_names_the_first_problem_and_counts_the_others():
    first, second = Problem("a.yml", 3, "wrong.", "Mend it."), Problem("b.yml", 1, "wrong too.", "Mend it.")
    assert str(ContentError([first])) == "a.yml:3: error: wrong. Mend it."
    assert "1 more" in str(ContentError([first, second]))
