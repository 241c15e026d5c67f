"""`sendguide deadline`: quick, the same dates as the calculator, and every mistake told in one sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sendguide.cli.deadline import run_batch, run_deadline
from sendguide.cli.deadline_input import NotUnderstood, Stated, read_date, read_kind
from sendguide.cli.main import main
from sendguide.deadlines.kinds import Kind
from sendguide.settings import PROJECT
from tests.conftest import TODAY

CONTENT = PROJECT / "content"
DAY = date.fromisoformat(TODAY)
E1 = {"letter": "2026-10-01", "certificate": "2026-11-29", "kind": "refusal_to_assess", "today": "2026-12-01"}


def _record(capsys: pytest.CaptureFixture[str], **values: str) -> dict[str, Any]:
    assert run_deadline(values, content=CONTENT, day=DAY, as_json=True) == 0
    return json.loads(capsys.readouterr().out)


def _text(capsys: pytest.CaptureFixture[str], **values: str) -> str:
    assert run_deadline(values, content=CONTENT, day=DAY, as_json=False) == 0
    return " ".join(capsys.readouterr().out.split())


def test_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]):
    found = _record(capsys, **E1)
    assert found["appeal_by"] == "2027-01-04"
    assert found["target"] == "2026-12-29"
    assert found["contact_adviser_by"] == "2026-12-01"
    assert found["rule"] == "D2, T-a, T-d"
    assert any("25 December" in reason for reason in found["reasons"])
    assert len(found["warnings"]) == len(found["warning_ids"]) > 0
    assert found["unextended"] == "2026-12-29"
    assert {"coventry_sendiass", "ipsea"} <= set(found["contacts"])
    assert found["caveat"].startswith("This is a guide.")
    assert {name: found[name] for name in E1} == E1
    assert found["contacted"] is None


def test_json_of_a_refusal_has_its_reason(capsys: pytest.CaptureFixture[str]):
    found = _record(capsys, letter="2026-10-01", kind="discrimination")
    assert (found["refusal"], found["rule"]) == ("discrimination", "D6")
    assert "6 months" in found["reason"]
    assert found["instead"]
    assert found["contacts"]
    assert found["caveat"]
    assert "appeal_by" not in found


def test_discrimination_needs_no_dates(capsys: pytest.CaptureFixture[str]):
    assert _record(capsys, kind="discrimination")["rule"] == "D6"


def test_text_shows_the_target_first_then_the_last_date_and_why(capsys: pytest.CaptureFixture[str]):
    text = _text(capsys, **E1)
    shown = [
        "Date on the letter: Thursday 1 October 2026",
        "Date on the certificate: Sunday 29 November 2026",
        "Today: Tuesday 1 December 2026",
        "Aim for: Tuesday 29 December 2026 (D2, T-a)",
        "The last date we work out: Monday 4 January 2027 (D2, T-a, T-d)",
        "Contact the mediation adviser by: Tuesday 1 December 2026 (D1, T-a)",
        "How we got there",
        "Watch out",
        "Good to know",
        "Who can help",
        "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA.",
    ]
    places = [text.find(words) for words in shown]
    assert -1 not in places
    assert places == sorted(places)
    assert text.endswith(shown[-1])
    assert "The council will not assess" in text
    assert "Mediation adviser contacted" not in text


def test_text_shows_contacts_with_their_details(capsys: pytest.CaptureFixture[str]):
    text = _text(capsys, letter="2026-09-14", contacted="2026-09-20")
    assert "Kids SEND Mediation: 03330 062 835, kids.org.uk/send-mediation" in text
    assert "Mediation adviser contacted: Sunday 20 September 2026" in text


def test_text_of_section_i_only_says_that_contact_is_a_choice(capsys: pytest.CaptureFixture[str]):
    text = _text(capsys, letter="2026-10-01", kind="section_i_only")
    assert "If you choose mediation, contact the adviser by: Tuesday 1 December 2026" in text
    assert "Contact the mediation adviser by" not in text


def test_text_of_a_refusal_says_what_to_do(capsys: pytest.CaptureFixture[str]):
    text = _text(capsys, letter="2026-12-01")
    assert "We do not give a date here (D9)" in text
    assert "Look at the date on your decision letter again." in text
    assert "Coventry SENDIASS: covsendiass.co.uk" in text
    assert text.endswith("Check with SENDIASS or IPSEA.")


@pytest.mark.parametrize(
    "words",
    [
        "2026-10-01", " 2026-10-01 ", "2026/10/01", "2026-10-1", "01/10/2026", "1/10/2026", "1/10/26", "1.10.2026",
        "01-10-26", "1 October 2026", "1st October 2026", "1 oct 2026", "October 1, 2026", "Thursday 1 October 2026",
        "1st of October 2026",
    ],
)  # fmt: skip
def test_dates_are_read_as_people_here_write_them(words: str):
    assert read_date("letter", words, today=DAY) == date(2026, 10, 1)


@pytest.mark.parametrize(
    "words",
    [
        "30/2/2026", "2026-02-30", "10/13/2026", "October 2026", "1 October", "1/10", "yesterday", "soon", "20261001",
        "1/10-2026", "1 October 2026 or so", "1 October 2026 and 2 October 2026", "1/10/1926", "1926-10-01",
        "9999-12-31", "mid October 2026", "-", "{}", "0",
    ],
)  # fmt: skip
def test_what_is_no_day_of_a_year_is_not_guessed(words: str):
    with pytest.raises(NotUnderstood) as raised:
        read_date("certificate", words, today=DAY)
    assert str(raised.value).startswith(f"certificate: “{words}” cannot be read as a date.")
    assert "01/10/2026" in str(raised.value)


@pytest.mark.parametrize("words", [None, "", "  "])
def test_nothing_is_no_date_and_no_kind(words: str | None):
    assert read_date("letter", words, today=DAY) is None
    assert read_kind(words) is None


@pytest.mark.parametrize(
    "words", ["refusal_to_assess", "refusal-to-assess", "Refusal to assess", " REFUSAL_TO_ASSESS "]
)
def test_a_kind_may_be_written_with_dashes_or_spaces(words: str):
    assert read_kind(words) is Kind.REFUSAL_TO_ASSESS


def test_an_unknown_kind_is_told_with_all_that_there_are():
    with pytest.raises(NotUnderstood) as raised:
        read_kind("refusal")
    assert all(kind.value in str(raised.value) for kind in Kind)


def test_today_is_that_of_the_settings_unless_it_is_stated():
    assert Stated.read({"letter": "2026-10-01"}, day=DAY).today == DAY
    assert Stated.read({"letter": "2026-10-01", "today": "3/10/2026"}, day=DAY).today == date(2026, 10, 3)


def _run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["sendguide", "deadline", *arguments])
    with pytest.raises(SystemExit) as raised:
        main()
    output = capsys.readouterr()
    code = raised.value.code
    return (code if isinstance(code, int) else 0), output.out, output.err


def test_the_command_works_out_dates(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    arguments = [f"--{name}={value}" for name, value in E1.items()]
    code, out, err = _run(capsys, monkeypatch, *arguments, "--json", "--contacted=2026-10-05")
    assert (code, err) == (0, "")
    assert json.loads(out)["appeal_by"] == "2027-01-04"
    assert json.loads(out)["contacted"] == "2026-10-05"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "letter: it is missing"),
        (["--kind", "refusal_to_assess"], "letter: it is missing"),
        (["--letter", "soon"], "letter: “soon”"),
        (["--letter", "2026-10-01", "--certificate", "soon"], "certificate: “soon”"),
        (["--letter", "2026-10-01", "--contacted", "soon"], "contacted: “soon”"),
        (["--letter", "2026-10-01", "--today", "soon"], "today: “soon”"),
        (["--letter", "2026-10-01", "--kind", "soon"], "kind: “soon”"),
        (["--batch", "-", "--letter", "2026-10-01"], "either --batch or"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
):
    code, out, err = _run(capsys, monkeypatch, *arguments)
    assert (code, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_batch_prints_a_line_for_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "letters.jsonl"
    lines = [
        json.dumps(E1),
        json.dumps({"letter": "31/5/2027", "today": "2027-06-01"}),
        "",
        '{"kind": "discrimination"}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert run_batch(file, content=CONTENT, day=DAY) == 0
    output = capsys.readouterr()
    found = [json.loads(line) for line in output.out.splitlines()]
    assert [item.get("appeal_by") for item in found] == ["2027-01-04", "2027-08-02", None]
    assert [item["line"] for item in found] == [1, 2, 4]
    assert found[2]["refusal"] == "discrimination"
    assert output.err == ""


BAD = {
    "no JSON": b"{",
    "no object": b"[1]",
    "not UTF-8": b'{"letter": "\xff"}',
    "too deep": b'{"letter":' + b"[" * 100_000,
    "no letter": b"{}",
    "no date": b'{"letter": "soon"}',
    "a date that is a list": b'{"letter": ["2026-10-01"]}',
    "a number": b'{"letter": 20261001}',
    "no kind": b'{"letter": "2026-10-01", "kind": "refusal"}',
    "no day": b'{"letter": "2026-10-01", "today": "2026-13-01"}',
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_told_by_number_and_the_rest_go_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, bad: bytes
):
    good = json.dumps(E1).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n".join([good, bad, good]))))
    assert run_batch(Path("-"), content=CONTENT, day=DAY) == 1
    output = capsys.readouterr()
    assert [json.loads(line)["line"] for line in output.out.splitlines()] == [1, 3]
    assert output.err.startswith("line 2: ")
    assert output.err.endswith("It was left out.\n")
    assert len(output.err.splitlines()) == 1


def test_a_byte_order_mark_is_no_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    file = tmp_path / "letters.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(E1).encode())
    assert run_batch(file, content=CONTENT, day=DAY) == 0
    assert json.loads(capsys.readouterr().out)["appeal_by"] == "2027-01-04"


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_a_batch_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Any
):
    path = tmp_path / "letters.jsonl"
    make(path)
    assert run_batch(path, content=CONTENT, day=DAY) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert str(path) in output.err
    assert len(output.err.strip().splitlines()) == 1


HEAVY = ("rasa", "tensorflow", "sanic", "numpy", "spacy", "sklearn", "onnxruntime")
SHOW = f"""
import sys
from sendguide.cli.main import main
sys.argv = ["sendguide", "deadline", "--letter", "1/10/2026", "--today", "2026-10-02"]
try:
    main()
finally:
    print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


def test_nothing_heavy_is_loaded_so_that_it_starts_at_once():
    done = subprocess.run([sys.executable, "-c", SHOW], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "Tuesday 1 December 2026" in done.stdout
    assert done.stderr.strip() == "[]"
