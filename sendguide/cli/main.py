"""The commands and their options. What they do is in the modules beside this one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Optional

import typer
from pydantic import ValidationError

from sendguide.cli.directory import app as directory_app
from sendguide.content.yaml_file import ContentError
from sendguide.errors import GuideError
from sendguide.settings import PROJECT, settings

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(directory_app, name="directory")


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

    chosen = settings()
    raise typer.Exit(
        run_check(chosen.content, project=PROJECT, today=chosen.day(), keep_days=chosen.keep_days, write=schemas)
    )


@app.command("widget-texts")
def widget_texts(
    out: Path = typer.Option(PROJECT / "widget" / "src" / "texts.json", show_default="widget/src/texts.json"),
) -> None:
    """Write the words of the chat window, from content/widget.yml; `make widget` then builds them in."""
    from sendguide.cli.widget_texts import run_widget_texts

    run_widget_texts(content=settings().content, keep_days=settings().keep_days, out=out)


@app.command("contacts-page")
def contacts_page(
    file: Path = typer.Argument(..., help="Where to, such as contacts.html in the web server's folder."),
) -> None:
    """Write the page of people to contact as one file, for a web server to show when the guide is down."""
    from sendguide.cli.contacts_page import write_contacts_page

    write_contacts_page(file, content=settings().content)
    typer.echo(f"Written: {file}")


@app.command()
def export(
    kind: str = typer.Argument(..., help="oruk (the feed as files), hsds-csv (tables) or csv (for a spreadsheet)."),
    folder: Path = typer.Argument(..., help="Where it goes: a folder that is new, empty or an earlier export."),
    url: str = typer.Option("", "--url", help="With oruk: the address at which the folder will be served."),
) -> None:
    """Write the services that may be published to a folder, all at once or not at all."""
    from sendguide.cli.export import run_export

    run_export(kind, folder, settings=settings(), url=url)


@app.command("import")
def import_(
    kind: Optional[str] = typer.Argument(
        None, help="oruk (Open Referral UK), kb5 (Open Objects CSV) or outpost (JSON)."
    ),
    source: Optional[str] = typer.Argument(
        None, help="A file; with oruk also a folder; with oruk and outpost an https address."
    ),
    name: Optional[str] = typer.Option(
        None, help="Our name of the source; otherwise its host, or its kind if it is a file."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only show what would come, change and go."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
    accept_fewer: bool = typer.Option(False, "--accept-fewer", help="Believe it although it lost over 20 %; recorded."),
    min_count: int = typer.Option(1, min=1, help="The fewest services that can be right."),
    licence: Optional[str] = typer.Option(None, help="The publisher's licence; remembered."),
    attribution: Optional[str] = typer.Option(None, help="What has to be said with the data; remembered."),
    allow_publish: Optional[bool] = typer.Option(
        None, "--allow-publish/--no-allow-publish", help="Whether our feed may pass it on; remembered."
    ),
    listing: bool = typer.Option(False, "--list", help="Show what was imported."),
    allow_loopback: bool = typer.Option(False, hidden=True, help="For tests: a feed on this computer, without https."),
) -> None:
    """Take over a council's services; the running guide answers from them at once.

    A source that fails, is cut off or lost over 20 % changes nothing. A run that was stopped goes on where it was.
    """
    from sendguide.cli import import_ as command

    if listing:
        for line in command.overview(settings().snapshots):
            typer.echo(line)
        return
    if kind is None or source is None:
        raise typer.BadParameter("Say what to import and from where, such as: sendguide import kb5 export.csv")
    permission = command.Permission(licence, attribution, allow_publish)
    job = command.Job(
        kind, source, name or command.default_name(kind, source), dry_run, accept_fewer, min_count, permission
    )
    command.require_sense(job, snapshots=settings().snapshots)
    raise typer.Exit(command.run_import_command(job, chosen=settings(), as_json=as_json, allow_loopback=allow_loopback))


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
