"""The OpenAPI 3.1 document of the operations, from their own declarations."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from revrise.apps.api.operation import Operation
from revrise.apps.api.problems import CODES, MEDIA
from revrise.apps.api.queries import MOST, USUAL
from revrise.apps.api.resources import KINDS, Resource

VERSION = "1.0.0"
_REF = "#/components/schemas/{name}"
_TAGS = {
    "Attribution": "What moved revenue, as sure as the data makes it.",
    "Calls": "Recorded conversations, their words and consents.",
    "Coaching": "Gaps, plans and 1:1s.",
    "Content": "The library, from draft to published, and its use.",
    "Credentials": "Sessions and API keys.",
    "Feedback": "Comments, scores by coaches, disputes.",
    "Learning": "Courses and enrolments.",
    "Notifications": "What you are told, and where.",
    "People": "People, teams, competencies, the organisation.",
    "Pipeline": "Deals and what they hang on.",
    "Practice": "Role-play against a scripted buyer.",
    "Rewards": "Points, places, reasons.",
    "System": "Search, jobs, plugins, policy, audit.",
    "Webhooks": "Events to programs, signed.",
}
_INTRODUCTION = (
    "Everything RevRise does, for programs. Send an API key as `Authorization: Bearer …`. A thing "
    "you may not see answers like one that does not exist (404). Unknown fields are refused. Every "
    "POST takes an `Idempotency-Key`: the same key gives the same answer once. Changes name the "
    "version they change by `If-Match`. Errors are problem details (RFC 9457) with stable codes; "
    "their words follow `Accept-Language` (en, zh). A list gives `next`, the cursor of its next "
    "page, also as a `Link`."
)


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole document, in a fixed order."""
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    schemas = _schemas(operations)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "RevRise API",
            "version": VERSION,
            "summary": "Revenue enablement: train, practise, talk, coach, win, reward, attribute.",
            "description": _INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This installation."}],
        "security": [{"key": []}, {"session": []}],
        "tags": [{"name": name, "description": said} for name, said in _TAGS.items()],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": {_named(code): _problem(code) for code in CODES},
            "parameters": _parameters(),
            "headers": _headers(),
            "securitySchemes": _SECURITY,
        },
    }


@cache
def _types(operations: tuple[Operation, ...]) -> tuple[list[Any], dict[str, Any]]:
    wanted: list[Any] = []
    for one in operations:
        for kind in (one.body, one.answer):
            if kind is not None and kind not in wanted:
                wanted.append(kind)
    _, components = msgspec.json.schema_components(wanted, ref_template=_REF)
    return wanted, components


def _schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    _, components = _types(tuple(operations))
    found = {name: _tidy(schema) for name, schema in components.items()}
    for one in operations:
        if one.listing is not None:
            found[f"{one.answer.__name__}Page"] = _page(one.answer)
    return {**found, "Problem": _PROBLEM}


def _page(view: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "A page of a list.",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": _REF.format(name=view.__name__)}},
            "next": {
                "type": ["string", "null"],
                "description": "The cursor of the next page; null on the last one.",
            },
        },
    }


def _tidy(schema: Any) -> Any:
    """As people write it: `type: [x, null]` instead of a choice, no titles, no empty texts."""
    if isinstance(schema, list):
        return [_tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _tidy(one) for name, one in schema.items() if name != "title" or _is(one)}
    choice = found.get("anyOf")
    if isinstance(choice, list) and {"type": "null"} in choice and len(choice) == 2:  # noqa: PLR2004
        other = next(one for one in choice if one != {"type": "null"})
        if "type" in other and isinstance(other["type"], str) and "enum" not in other:
            rest = {name: one for name, one in found.items() if name != "anyOf"}
            return {**other, **rest, "type": [other["type"], "null"]}
    return found


def _is(title: Any) -> bool:
    return not isinstance(title, str)  # a field may be called title


def _operation(one: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": one.id,
        "tags": [one.tag],
        "summary": one.summary,
        "description": one.description,
        "x-permission": one.permission or "everybody",
        "parameters": [*_in_path(one), *_in_query(one), *_in_headers(one)],
        "responses": _responses(one),
    }
    if one.body is not None:
        content = {"schema": {"$ref": _REF.format(name=one.body.__name__)}}
        content |= {"example": _example(one.body)}
        found["requestBody"] = {"required": True, "content": {"application/json": content}}
    if one.takes:
        found["requestBody"] = {"required": True, "content": {t: _file(t) for t in one.takes}}
    return found


