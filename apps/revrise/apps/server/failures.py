"""Errors nobody caught: a problem for programs, a page for people."""

from typing import Any

from litestar import Request, Response

from revrise.apps.api.dispatch import refusal, refused
from revrise.apps.api.errors import problem
from revrise.apps.api.problems import MEDIA, language
from revrise.apps.server import scim
from revrise.apps.web import errors as pages

# Addresses of programs; everything else is a page.
PROGRAMS = ("/v1", "/health", "/metrics", "/openapi.json", "/problems")


def failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The answer to a request that failed."""
    noted = refused(request.app.state.revrise, request, error)
    if request.scope["path"].startswith(scim.ROOT):
        return scim.broken(problem(error).code.status)
    if not request.scope["path"].startswith(PROGRAMS):
        page = pages.answer(request, error)
        page.background = noted
        return page
    tongue = language(request.headers.get("accept-language", ""))
    found = refusal(problem(error), tongue, request.scope)
    headers = {name.decode(): value.decode() for name, value in found.encode_headers()}
    for name in ("content-length", "content-type"):
        headers.pop(name, None)
    return Response(
        found.body,
        status_code=found.status_code,
        media_type=MEDIA,
        headers=headers,
        background=noted,
    )
