"""Setting up a second factor, logging in with it, and by a provider outside, in a browser."""

from collections.abc import Iterator

import pyotp
import pytest
from attrs import frozen
from playwright.sync_api import expect
from tests.support.apart import apart
from tests.support.oidc_mock import OutsideProvider, outside_provider
from tests.support.served import in_process
from tests.support.walk import PASSWORD, Quick, Walk, words

from revrise.apps.assembly import RevRise
from revrise.apps.server.app import create
from revrise.apps.settings import Identity, Oidc, Settings
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword

LOGGED_IN = {"en": ("nina", "ada"), "zh": ("lihua", "adazh")}


@frozen
class Site:
    """A server with people who speak English and Chinese; administrators need a second factor."""

    url: str
    app: RevRise


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OutsideProvider]:
    """A provider that knows everybody."""
    with outside_provider(tmp_path_factory.mktemp("provider")) as found:
        for names in LOGGED_IN.values():
            found.knows(names[0], f"{names[0]}@example.org")
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, provider: OutsideProvider) -> Iterator[Site]:
    """The server."""
    oidc = Oidc(provider.issuer, "revrise", "s3cret", "Acme SSO", private_hosts=True)
    folder = str(tmp_path_factory.mktemp("site"))
    identity = Identity(second_factor_for=("admin",))
    app = Quick(Settings(data_dir=folder, identity=identity, oidc=oidc))
    owner = app.actor()
    scope = system_scope(app.settings.tenant, "person", "create", "test")
    for locale, (rep, admin) in LOGGED_IN.items():
        for name, role in ((rep, "manager"), (admin, "admin")):
            person = Person(name, name.title(), f"{name}@example.org", roles=(role,), locale=locale)
            with app.store.begin(system_actor(app.settings.tenant)) as work:
                work.of(Person).add(person, scope)
                work.record("test.put", name)
            app.accounts.set_password(SetPassword(name, PASSWORD), owner)
    with in_process(create(app)) as url:
        yield Site(url, app)
    app.engine.dispose()


def test_somebody_sets_a_second_factor_up_and_logs_in_with_it(walk: Walk, site: Site) -> None:
    name, page = LOGGED_IN[walk.locale][0], walk.page
    walk.log_in(site.url, name)
    page.wait_for_url("**/me/security")
    walk.seen("security-off")
    page.click("form[action='/me/factor'] button")
    page.wait_for_url("**/me/factor")
    assert page.evaluate("document.querySelector('main img').naturalWidth") > 100
    secret = page.input_value("#f-secret").replace(" ", "")
    walk.seen("set-up")
    walk.give("000000")
    page.wait_for_selector(".err")
    walk.give(pyotp.TOTP(secret).now())
    page.wait_for_selector("[role=status] li")
    codes = page.locator("main [role=status] li").all_inner_texts()
    assert len(codes) == 10
    walk.seen("recovery-codes")
    page.goto(f"{site.url}/me/security")
    walk.seen("security-on")
    page.context.clear_cookies()
    walk.log_in(site.url, name)
    page.wait_for_url("**/login/code?*")
    walk.seen("code")
    walk.give("000000")
    page.wait_for_selector("[role=alert]")
    walk.give(codes[0])
    page.wait_for_url("**/me/security")
    left = words(walk.locale, "9 recovery codes left", "还剩 9 个恢复码")
    expect(page.locator("main")).to_contain_text(left)
    apart(lambda: site.app.second_factors.reset(name, site.app.actor()))


def test_a_role_that_needs_a_second_factor_sets_it_up_at_log_in(walk: Walk, site: Site) -> None:
    name, page = LOGGED_IN[walk.locale][1], walk.page
    walk.log_in(site.url, name)
    page.wait_for_url("**/login/enrol?*")
    walk.seen("enrol")
    walk.give(pyotp.TOTP(page.input_value("#f-secret").replace(" ", "")).now())
    page.wait_for_selector("[role=status] li")
    walk.seen("enrolled")
    page.click("main a[href='/me/security']")
    page.wait_for_url("**/me/security")
    assert page.locator("button[formaction='/me/factor/off']").count() == 0


def test_somebody_logs_in_by_the_provider(walk: Walk, site: Site) -> None:
    name, page = LOGGED_IN[walk.locale][0], walk.page
    page.goto(f"{site.url}/login?next=/me/security")
    walk.seen("log-in")
    page.click("a[href^='/login/oidc']")
    page.wait_for_selector("input[name=sub]")
    page.fill("input[name=sub]", name)
    page.press("input[name=sub]", "Enter")
    page.wait_for_url("**/me/security")
    walk.seen("linked")
    page.click("details:has(form[action*='/links/']) summary")
    walk.seen("unlink")
    page.click("form[action*='/links/'] button")
    expect(page.locator("form[action*='/links/']")).to_have_count(0)
    page.goto(f"{site.url}/login/oidc/callback?code=x&state=y")
    walk.seen("refused")
