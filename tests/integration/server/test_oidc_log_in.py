"""Logging in by a provider outside that is really there: who gets in, and who does not."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pyotp
import pytest
from attrs import evolve
from tests.integration.server.conftest import NINA, WORD, Quick, deactivate, put
from tests.support.oidc_mock import OutsideProvider, outside_provider

from revrise.apps.settings import Oidc, Settings
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.identity.outside import OutsideLink
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.second_factors import ConfirmFactor

CALLBACK = "/login/oidc/callback"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OutsideProvider]:
    """The provider, once for all of these tests."""
    with outside_provider(tmp_path_factory.mktemp("provider")) as found:
        found.knows("u-nina", "Nina@Example.org")
        found.knows("u-unproven", "nina@example.org", verified=False)
        found.knows("u-new", "new@example.org")
        found.knows("u-foreign", "nina@elsewhere.example")
        yield found


@pytest.fixture
def site(
    sqlite_url: str, tmp_path: Path, provider: OutsideProvider, open_client: Any
) -> Iterator[Callable[..., Any]]:
    """A browser at RevRise with this provider; arguments are settings of the log-in."""
    made: list[Any] = []

    def make(**oidc: Any) -> Any:
        wanted = Oidc(provider.issuer, "revrise", "s3cret", "Acme SSO", private_hosts=True)
        settings = Settings(
            database_url=sqlite_url, data_dir=str(tmp_path), oidc=evolve(wanted, **oidc)
        )
        app = Quick(settings)
        app.actor()
        if not made and not people(app, "nina"):
            put(app, NINA)
        made.append(app)
        return open_client(app)

    yield make
    for app in made:
        app.engine.dispose()


def app_of(client: Any) -> Any:
    return client.app.state["revrise"]


def rows(app: Any, kind: type[Any], resource: str) -> list[Any]:
    tenant = app.settings.tenant
    with app.store.read(system_actor(tenant)) as work:
        return list(work.of(kind).load_many(system_scope(tenant, resource, "read", "test")))


def people(app: Any, person_id: str) -> list[Any]:
    return [one for one in rows(app, Person, "person") if one.id == person_id]


def sent(client: Any, onwards: str = "/calls") -> str:
    """The address a browser is sent to."""
    left = client.get("/login/oidc", params={"next": onwards})
    assert left.status_code == 303, left.text[:500]
    return str(left.headers["location"])


def come_back(client: Any, provider: OutsideProvider, subject: str) -> Any:
    """The answer to who logged in at the provider and came back."""
    return client.get(CALLBACK, params=provider.answer(sent(client), subject))


def test_somebody_known_by_a_proven_address_gets_in_and_is_linked(site: Any, provider: Any) -> None:
    client = site()
    assert "Acme SSO" in client.get("/login").text
    back = come_back(client, provider, "u-nina")
    assert (back.status_code, back.headers["location"]) == (303, "/calls")
    assert client.get("/v1/me").json()["person_id"] == "nina"
    link = rows(app_of(client), OutsideLink, "outside_link")[0]
    assert (link.person_id, link.issuer, link.subject) == ("nina", provider.issuer, "u-nina")
    # From now on the subject counts, whatever becomes of the address.
    provider.knows("u-nina", "married@example.org")
    assert come_back(client, provider, "u-nina").status_code == 303
    assert client.get("/v1/me").json()["person_id"] == "nina"
    provider.knows("u-nina", "Nina@Example.org")


@pytest.mark.parametrize("subject", ["u-unproven", "u-new", "u-foreign"])
def test_who_is_not_proved_to_be_one_of_ours_stays_outside(
    site: Any, provider: Any, subject: str
) -> None:
    client = site(domains=("example.org",))
    back = come_back(client, provider, subject)
    assert back.status_code == 403
    assert "revrise_session" not in client.cookies
    assert not rows(app_of(client), OutsideLink, "outside_link")


def test_people_are_made_only_where_that_is_set_and_of_the_domains(
    site: Any, provider: Any
) -> None:
    client = site(create_people=True, domains=("example.org",), roles=("coach",))
    assert come_back(client, provider, "u-foreign").status_code == 403
    assert come_back(client, provider, "u-new").status_code == 303
    me = client.get("/v1/me").json()
    assert (me["name"], me["roles"]) == ("U-New", ["coach"])


def test_addresses_are_not_matched_where_that_is_off(site: Any, provider: Any) -> None:
    assert come_back(site(match_email=False), provider, "u-nina").status_code == 403


def test_who_left_does_not_come_in_by_the_side_door(site: Any, provider: Any) -> None:
    client = site()
    come_back(client, provider, "u-nina")
    deactivate(app_of(client))
    client.cookies.clear()
    assert come_back(client, provider, "u-nina").status_code == 403


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(site: Any, provider: Any) -> None:
    client, other = site(), site()
    answer = provider.answer(sent(client), "u-nina")
    sent(other)
    assert other.get(CALLBACK, params=answer).status_code == 403
    other.cookies.clear()
    assert other.get(CALLBACK, params=answer).status_code == 403
    kept = client.cookies["revrise_step"]
    assert client.get(CALLBACK, params=answer).status_code == 303
    client.cookies.clear()
    client.cookies.set("revrise_step", kept)
    assert client.get(CALLBACK, params=answer).status_code == 403
    assert "revrise_session" not in client.cookies


def test_what_was_planted_in_the_browser_is_worth_nothing_after_the_log_in(
    site: Any, provider: Any
) -> None:
    client, thief = site(), site()
    come_back(thief, provider, "u-nina")
    planted = thief.cookies["revrise_session"]
    client.cookies.set("revrise_session", planted)
    back = client.get(CALLBACK, params=provider.answer(sent(client), "u-nina"))
    assert back.status_code == 303
    held = next(one for one in back.headers.get_list("set-cookie") if "revrise_session=" in one)
    assert planted not in held
    assert thief.get("/v1/me").status_code == 401


def test_a_changed_answer_lets_nobody_in(site: Any, provider: Any) -> None:
    client = site()
    for change in (
        {"state": "0" * 64},
        {"state": ""},
        {"code": "made-up"},
        {"code": ""},
        {"iss": "https://evil.example"},
        {"error": "access_denied"},
    ):
        answer = provider.answer(sent(client), "u-nina") | change
        assert client.get(CALLBACK, params=answer).status_code == 403, change
    answer = provider.answer(sent(client), "u-nina")
    twice = [*answer.items(), ("state", answer["state"])]
    assert client.get(CALLBACK, params=twice).status_code == 403


def test_it_never_leads_to_another_site(site: Any, provider: Any) -> None:
    client = site()
    answer = provider.answer(sent(client, "https://evil.example/"), "u-nina")
    assert client.get(CALLBACK, params=answer).headers["location"] == "/"


def test_our_second_factor_is_asked_too_unless_the_provider_s_will_do(
    site: Any, provider: Any
) -> None:
    client = site()
    app = app_of(client)
    nina = app.actor("nina")
    secret = app.second_factors.start(nina).secret
    now = pyotp.TOTP(secret).now()
    app.second_factors.confirm(ConfirmFactor(now), nina)
    back = come_back(client, provider, "u-nina")
    assert back.headers["location"].startswith("/login/code?")
    assert client.get("/v1/me").status_code == 401
    trusting = site(trust_factor=True)
    assert come_back(trusting, provider, "u-nina").headers["location"] == "/calls"


def test_a_private_provider_is_not_asked_unless_that_is_set(site: Any, provider: Any) -> None:
    client = site(private_hosts=False)
    assert client.get("/login/oidc").status_code == 503


def test_without_a_provider_there_is_no_such_page(client: Any) -> None:
    assert client.get("/login/oidc").status_code == 404
    assert client.get(CALLBACK, params={"code": "c", "state": "s"}).status_code == 404
    assert "/login/oidc" not in client.get("/login").text


def test_the_address_carries_nothing_of_ours_but_the_client(site: Any) -> None:
    client = site()
    asked = dict(parse_qsl(urlsplit(sent(client)).query))
    assert set(asked) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert client.cookies["revrise_step"].split(".")[1] not in asked.values()


def test_a_link_is_seen_and_removed_over_the_api_but_not_the_last_way_in(
    site: Any, provider: Any
) -> None:
    client = site(create_people=True)
    come_back(client, provider, "u-new")
    who = client.get("/v1/me").json()["person_id"]
    link = client.get("/v1/outside-links").json()["items"][0]
    assert (link["person_id"], link["issuer"]) == (who, provider.issuer)
    assert "u-new" not in str(link)
    where = f"/v1/outside-links/{link['id']}"
    refused = client.delete(where, headers=token(client))
    assert (refused.status_code, "set a password" in refused.text) == (403, True)
    page = client.post(f"/me/links/{link['id']}/remove", headers=token(client))
    assert (page.status_code, "your last way to log in" in page.text) == (422, True)
    app = app_of(client)
    app.accounts.set_password(SetPassword(who, WORD), app.actor())
    come_back(client, provider, "u-new")
    headers = token(client)
    assert client.delete(where, headers=headers).status_code == 204
    assert client.get("/v1/me").status_code == 200  # the session it is done in goes on
    assert client.get("/v1/outside-links").json()["items"] == []
    assert client.delete(where, headers=headers).status_code == 404


def test_an_administrator_removes_somebody_s_link_on_their_page(site: Any, provider: Any) -> None:
    client, nina = site(), site()
    app = app_of(client)
    for who in ("ada", "other"):
        put(app, Person(who, who.title(), f"{who}@example.org", roles=("admin",)))
        app.accounts.set_password(SetPassword(who, WORD), app.actor())
    come_back(nina, provider, "u-nina")
    client.post("/login", data={"login": "ada", "password": WORD})
    shown = client.get("/admin/people/nina").text
    way = f"/links/{app.outside_links.of(app.actor('nina'))[0]['id']}/remove"
    assert provider.issuer in shown
    # By the page of somebody else it is not to be found.
    wrong = client.post(f"/admin/people/other{way}", headers=token(client))
    assert wrong.status_code == 404
    done = client.post(f"/admin/people/nina{way}", headers=token(client))
    assert done.status_code == 303
    assert not rows(app, OutsideLink, "outside_link")
    assert nina.get("/v1/me").status_code == 401


def token(client: Any) -> dict[str, str]:
    """What a page of theirs sends along."""
    found = re.search(r'name="_csrf" value="([^"]+)"', client.get("/me/security").text)
    assert found
    return {"X-CSRF-Token": found.group(1)}
