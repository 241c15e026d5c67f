"""`sendguide directory …`: the options of each command. What they do is in the modules beside this one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Optional

import typer

from sendguide.settings import settings

app = typer.Typer(no_args_is_help=True, help="The Local Offer as data: what it holds, and putting records in order.")


@app.command()
def coverage(as_json: bool = typer.Option(False, "--json", help="One JSON list, with all names.")) -> None:
    """Count the services under each heading that the law asks for, and show the empty ones."""
    from sendguide.cli.records import run_coverage

    run_coverage(settings().content, settings().snapshots, as_json=as_json)


@app.command()
def overdue() -> None:
    """List, by owner, which of our own records have not been looked at for too long."""
    from sendguide.cli.records import run_overdue

    run_overdue(settings().content, today=settings().day())


@app.command()
def tidy(
    files: Optional[list[Path]] = typer.Argument(None, help="Files of services; all of ours if left out."),
) -> None:
    """Fill in ids, terms and whatever else follows from the words of a record."""
    from sendguide.cli.records import run_tidy

    raise typer.Exit(run_tidy(files or [], settings().content))


@app.command()
def gaps(
    days: int = typer.Option(90, min=1, help="How far to look back."),
    as_json: bool = typer.Option(False, "--json", help="One JSON list."),
) -> None:
    """Count what families looked for and did not find: the council's report on gaps."""
    from sendguide.cli.told import run_gaps

    run_gaps(settings().database, since=settings().day() - timedelta(days=days), as_json=as_json)


@app.command()
def mistakes(
    days: int = typer.Option(90, min=1, help="How far to look back."),
    as_json: bool = typer.Option(False, "--json", help="One JSON list."),
) -> None:
    """List the entries that families say are wrong, with who looks after them."""
    from sendguide.cli.told import run_mistakes

    run_mistakes(settings().database, since=settings().day() - timedelta(days=days), as_json=as_json)
