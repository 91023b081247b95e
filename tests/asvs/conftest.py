"""Two installations: the canary company by API keys, and one behind https by log-in."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import define, field
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from tests.integration.server.conftest import NINA, WORD, Quick, put
from tests.support.api import NO_LIMITS, Api, close, opened
from tests.support.aviary import Company

from revrise.apps.server.app import create
from revrise.apps.settings import Server, Settings
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword

SITE = "https://revrise.example.org"
ADA = Person("ada", "Ada", "ada@example.org", roles=("admin",))
_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


@pytest.fixture(scope="session")
def company_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Company]]:
    api = opened(tmp_path_factory.mktemp("asvs") / "in" / "data")
    yield api, api.company
    close(api)


@pytest.fixture
def api(company_api: Any) -> Api:
    """Called with API keys; what one test stores, others see."""
    found: Api = company_api[0]
    return found


@pytest.fixture
def company(company_api: Any) -> Company:
    found: Company = company_api[1]
    return found


@define
class Browser:
    """One of many at one server: cookies of its own, redirects not followed."""

    client: TestClient[Any]
    cookies: dict[str, str] = field(factory=dict)

    def request(self, method: str, path: str, **more: Any) -> Any:
        self.client.cookies.clear()
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**({"Cookie": sent} if sent else {}), **more.pop("headers", {})}
        answer = self.client.request(method, path, headers=headers, follow_redirects=False, **more)
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            self.cookies.pop(name, None)
            if "max-age=0" not in rest.lower():
                self.cookies[name] = rest.partition(";")[0]
        return answer

    def get(self, path: str, **more: Any) -> Any:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> Any:
        return self.request("POST", path, **more)


@define
class Site:
    """Behind https, with people who log in."""

    app: Quick
    browser: Callable[[], Browser]

    def logged_in(self, person: Person = NINA) -> Browser:
        """A browser of somebody."""
        made = self.browser()
        done = made.post("/login", data={"login": person.email, "password": WORD})
        assert done.status_code == 303
        return made


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("https")
    app = Quick(Settings(data_dir=str(folder), server=Server(public_url=SITE)))
    owner = app.actor()
    for person in (NINA, ADA):
        put(app, person)
        app.accounts.set_password(SetPassword(person.id, WORD), owner)
    with TestClient(create(app, limits=NO_LIMITS), base_url=SITE) as client:
        yield Site(app, lambda: Browser(client))
    app.engine.dispose()


def routes(application: Any) -> list[tuple[str, str]]:
    """(method, address) of everything that is served, by reflection; ids are made up."""
    found = {
        (method, _PART.sub("nothing", route.path))
        for route in application.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    }
    return sorted(found)
