"""The feed as a folder of files, which any web server can serve as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.feed import COLLECTIONS, Feed, root
from sendguide.directory.exporting.openapi import description
from sendguide.directory.exporting.parameters import MOST_PER_PAGE, Query

UK_OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"
"""The UK's description of all such feeds: named where we do not know the address at which the folder will be served."""


def oruk_files(catalogue: Catalogue, *, base_url: str = "") -> Iterator[tuple[str, bytes]]:
    """The answers of the feed.

    `index.json` is `/`; `services/index.json` is the first page of `/services`, `services/page-2.json` the second;
    `services/<id>.json` is one service; the other collections likewise.

    Args:
        catalogue: what may be published.
        base_url: where the folder will be served, without a slash at the end; empty when that is not known.
    """
    feed = Feed(catalogue)
    yield "index.json", _pretty(root(f"{base_url}/openapi.json" if base_url else UK_OPENAPI))
    if base_url:
        yield "openapi.json", _pretty(description(base_url, publisher=catalogue.publisher))
    for collection in COLLECTIONS:
        last, number = False, 0
        while not last:
            number += 1
            page = feed.page(collection, Query(page=number, per_page=MOST_PER_PAGE))
            last = page["last_page"]
            yield f"{collection}/{'index' if number == 1 else f'page-{number}'}.json", _pretty(page)
        for key in feed.ids(collection):
            yield f"{collection}/{key}.json", _pretty(feed.answer((collection, key), {}))


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
