"""Answers in SCIM's form, errors too."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen
from pydantic import ValidationError
from scim2_models import Error, SCIMException

from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Retriable, Stale


@frozen
class Asked:
    """A request, without what carries it. `base` is the address of the service."""

    method: str
    path: tuple[str, ...]
    query: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    base: str
    token_id: str = ""


@frozen
class Said:
    """An answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)


def said(status: int, content: Mapping[str, Any], etag: str = "", location: str = "") -> Said:
    """An answer with a body."""
    headers = {"ETag": etag, "Location": location}
    body = json.dumps(content, ensure_ascii=False).encode()
    return Said(status, body, {name: value for name, value in headers.items() if value})


def error(status: int, detail: str, kind: str | None = None) -> Said:
    """An error in SCIM's form."""
    return said(status, Error(status=status, scim_type=kind, detail=detail).model_dump())


def failed(problem: Exception) -> Said:
    """The answer to what went wrong; raises what is nobody's doing."""
    if isinstance(problem, SCIMException):
        found = problem.to_error()
        return error(found.status or 400, found.detail or "", found.scim_type)
    if isinstance(problem, ValidationError):
        found = Error.from_validation_errors(problem)[0]
        return error(found.status or 400, found.detail or "", found.scim_type)
    for kind, status, scim_type in _OURS:
        if isinstance(problem, kind):
            return error(status, str(problem), scim_type)
    raise problem


_OURS: tuple[tuple[type[Exception], int, str | None], ...] = (
    (Stale, 412, None),
    (Conflict, 409, "uniqueness"),
    (NotFound, 404, None),
    (Refused, 403, None),
    (Invalid, 400, "invalidValue"),
    (Retriable, 503, None),
    (RecursionError, 400, "invalidSyntax"),
)
