"""The whole document, in a fixed order."""

from collections.abc import Sequence
from typing import Any

from revrise.apps.api.described.doors import DOORS
from revrise.apps.api.described.examples import example
from revrise.apps.api.described.parameters import parameters, shared
from revrise.apps.api.described.responses import headers, named, problem, responses
from revrise.apps.api.described.schemas import REF, schemas
from revrise.apps.api.operation import Operation
from revrise.apps.api.problems import CODES

VERSION = "1.0.0"
_TAGS = {
    "Attribution": "What moved revenue, as sure as the data makes it.",
    "CRM": "Customer systems that are read.",
    "Clips": "Stretches of calls worth hearing again, under the consent of the call.",
    "Language models": "What a model says of calls: marked as its own, unchecked but for quotes.",
    "Calls": "Recorded conversations, their words and consents.",
    "Coaching": "Gaps, plans and 1:1s.",
    "Content": "The library, from draft to published, and its use.",
    "Access": "How far people see, and roles in time.",
    "Privacy": "What is kept of people: consent, retention, holds, erasure, copies.",
    "Credentials": "Sessions and API keys.",
    "Policy": "Who may do what: rules, text, changes, previews, tests.",
    "Home": "What to do next, and setting it aside.",
    "Feedback": "Comments, scores by coaches, disputes.",
    "Intake": "Calls that come in by machine: sources, matching, what waits for somebody.",
    "Learning": "Courses and enrolments.",
    "Notifications": "What you are told, and where.",
    "People": "People, teams, competencies, the organisation.",
    "Pipeline": "Deals and what they hang on.",
    "Practice": "Role-play against a scripted buyer.",
    "Provisioning": "A directory's tokens, and what its groups stand for.",
    "Rewards": "Points, places, reasons.",
    "System": "Search, jobs, plugins, policy, audit.",
    "Vault": "The keys of what is kept encrypted; never a key itself.",
    "Webhooks": "Events to programs, signed.",
}
_INTRODUCTION = (
    "Everything RevRise does, for programs. Send an API key as `Authorization: Bearer …`. A thing "
    "you may not see answers like one that does not exist (404). Unknown fields are refused. Every "
    "POST but those with secrets takes an `Idempotency-Key`: the same key gives the same answer "
    "once. Changes name the "
    "version they change by `If-Match`. Errors are problem details (RFC 9457) with stable codes; "
    "their words follow `Accept-Language` (en, zh). A list gives `next`, the cursor of its next "
    "page, also as a `Link`."
)


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole document, in a fixed order."""
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    for one in DOORS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one) | {"security": []}
    known = schemas([*operations, *DOORS])
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
            "schemas": dict(sorted(known.items())),
            "responses": {named(code): problem(code) for code in CODES},
            "parameters": shared(),
            "headers": headers(),
            "securitySchemes": _SECURITY,
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": one.id,
        "tags": [one.tag],
        "summary": one.summary,
        "description": one.description,
        "x-permission": one.permission or "everybody",
        "parameters": parameters(one),
        "responses": responses(one),
    }
    if one.body is not None:
        content = {"schema": {"$ref": REF.format(name=one.body.__name__)}}
        content |= {"example": example(one.body)}
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


_SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "revrise_session",
        "description": "A logged-in browser; writes also send `X-CSRF-Token`.",
    },
}
