"""`sendguide draw`: the guided flows as drawings, for the people who check them."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.flow_references import check_flows
from sendguide.content.loader import read_content
from sendguide.content.yaml_file import ContentError
from sendguide.decisions.svg import drawing
from sendguide.errors import GuideError


def run_draw(flow_id: str | None, *, content: Path, out: Path) -> list[Path]:
    """Writes one drawing a flow, `<flow id>.svg`.

    Args:
        flow_id: which flow; None for all.
        content: the content folder.
        out: the folder to write into; made if it is not there.

    Returns:
        the files written.

    Raises:
        ContentError: when the content cannot be used.
        GuideError: when there is no such flow, or the folder cannot be written.
    """
    found, problems = read_content(content)
    if found is None or problems or (problems := check_flows(found)):
        raise ContentError(problems)
    if flow_id is not None and flow_id not in found.decisions:
        known = ", ".join(sorted(found.decisions)) or "none yet"
        raise GuideError(f"There is no flow {flow_id}. Flows: {known}.")
    written: list[Path] = []
    for name in sorted(found.decisions) if flow_id is None else [flow_id]:
        path = out / f"{name}.svg"
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_text(drawing(found.decisions[name], found.contacts), encoding="utf-8", newline="\n")
        except OSError as error:
            raise GuideError(f"The drawing {path} cannot be written: {error.strerror}. Check --out.") from error
        written.append(path)
    return written
