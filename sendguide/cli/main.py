"""The commands and their options. What they do is in the modules beside this one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

import typer
from pydantic import ValidationError

from sendguide.content.yaml_file import ContentError
from sendguide.errors import GuideError
from sendguide.settings import PROJECT, settings

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def run() -> None:
    """Train if needed, then serve the chat, the page and the actions on one port."""
    from sendguide.cli.run import run_server

    run_server()


@app.command()
def shell(
    explain: bool = typer.Option(False, "--explain", help="Show ranking, status, ids, sources and times."),
) -> None:
    """Talk to the guide here: the same path as the website."""
    from sendguide.cli.shell import run_shell

    run_shell(explain=explain)


@app.command()
def ask(
    file: Optional[Path] = typer.Argument(
        None, help="One message a line, or JSON lines with `text`; - or nothing: stdin."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Ask many questions, each as a fresh conversation, and print one reply a line."""
    from sendguide.cli.ask import run_ask

    raise typer.Exit(run_ask(file, as_json=as_json))


@app.command()
def deadline(
    letter: Optional[str] = typer.Option(None, help="The date on the decision letter."),
    certificate: Optional[str] = typer.Option(None, help="The date on the mediation certificate."),
    contacted: Optional[str] = typer.Option(None, help="When the mediation adviser was first contacted."),
    kind: Optional[str] = typer.Option(None, help="What was decided, such as refusal_to_assess."),
    today: Optional[str] = typer.Option(None, help="Work it out as on this day."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
    batch: Optional[Path] = typer.Option(None, help="JSON lines with these options as keys; - for stdin."),
    ics: Optional[Path] = typer.Option(None, help="Write the dates to this calendar file too."),
) -> None:
    """Work out by when the Tribunal must have an appeal. Dates: 2026-10-01, 01/10/2026 or 1 October 2026."""
    from sendguide.cli.deadline import run_batch, run_deadline

    values = {"letter": letter, "certificate": certificate, "contacted": contacted, "kind": kind, "today": today}
    content, day = settings().content, settings().day()
    if batch is None:
        raise typer.Exit(run_deadline(values, content=content, day=day, as_json=as_json, ics=ics))
    if ics is not None:
        raise GuideError("A calendar file is for one letter. Leave out --batch or --ics.")
    if any(values.values()):
        raise GuideError("Give either --batch or the dates of one letter. A line of the batch has its own dates.")
    raise typer.Exit(run_batch(batch, content=content, day=day))


@app.command()
def draw(
    flow: Optional[str] = typer.Argument(None, help="Id of a guided flow; all of them if left out."),
    out: Path = typer.Option(PROJECT / "docs" / "flows", show_default="docs/flows", help="Folder for the drawings."),
) -> None:
    """Draw the guided flows as SVG files."""
    from sendguide.cli.draw import run_draw

    for path in run_draw(flow, content=settings().content, out=out):
        typer.echo(path)


@app.command()
def check(schemas: bool = typer.Option(False, "--write-schemas", help="Write content/schema/*.json anew.")) -> None:
    """Report everything an editor can get wrong, with file, line and remedy."""
    from sendguide.cli.check import run_check

    raise typer.Exit(run_check(settings().content, project=PROJECT, today=settings().day(), write=schemas))


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even if the model is up to date.")) -> None:
    """Train the model if it is older than its inputs."""
    from sendguide.training import ensure_model

    typer.echo(f"The model is {ensure_model(settings().models, force=force).name}.")


@app.command()
def purge(
    older_than: str = typer.Option(..., help="Age in days or hours, such as 30d."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only say how many would be erased."),
) -> None:
    """Erase conversations that were last heard of longer ago. Safe while the guide serves."""
    from sendguide.cli.purge import run_purge

    raise typer.Exit(run_purge(older_than, database=settings().database, is_trial=dry_run, say=typer.echo))


def main() -> None:
    """Runs a command; an expected failure is one sentence with its remedy, and exit code 1."""
    try:
        settings()
        app()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"SENDGUIDE_{first['loc'][0]}".upper()
        fail(f"The setting {name} cannot be used: {first['msg']}. See .env.example.")
    except ContentError as error:
        fail(f"The content cannot be used. {error}")
    except GuideError as error:
        fail(str(error))


def fail(message: str) -> None:
    """Prints one sentence and ends with exit code 1."""
    print(message, file=sys.stderr)
    sys.exit(1)
