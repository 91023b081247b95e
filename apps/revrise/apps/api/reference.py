"""The API described: the document for programs, what each problem means for people."""

from functools import cache
from typing import Any

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response.base import ASGIResponse

from revrise.apps.api.deps import Part, Web
from revrise.apps.api.described.document import document
from revrise.apps.api.handlers import operations
from revrise.apps.api.problems import CODES, Problem, language
from revrise.core.governance.actor import Actor

By = NamedDependency[SkipValidation[Actor]]


@cache
def text() -> bytes:
    """The OpenAPI document as it is committed and served."""
    return msgspec.json.format(msgspec.json.encode(document(operations())), indent=1) + b"\n"


@get("/openapi.json", sync_to_thread=False)
def openapi(by: By) -> ASGIResponse:
    """The document, for whoever is logged in."""
    del by
    return ASGIResponse(body=text(), media_type="application/json")


@get("/problems/{code:str}", sync_to_thread=False, opt={"public": True})
def meaning(request: Web, code: Part) -> ASGIResponse:
    """What a problem's code means: its `type` leads here."""
    if code not in CODES:
        raise Problem("not-found")
    tongue = language(request.headers.get("accept-language", ""))
    known = CODES[code]
    said: dict[str, Any] = {
        "code": known.id,
        "status": known.status,
        "title": known.title.of(tongue),
        "href": f"/problems/{known.id}",
    }
    return ASGIResponse(
        body=msgspec.json.encode(said),
        media_type="application/json",
        headers={"Content-Language": tongue, "Vary": "Accept-Language"},
    )


HANDLERS = [openapi, meaning]
