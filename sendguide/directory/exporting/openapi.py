"""The description of our feed for programs (OpenAPI 3.0): our paths and parameters, the objects of the UK profile."""

from __future__ import annotations

from typing import Any

from sendguide.directory.exporting.feed import COLLECTIONS, VERSION
from sendguide.directory.exporting.parameters import PARAMETERS

Json = dict[str, Any]

SCHEMAS = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema"
"""Where the UK profile's own description says its objects are described."""
OBJECTS = {
    "services": ("service", "compiled/service.json", "compiled/service_list.json"),
    "taxonomies": ("taxonomy", "taxonomy.json", "taxonomy.json"),
    "taxonomy_terms": ("taxonomy term", "taxonomy_term.json", "taxonomy_term.json"),
    "service_at_locations": (
        "service at a location",
        "compiled/service_at_location.json",
        "compiled/service_at_location_list.json",
    ),
}
PAGE: Json = {
    "type": "object",
    "required": [
        "total_items",
        "total_pages",
        "page_number",
        "size",
        "first_page",
        "last_page",
        "empty",
        "contents",
    ],
    "properties": {
        "total_items": {"type": "integer", "description": "How many there are on all pages."},
        "total_pages": {"type": "integer"},
        "page_number": {"type": "integer", "description": "Counted from 1."},
        "size": {"type": "integer", "description": "How many are on this page."},
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": {"type": "object"}},
    },
}
ERROR: Json = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string", "description": "What is wrong and what to do."},
            },
        }
    },
}


def description(base_url: str, *, publisher: str) -> Json:
    """The OpenAPI document.

    Args:
        base_url: where the feed is served, without a slash at the end.
        publisher: whose data it is.
    """
    paths: Json = {"/": {"get": _get("getAPIMetaInformation", "The version of this feed.", _root_schema(), [])}}
    for name, (called, one, listed) in OBJECTS.items():
        paths[f"/{name}"] = {
            "get": _get(f"list_{name}", f"Pages of each {called}.", _page_of(listed), COLLECTIONS[name])
        }
        single = _get(f"get_{name}", f"One {called} with all that belongs to it.", {"$ref": f"{SCHEMAS}/{one}"}, [])
        single["responses"]["404"] = {"$ref": "#/components/responses/Error"}
        single["parameters"] = [{"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}]
        paths[f"/{name}/{{id}}"] = {"get": single}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"Local Offer of {publisher}" if publisher else "Local Offer",
            "version": "3.0",
            "description": f"Read only, open to all, {VERSION}. Wrong parameters are refused, never ignored.",
        },
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "responses": {"Error": {"description": "What is wrong and what to do.", "content": _json(ERROR)}},
            "schemas": {"Page": PAGE},
        },
    }


def _get(operation: str, summary: str, schema: Json, parameters: Any) -> Json:
    answer: Json = {
        "operationId": operation,
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": _json(schema)},
            "304": {"description": "Not changed since the answer with the ETag that was sent as If-None-Match."},
            "400": {"$ref": "#/components/responses/Error"},
        },
    }
    if parameters:
        answer["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in parameters]
    return answer


def _parameter(name: str) -> Json:
    known = PARAMETERS[name]
    return {
        "in": "query",
        "name": name,
        "required": False,
        "description": known.description,
        "schema": dict(known.schema),
    }


def _root_schema() -> Json:
    uri = {"type": "string", "format": "uri"}
    properties = {"version": {"type": "string"}, "profile": uri, "openapi_url": uri}
    return {"type": "object", "required": list(properties), "properties": properties}


def _page_of(schema: str) -> Json:
    contents = {"contents": {"type": "array", "items": {"$ref": f"{SCHEMAS}/{schema}"}}}
    return {"allOf": [{"$ref": "#/components/schemas/Page"}, {"type": "object", "properties": contents}]}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
