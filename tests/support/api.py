"""RevRise called over HTTP from within a test: without a network, with real API keys."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec
from attrs import define, field, frozen
from litestar.testing import TestClient
from tests.support import canary_company, canary_more
from tests.support.aviary import Company

from revrise.apps.api.idempotency import Keys
from revrise.apps.api.limits import Limits, Policy
from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Settings
from revrise.services.identity.keyring import MakeKey

NO_LIMITS = Limits(Policy("credential", 0), Policy("address", 0), Policy("visitor", 0), {})
_REQUEST = re.compile(r"urn:request:[0-9a-f]+")


@frozen
class Said:
    """An answer: what anybody could read of it, but for the request's number."""

    status: int
    text: str
    headers: Mapping[str, str]

    def json(self) -> Any:
        """The body."""
        return msgspec.json.decode(self.text)


@define(slots=False)
class Api:
    """An installation and a client of it."""

    app: RevRise
    client: TestClient[Any]
    _keys: dict[str, str] = field(factory=dict)

    def key(self, person: str) -> str:
        """An API key of somebody, made once."""
        if person not in self._keys:
            made = self.app.keyring.make_key(
                MakeKey("test", read_only=False), self.app.actor(person)
            )
            self._keys[person] = made.token
        return self._keys[person]

    def ask(self, method: str, path: str, person: str | None = None, **more: Any) -> Said:
        """Sends a request, as somebody or as nobody."""
        headers = dict(more.pop("headers", {}))
        if person is not None:
            headers["Authorization"] = f"Bearer {self.key(person)}"
        answer = self.client.request(method, path, headers=headers, **more)
        kept = {name.lower(): value for name, value in answer.headers.items()}
        return Said(answer.status_code, _REQUEST.sub("urn:request:0", answer.text), kept)

    @cached_property
    def company(self) -> Company:
        """The canary company, stored when first asked for."""
        made = canary_more.enlarge(canary_company.make())
        tenant = self.app.settings.tenant
        canary_company.store(made, self.app.store, tenant, self.app.actor())
        return made


def opened(
    folder: Any,
    *,
    database: str = "",
    limits: Limits = NO_LIMITS,
    kind: type[RevRise] = RevRise,
    wait_s: float = 60.0,
    **more: Any,
) -> Api:
    """A new installation in a folder; `close` it."""
    app = kind(Settings(data_dir=str(folder), database_url=database, **more))
    app.people  # noqa: B018 - sets it up
    client: TestClient[Any] = TestClient(create(app, limits=limits, keys=Keys(wait_s=wait_s)))
    client.__enter__()
    return Api(app, client)


def close(api: Api) -> None:
    """Lets go of client and database."""
    api.client.__exit__()
    api.app.engine.dispose()
