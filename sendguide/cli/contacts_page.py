"""`sendguide contacts-page`: people to contact, as one file that a web server shows when the guide is down."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.loader import read_content
from sendguide.content.yaml_file import ContentError
from sendguide.errors import GuideError
from sendguide.pages.contacts import contacts_page


def write_contacts_page(file: Path, *, content: Path) -> None:
    """Writes the page, all at once or not at all: a web server may read it at any moment.

    Args:
        file: where to.
        content: the content folder.

    Raises:
        ContentError: when the content cannot be used.
        GuideError: when the file cannot be written.
    """
    found, problems = read_content(content)
    if found is None or problems:
        raise ContentError(problems)
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(contacts_page(found, in_one_file=True), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise GuideError(f"The file {file} cannot be written: {error.strerror}. Choose another place.") from None