def _file(kind: str) -> dict[str, Any]:
    raw: dict[str, Any] = {"type": "string", "format": "binary", "minLength": 1}
    if kind != "multipart/form-data":
        return {"schema": raw}
    return {
        "schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": False,
            "properties": {"file": raw},
        }
    }


def _in_path(one: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": f"The id of the {name.removesuffix('_id').replace('_', ' ')}.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 120},
        }
        for name in one.parts
    ]


def _in_query(one: Operation) -> list[dict[str, Any]]:
    if one.listing is not None:
        return [*_filters(one.listing), *_paging(one.listing)]
    if one.query is None:
        return []
    _, components = msgspec.json.schema_components([one.query], ref_template=_REF)
    schema = _tidy(components[one.query.__name__])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            **({"description": said} if (said := field.pop("description", "")) else {}),
            "schema": _not_null(field),
        }
        for name, field in ((n, dict(f)) for n, f in schema["properties"].items())
    ]


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What a query string can say: a parameter that is not there, never null."""
    found = {name: one for name, one in schema.items() if not (name == "default" and one is None)}
    if isinstance(found.get("type"), list):
        found["type"] = next(one for one in found["type"] if one != "null")
    return found


def _filters(resource: Resource) -> list[dict[str, Any]]:
    found = []
    for name in resource.filters:
        kind = KINDS[resource.types[name]]
        listed = {"type": "array", "items": kind.schema, "maxItems": 50}
        found.append(_parameter(name, f"Only those whose {name} is this, or one of these.", listed))
        if kind.compared:
            found.append(_parameter(f"{name}.gte", f"Only from this {name} on.", kind.schema))
            found.append(_parameter(f"{name}.lt", f"Only below this {name}.", kind.schema))
    return found


def _paging(resource: Resource) -> list[dict[str, Any]]:
    sorts = "|".join(f"-?{name}" for name in resource.sorts)
    names = "|".join(resource.fields)
    found = [{"$ref": "#/components/parameters/limit"}, {"$ref": "#/components/parameters/cursor"}]
    if resource.sorts:
        shape = {"type": "string", "pattern": f"^({sorts})(,({sorts}))*$", "maxLength": 200}
        said = f"Order, `-` for descending. Usual: {resource.order or 'id'}."
        found.append(_parameter("sort", said, shape))
    shape = {"type": "string", "pattern": f"^({names})(,({names}))*$", "maxLength": 600}
    return [*found, _parameter("fields", "Only these fields; id and version always come.", shape)]


def _parameter(name: str, said: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": False, "description": said, "schema": schema,
    }  # fmt: skip


def _in_headers(one: Operation) -> list[dict[str, Any]]:
    names = [
        *(["IfMatch"] if one.versioned else []),
        *(["IdempotencyKey"] if one.method == "POST" else []),
        *(["IfNoneMatch"] if _single(one) else []),
        *(["Range"] if one.gives.startswith("audio") else []),
    ]
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _single(one: Operation) -> bool:
    fields = getattr(one.answer, "__struct_fields__", ())
    return one.method == "GET" and one.listing is None and "version" in fields


def _responses(one: Operation) -> dict[str, Any]:
    found = {str(one.status): _success(one)}
    if one.gives.startswith("audio"):
        found["206"] = {**_success(one), "description": "A part of it."}
    if _single(one):
        found["304"] = {"description": "You have this version already."}
    by_status: dict[int, list[str]] = {}
    for code in _codes(one):
        by_status.setdefault(CODES[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        ref = {"$ref": f"#/components/responses/{_named(codes[0])}"}
        found[str(status)] = ref if len(codes) == 1 else _either(codes)
    return found


def _codes(one: Operation) -> list[str]:
    writes = one.method not in ("GET", "HEAD")
    takes = one.body is not None or bool(one.takes)
    named = [
        "bad-request",
        "unauthenticated",
        "refused",
        "not-found",
        "invalid",
        "too-many-requests",
        "failed",
        "unavailable",
        *(["conflict"] if writes else []),
        *(["in-flight", "key-reused"] if one.method == "POST" else []),
        *(["stale", "precondition-required"] if one.versioned else []),
        *(["too-large", "unsupported-media-type"] if takes else []),
        *one.errors,
    ]
    return list(dict.fromkeys(named))


def _success(one: Operation) -> dict[str, Any]:
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    headers |= {name: {"$ref": f"#/components/headers/{name}"} for name in _RATE}
    if one.status in (201, 202):
        headers["Location"] = {"$ref": "#/components/headers/Location"}
    if one.listing is not None:
        headers["Link"] = {"$ref": "#/components/headers/Link"}
    if "version" in getattr(one.answer, "__struct_fields__", ()) and one.listing is None:
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    found: dict[str, Any] = {"description": _SAID[one.status], "headers": headers}
    if one.gives.startswith("audio"):
        found["content"] = {one.gives: {"schema": {"type": "string", "format": "binary"}}}
    elif one.answer is not None:
        name = f"{one.answer.__name__}Page" if one.listing is not None else one.answer.__name__
        found["content"] = {one.gives: {"schema": {"$ref": _REF.format(name=name)}}}
    return found


def _either(codes: Sequence[str]) -> dict[str, Any]:
    titles = ", or: ".join(CODES[code].title.en for code in codes)
    return {**_problem(codes[0]), "description": f"{titles}."}


def _problem(code: str) -> dict[str, Any]:
    known = CODES[code]
    example = {
        "type": f"/problems/{code}",
        "title": known.title.en,
        "status": known.status,
        "code": code,
        "detail": known.title.en,
        "instance": "urn:request:5f3a…",
    }
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    if code in ("too-many-requests", "unavailable", "in-flight"):
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return {
        "description": f"{known.title.en}.",
        "headers": headers,
        "content": {MEDIA: {"schema": {"$ref": _REF.format(name="Problem")}, "example": example}},
    }


def _named(code: str) -> str:
    return "".join(word.title() for word in code.split("-"))


def _example(kind: Any) -> Any:
    """A body that shows what is needed, from the examples of its fields."""
    from revrise.apps.api.examples import example

    return example(kind)


def _parameters() -> dict[str, Any]:
    def header(name: str, said: str, *, needed: bool = False, **schema: Any) -> dict[str, Any]:
        return {
            "name": name,
            "in": "header",
            "required": needed,
            "description": said,
            "schema": {"type": "string", **schema},
        }

    return {
        "limit": _parameter(
            "limit",
            "How many at most.",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        ),
        "cursor": _parameter(
            "cursor", "`next` of the page before.", {"type": "string", "maxLength": 2_000}
        ),
        "IfMatch": header(
            "If-Match",
            "The ETag you read; `*` for whatever is there.",
            needed=True,
            pattern=r'^(\*|"[0-9]{1,9}")$',
            example="*",
        ),
        "IfNoneMatch": header("If-None-Match", "The ETag you have.", pattern='^"[0-9]{1,9}"$'),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "The same key gives the same answer, and the effect only once.",
            pattern=r"^[\x21-\x7e]{1,255}$",
        ),
        "Range": header("Range", "Which part.", pattern="^bytes=[0-9]{1,9}-$", example="bytes=0-"),
    }


def _headers() -> dict[str, Any]:
    def header(said: str, example: str) -> dict[str, Any]:
        return {"description": said, "schema": {"type": "string"}, "example": example}

    return {
        "ETag": header("The version of the thing.", '"3"'),
        "Link": header("The next page.", '</v1/deals?cursor=…>; rel="next"'),
        "Location": header("Where it is, or where to look.", "/v1/jobs/job_0195…"),
        "RateLimit": header("What is left, and in how many seconds there is more.",
                            '"credential";r=1199;t=1'),
        "RateLimit-Policy": header("How many are allowed in how many seconds.",
                                   '"credential";q=1200;w=60'),
        "RequestId": header("The number of this request, as in the log.", "5f3a9c…"),
        "RetryAfter": header("Seconds to wait.", "1"),
    }  # fmt: skip


_RATE = ("RateLimit", "RateLimit-Policy")
_SAID = {
    200: "Done.",
    201: "Made.",
    202: "Taken in; a job goes on with it.",
    204: "Done; there is nothing to show.",
}
_SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "revrise_session",
        "description": "A logged-in browser; writes also send `X-CSRF-Token`.",
    },
}
_PROBLEM = {
    "type": "object",
    "description": "What is the matter (RFC 9457). `code` stays; texts follow the language.",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "The address of what this code means."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "enum": list(CODES)},
        "detail": {"type": "string", "description": "What is the matter in this very case."},
        "instance": {"type": "string", "description": "This request, as in X-Request-Id."},
        "remedy": {"type": "string", "description": "The way out."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "pointer": {"type": "string", "description": "Where in the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "Which parameter."},
                },
            },
        },
    },
}
