"""The API in plain HTTP: one session, and the form that errors must have."""

from __future__ import annotations

import uuid
from typing import Any

import requests

SECONDS = 30


class Chat:
    """One session, spoken to in plain HTTP.

    Args:
        base_url: where the guide is served.
    """

    def __init__(self, base_url: str) -> None:
        self.url = f"{base_url}/api/v1"
        self.opened = requests.post(f"{self.url}/sessions", json={}, timeout=SECONDS)
        self.headers = {"authorization": f"Bearer {self.opened.json()['token']}"}

    def post(self, body: Any = None, **options: Any) -> requests.Response:
        """Posts a message; `headers=` and `data=` replace what a well-behaved client would send."""
        options.setdefault("headers", self.headers)
        if "data" not in options:
            options["json"] = body
        return requests.post(f"{self.url}/messages", timeout=SECONDS, **options)

    def ask(self, text: str, **more: Any) -> dict[str, Any]:
        """Posts words and gives the body of the answer."""
        answer = self.post({"id": uuid.uuid4().hex, "text": text, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()


def expect_error(answer: requests.Response, status: int) -> None:
    """Checks that an error is in the API's form, and that its message is a sentence for people."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert list(answer.json()) == ["error"]
    error = answer.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["code"].replace("_", "").isalpha() and error["code"].islower()
    assert error["message"].endswith(".") and " " in error["message"]
    for word in ("Traceback", "Exception", "sanic", "rasa", "{", "/work", "None"):
        assert word.lower() not in error["message"].lower()
