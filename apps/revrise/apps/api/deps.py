"""What handlers are given: annotate `app: App` for the services, `by: By` for the actor."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import SkipValidation

from revrise.apps.assembly import RevRise
from revrise.core.governance.actor import Actor

App = NamedDependency[SkipValidation[RevRise]]
By = NamedDependency[SkipValidation[Actor]]
Web = Request[Any, Any, Any]


def actor(request: Web) -> Actor:
    """On whose behalf a request is. Raises 401 where nobody proved who they are."""
    if request.user is None:
        raise NotAuthorizedException
    found: Actor = request.user.actor
    return found
