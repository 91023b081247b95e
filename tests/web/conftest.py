"""The web app in this process, with a small company behind it; whoever the header names asks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from revrise.apps.api.principal import Principal
from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Server, Settings
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person

TOKEN = "the-token"
PEOPLE = (
    Person("rep", "Rana Reed", "rana@acme.example", "west"),
    Person("coach", "Cora Cole", team_id="west", roles=("coach",)),
    Person("manager", "Max Moss", team_id="west", roles=("manager",)),
    Person("enablement", "Eve Ellis", team_id="west", roles=("enablement",)),
    Person("eyes", "Ed Eyre", team_id="west", roles=("enablement",)),
    Person("admin", "Ada Ames", team_id="west", roles=("admin",)),
    Person("both", "Bo Both", team_id="west", roles=("rep", "admin")),
    Person("zh", "秦白露", team_id="west", locale="zh"),
)


class Named:
    """The port Authenticator: the header `who` names the person."""

    def __init__(self, app: RevRise) -> None:
        self.app = app

    def principal(self, connection: Any) -> Principal | None:
        who = connection.headers.get("who")
        if not who:
            return None
        actor = self.app.people.actor(who)
        row = next(one for one in self.app.people.list(actor) if one["id"] == who)
        return Principal(actor, row["name"], row["locale"], csrf=TOKEN)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> RevRise:
    """RevRise on a database of its own."""
    folder = str(tmp_path_factory.mktemp("web"))
    made = RevRise(Settings(data_dir=folder, tenant="acme", server=Server(gallery=True)))
    made.people.actor(None)
    by = system_actor("acme")
    with made.desk.store.begin(by) as work:
        for one in (Team("west", "West"), *PEOPLE):
            name = type(one).__name__.lower()
            work.of(type(one)).add(one, system_scope("acme", name, "create", "test"))
        work.record("test.put", "acme")
    return made


@pytest.fixture(scope="session")
def client(app: RevRise) -> Iterator[TestClient[Any]]:
    """Asks in this process."""
    with TestClient(create(app, Named(app)), raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def ask(client: TestClient[Any]) -> Callable[..., Any]:
    """`ask(who, path)` gets, `ask(who, path, data={…})` posts; redirects are not followed."""

    def asked(who: str, path: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        client.cookies.clear()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who:
            sent |= {"who": who, "X-CSRF-Token": TOKEN}
        if data is None:
            return client.get(path, headers=sent, follow_redirects=False)
        return client.post(path, data=data, headers=sent, follow_redirects=False)

    return asked
