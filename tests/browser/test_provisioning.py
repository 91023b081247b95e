"""A directory brings people and groups by SCIM, seen in a browser, and puts somebody out again."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from attrs import frozen
from playwright.sync_api import expect
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import Error
from tests.support.apart import apart
from tests.support.served import in_process
from tests.support.walk import PASSWORD, TAGS, Quick, Walk, words

from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Settings
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword

WITHIN_S = 1.0
ADMINS = {"en": "ada", "zh": "adazh"}
NEW = {"en": ("Wren Hollow", "wren"), "zh": ("秦白露", "bailu")}


@frozen
class Site:
    """A server with an administrator in each language."""

    url: str
    app: RevRise


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server, over HTTP."""
    app = Quick(Settings(data_dir=str(tmp_path_factory.mktemp("site"))))
    owner = app.actor()
    scope = system_scope(app.settings.tenant, "person", "create", "test")
    for locale, name in ADMINS.items():
        person = Person(name, name.title(), f"{name}@example.org", roles=("admin",), locale=locale)
        with app.store.begin(system_actor(app.settings.tenant)) as work:
            work.of(Person).add(person, scope)
            work.record("test.put", name)
        app.accounts.set_password(SetPassword(name, PASSWORD), owner)
    with in_process(create(app)) as url:
        yield Site(url, app)
    app.engine.dispose()


@pytest.fixture
def directory(site: Site) -> Iterator[Callable[[str], SyncSCIMClient]]:
    """The company's directory: somebody else's SCIM client, once it has a token."""
    opened: list[httpx2.Client] = []

    def connect(token: str) -> SyncSCIMClient:
        headers = {"Authorization": f"Bearer {token}"}
        opened.append(httpx2.Client(base_url=f"{site.url}/scim/v2", headers=headers, timeout=30))
        client = SyncSCIMClient(opened[-1], raise_scim_errors=False)
        client.discover()
        return client

    yield connect
    for one in opened:
        one.close()


def test_a_directory_brings_somebody_who_works_and_is_put_out(
    walk: Walk, site: Site, directory: Any, figures: Any
) -> None:
    name, login = NEW[walk.locale]
    token = token_made(walk, site)
    scim = directory(token)
    user, group = scim.get_resource_model("User"), scim.get_resource_model("Group")
    made = scim.create(
        user(
            user_name=f"{login}@example.org",
            display_name=name,
            emails=[{"value": f"{login}@example.org", "type": "work"}],
            preferred_language=TAGS[walk.locale],
        )
    )
    team = words(walk.locale, "Coaches of the east", "华东教练")
    scim.create(group(display_name=team, members=[{"value": made.id}]))
    group_mapped(walk, team)
    walk.page.goto(f"{site.url}/admin/people")
    expect(walk.page.locator("tr", has_text=name)).to_contain_text(
        words(walk.locale, "Coach", "教练")
    )
    walk.seen("scim-people")

    apart(lambda: site.app.accounts.set_password(SetPassword(made.id, PASSWORD), site.app.actor()))
    other = walk.page.context.browser.new_context(locale=TAGS[walk.locale])
    theirs = Walk(other.new_page(), walk.folder, walk.locale)
    theirs.log_in(site.url, login)
    theirs.page.wait_for_url("**/me/security")
    theirs.seen("scim-logged-in")

    put_out = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "path": "active", "value": False}],
    }
    began = time.monotonic()
    scim.modify(user, made.id, put_out)
    while "/login" not in theirs.page.url:
        assert time.monotonic() - began < WITHIN_S
        theirs.page.reload()
    figures.say("SCIM: out of the browser after", f"{time.monotonic() - began:.2f} s")
    theirs.seen("scim-put-out")
    theirs.log_in(site.url, login)
    expect(theirs.page.locator("[role=alert]")).to_be_visible()
    other.close()
    walk.page.goto(f"{site.url}/admin/people/{made.id}")
    expect(walk.page.locator(".sub")).to_contain_text(words(walk.locale, "Deactivated", "停用"))
    walk.seen("scim-deactivated")

    walk.page.goto(f"{site.url}/admin/provisioning")
    walk.page.locator("details:has(form[action*='/tokens/']) summary").first.click()
    walk.seen("scim-end-token")
    walk.page.locator("form[action*='/tokens/'] button[type=submit]").first.click()
    walk.page.wait_for_load_state()
    refused = scim.query(user, made.id)
    assert isinstance(refused, Error)
    assert str(refused.status) == "401"


def token_made(walk: Walk, site: Site) -> str:
    """Made on the page by an administrator, who sees it this once."""
    walk.log_in(site.url, ADMINS[walk.locale], "/admin/provisioning")
    walk.page.wait_for_url("**/admin/provisioning")
    walk.page.fill("form[action$='/tokens'] [name=name]", "Entra ID")
    walk.page.press("form[action$='/tokens'] [name=name]", "Enter")
    walk.page.wait_for_selector("#f-token")
    walk.seen("scim-token")
    token = str(walk.page.input_value("#f-token"))
    walk.page.goto(f"{site.url}/admin/provisioning")
    assert token not in walk.page.content()
    return token


def group_mapped(walk: Walk, team: str) -> None:
    """The group gives its members a role, from now on."""
    walk.page.reload()
    row = walk.page.locator("details", has_text=team)
    expect(row.locator("summary")).to_contain_text(words(walk.locale, "1 member", "1 名成员"))
    row.locator("summary").click()
    row.locator("[name=roles][value=coach]").check()
    walk.seen("scim-mapping")
    row.locator("button[type=submit]").click()
    walk.page.wait_for_load_state()
