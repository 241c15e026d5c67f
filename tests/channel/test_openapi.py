"""The description of the API against the running server: what it says is so, whatever is sent."""

from __future__ import annotations

import copy
import os
from typing import Any

import jsonschema_rs
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks

from sendguide.server.bodies import REASONS
from sendguide.server.channel import RATED
from sendguide.server.exchange import VARIANTS
from sendguide.server.openapi import description
from tests.support.api import SECONDS, Chat
from tests.support.server import ServedGuide

CASES = int(os.environ.get("GUIDE_TEST_CASES", "15"))
"""Cases for each of the operations; `make test-hard` sets 2,500, which makes 10,000 (`DELETE` takes no input)."""

checks.load_all_checks()
CHECKS = [
    checks.not_a_server_error,
    checks.CHECKS.get_one("status_code_conformance"),
    checks.CHECKS.get_one("content_type_conformance"),
    checks.CHECKS.get_one("response_schema_conformance"),
    checks.CHECKS.get_one("response_headers_conformance"),
]
REFUSES = checks.CHECKS.get_one("negative_data_rejection")
"""For bodies only: a made-up query parameter without a value is never sent, so it cannot be refused."""


def _without_tokens() -> dict[str, Any]:
    """The description without its tokens: each case gets the token of a session here, instead of a made-up one."""
    found = copy.deepcopy(description())
    del found["security"], found["components"]["securitySchemes"], found["paths"]["/sessions"]["post"]["security"]
    return found


schema = schemathesis.openapi.from_dict(_without_tokens())


def test_it_is_served_as_json(http: ServedGuide) -> None:
    answer = requests.get(f"{http.base_url}/api/v1/openapi.json", timeout=SECONDS)
    assert answer.status_code == 200 and answer.json() == description()


def test_it_names_every_route_and_nothing_else() -> None:
    found = {(method, path) for path, item in description()["paths"].items() for method in item}
    assert found == {
        ("post", "/sessions"),
        ("post", "/messages"),
        ("get", "/history"),
        ("post", "/feedback"),
        ("delete", "/session"),
    }


def test_its_lists_are_those_of_the_code() -> None:
    body = description()["paths"]["/feedback"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["properties"]["reason"]["enum"] == [*REASONS, None]
    assert description()["components"]["schemas"]["Variant"]["enum"] == [*VARIANTS]
    statuses = description()["components"]["schemas"]["Reply"]["properties"]["status"]["enum"]
    assert set(statuses) > RATED


def test_a_reply_with_services_and_buttons_is_as_described(http: ServedGuide) -> None:
    """Made-up messages hardly ever get cards, so these are asked for."""
    validator = jsonschema_rs.Draft202012Validator({**description(), "$ref": "#/components/schemas/Reply"})
    chat, buttons = Chat(http.base_url), 0
    for text in ("who do i ask about speech therapy for my son", "the second one", "work out my deadline"):
        reply = chat.ask(text)["reply"]
        assert [error.message for error in validator.iter_errors(reply)] == [], text
        buttons += sum(len(block["buttons"]) for message in reply["messages"] for block in message["blocks"])
    assert buttons


def test_an_answer_with_words_given_back_is_as_described(http: ServedGuide) -> None:
    answers = description()["paths"]["/messages"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema_rs.Draft202012Validator({**description(), **answers})
    body = Chat(http.base_url).ask("my son Liam Carter was refused", variant="easy_read")
    assert body["said"] and [error.message for error in validator.iter_errors(body)] == []


@schema.parametrize()
@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_server_keeps_to_it(case: schemathesis.Case, http: ServedGuide) -> None:
    chat = Chat(http.base_url)
    answer = case.call(base_url=chat.url, headers=chat.headers, timeout=SECONDS)
    case.validate_response(answer, checks=[*CHECKS, REFUSES] if case.method == "POST" else CHECKS)
