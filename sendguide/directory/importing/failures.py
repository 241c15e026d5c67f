"""What went wrong on the way to a feed, in words for people."""

from __future__ import annotations

from http import HTTPStatus

import requests

from sendguide.directory.importing.answer import FetchError, Passing


def status_words(status: int) -> str:
    """A status with its usual name, never with the server's own words: those could hold anything."""
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def failure_of(url: str, error: Exception) -> FetchError:
    """What went wrong on the way, for people; the names of classes in a library help nobody."""
    if _is_slow(error):
        return Passing(f"{url} did not answer in time.")
    text = str(error)  # the address is in it too, so only what no address has tells them apart
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return FetchError(f"The certificate of {url} is not valid, so it was not asked. Tell the publisher.")
    if "Failed to resolve" in text:
        return Passing(f"The host of {url} was not found. Check the address.")
    if "IncompleteRead(" in text:
        return Passing(f"{url} broke off in the middle.")
    return Passing(f"The connection to {url} failed.")


def _is_slow(error: BaseException) -> bool:
    """Whether a time limit is at the root of an error that was wrapped on its way."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (TimeoutError, requests.Timeout)):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
