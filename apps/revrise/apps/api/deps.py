"""What handlers are given: `app: App` the services, `by: By` the actor, `x: Part` of the path."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath, SkipValidation

from revrise.apps.assembly import RevRise
from revrise.core.governance.actor import Actor

App = NamedDependency[SkipValidation[RevRise]]
By = NamedDependency[SkipValidation[Actor]]
Web = Request[Any, Any, Any]
# A part of the path, such as an id.
Part = FromPath[str]


def actor(request: Web) -> Actor:
    """On whose behalf a request is. Raises 401 where nobody proved who they are."""
    if request.user is None:
        raise NotAuthorizedException
    found: Actor = request.user.actor
    return found
