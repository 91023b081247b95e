"""The reference of the API: its operations by domain, from the same description programs read."""

from litestar import Response
from litestar.exceptions import NotFoundException

from revrise.apps.api.deps import By, Part, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.reference.views import chapter, contents


@get("/docs")
def overview(request: Web, by: By) -> Response[str]:
    """What there is, and the rules that hold for all of it."""
    del by
    return page(request, "reference/overview.html", contents=contents())


@get("/docs/{name:str}")
def domain(request: Web, by: By, name: Part) -> Response[str]:
    """The operations of one domain with parameters, bodies and answers."""
    del by
    found = chapter(name)
    if found is None:
        raise NotFoundException
    return page(request, "reference/domain.html", chapter=found)


HANDLERS = [overview, domain]
