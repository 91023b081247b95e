"""SCIM over HTTP: the public tester, what hostile requests get, and who is put out, being out."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server
from tests.support.figures import Figures
from tests.support.served import serving

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.errors import Refused
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.sign_in import LoggedIn, LogIn
from revrise.services.provisioning.groups import MapGroup

WITHIN_S = 1.0
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
PASSWORD = "four unrelated words of theirs"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RevRise]:
    """This process."""
    made = RevRise(Settings(data_dir=str(tmp_path_factory.mktemp("scim"))))
    made.people  # noqa: B018 - sets it up
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def url(app: RevRise) -> Iterator[str]:
    """Another process on the same database."""
    with serving(app.settings.folder, env={"REVRISE_SERVER_PER_MINUTE": "1000000"}) as served:
        yield served.url


@pytest.fixture(scope="module")
def token(app: RevRise) -> str:
    return app.provisioning_tokens.make("test", 30, app.actor()).token


@pytest.fixture(scope="module")
def scim(url: str, token: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{url}/scim/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30
    ) as client:
        yield client


def add(scim: httpx.Client, name: str, **more: Any) -> str:
    answer = scim.post("/Users", json={"schemas": [USER], "userName": name, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def group(scim: httpx.Client, name: str, *members: str) -> str:
    content = {
        "schemas": [GROUP],
        "displayName": name,
        "members": [{"value": one} for one in members],
    }
    return str(scim.post("/Groups", json=content).json()["id"])


def patch(scim: httpx.Client, path: str, *operations: dict[str, Any]) -> httpx.Response:
    return scim.patch(path, json={"schemas": [PATCH], "Operations": operations})


def members(scim: httpx.Client, group_id: str) -> set[str]:
    found = scim.get(f"/Groups/{group_id}").json().get("members", [])
    return {one["value"] for one in found}


def test_the_public_tester_finds_no_fault(url: str, token: str, figures: Figures) -> None:
    with httpx2.Client(
        base_url=f"{url}/scim/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30
    ) as client:
        results = check_server(SyncSCIMClient(client))
    wrong = [one for one in results if one.status not in (Status.SUCCESS, Status.SKIPPED)]
    assert not wrong, [(one.title, one.reason) for one in wrong]
    good = sum(one.status == Status.SUCCESS for one in results)
    assert good >= 70
    figures.say("SCIM tester: checks passed of those made", f"{good} of {len(results)}")


def test_a_token_is_asked_for_and_no_other_credential_will_do(
    app: RevRise, url: str, token: str
) -> None:
    key = app.keyring.make_key(MakeKey("k", 30, False), app.actor()).token
    for header in ({}, {"Authorization": "Basic x"}, *(
        {"Authorization": f"Bearer {one}"} for one in (key, token[:-2], "rr_scim_" + "0" * 70)
    )):  # fmt: skip
        answer = httpx.get(f"{url}/scim/v2/Users", headers=header)
        assert answer.status_code == 401
        assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert answer.headers["www-authenticate"].startswith("Bearer")
    elsewhere = httpx.get(f"{url}/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert elsewhere.status_code == 401


def test_roles_and_other_words_a_directory_has_no_say_in_are_dropped(
    app: RevRise, scim: httpx.Client
) -> None:
    made = add(
        scim, "mass@example.org", roles=[{"value": "owner"}], entitlements=[{"value": "admin"}],
        password="x", team_id="west", id="per_owner", meta={"version": "9"}, version=99,
    )  # fmt: skip
    patch(scim, f"/Users/{made}", {"op": "add", "path": "roles", "value": [{"value": "admin"}]})
    patch(scim, f"/Users/{made}", {"op": "replace", "value": {"roles": [{"value": "owner"}]}})
    person = app.scim_users.one(made).person
    assert (person.roles, person.id != "per_owner") == (("rep",), True)


@pytest.mark.parametrize(
    "text",
    [
        "userName eq", "((((", "(" * 500 + 'userName eq "x"' + ")" * 500, 'a" or 1=1 --',
        "token_hash pr", 'password sw "a"', "userName eq 'x'; drop table person",
        "not (" * 200 + "active pr" + ")" * 200, " and ".join(["active pr"] * 1_000),
    ],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused_in_scim_s_words(scim: httpx.Client, text: str) -> None:
    answer = scim.get("/Users", params={"filter": text})
    assert answer.status_code == 400
    assert answer.json()["scimType"] == "invalidFilter"


def test_a_filter_finds_by_value_and_takes_none_for_more(scim: httpx.Client) -> None:
    made = add(scim, "find@example.org", externalId='x" or userName pr or externalId eq "')
    either = 'emails.value eq "x@y.example" or userName sw "find@"'
    for text in ('userName eq "FIND@example.org"', either):
        found = scim.get("/Users", params={"filter": text}).json()
        assert [one["id"] for one in found["Resources"]] == [made]
    hostile = json.dumps('nobody" or userName pr or userName eq "')
    assert scim.get("/Users", params={"filter": f"userName eq {hostile}"}).json()[
        "totalResults"
    ] == 0  # fmt: skip


def test_lists_are_sorted_and_paged(scim: httpx.Client) -> None:
    for name in ("pc", "pa", "pb"):
        add(scim, f"{name}@page.example")
    asked = {"filter": 'userName ew "@page.example"', "sortBy": "userName", "count": 1}
    names = [
        scim.get("/Users", params={**asked, "startIndex": start}).json()["Resources"][0]["userName"]
        for start in (1, 2, 3)
    ]
    assert [name[:2] for name in names] == ["pa", "pb", "pc"]
    assert scim.get("/Users", params={"count": 0}).json()["Resources"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"[" * 50_000, b"\xff", b"null"])
def test_a_body_that_is_none_is_refused(scim: httpx.Client, body: bytes) -> None:
    assert scim.post("/Users", content=body).status_code == 400
    somebody = "per_x"
    assert scim.patch(f"/Users/{somebody}", content=body).status_code == 400


def test_hidden_missing_and_foreign_ids_look_alike(scim: httpx.Client) -> None:
    for one in ("per_owner", "per_nobody", "..%2f..%2fv1", "' or 1=1"):
        for answer in (scim.get(f"/Users/{one}"), scim.delete(f"/Users/{one}")):
            assert answer.status_code == 404
    content = {"schemas": [GROUP], "displayName": "f", "members": [{"value": "per_owner"}]}
    assert scim.post("/Groups", json=content).status_code == 400


def test_a_removed_member_takes_nobody_along(app: RevRise, scim: httpx.Client) -> None:
    people = [add(scim, f"m{n}@group.example") for n in range(4)]
    made = group(scim, "Staff", *people)
    entra = {"op": "Remove", "path": "members", "value": [{"value": people[0]}]}
    assert patch(scim, f"/Groups/{made}", entra).status_code == 200
    assert members(scim, made) == set(people[1:])
    usual = {"op": "remove", "path": f'members[value eq "{people[1]}"]'}
    patch(scim, f"/Groups/{made}", usual)
    for nobody in ("per_nobody", people[0]):
        patch(scim, f"/Groups/{made}", {"op": "remove", "path": f'members[value eq "{nobody}"]'})
        patch(scim, f"/Groups/{made}", {**entra, "value": [{"value": nobody}]})
        patch(scim, f"/Groups/{made}", {**entra, "value": []})
    assert members(scim, made) == set(people[2:])
    added = {"op": "add", "path": "members", "value": [{"value": people[0]}]}
    patch(scim, f"/Groups/{made}", added)
    assert members(scim, made) == {people[0], *people[2:]}
    app.scim_groups.map(MapGroup(made, ("coach",)), app.actor())
    assert app.scim_users.one(people[0]).person.roles == ("coach",)
    assert scim.delete(f"/Groups/{made}").status_code == 204
    assert app.scim_users.one(people[0]).person.roles == ("rep",)


def test_a_version_that_is_over_is_not_changed(scim: httpx.Client) -> None:
    made = add(scim, "etag@example.org")
    first = scim.get(f"/Users/{made}")
    change = {"schemas": [USER], "userName": "etag@example.org", "displayName": "E"}
    headers = {"If-Match": first.headers["etag"]}
    assert scim.put(f"/Users/{made}", json=change, headers=headers).status_code == 200
    late = scim.put(f"/Users/{made}", json={**change, "displayName": "F"}, headers=headers)
    assert late.status_code == 412
    now = scim.get(f"/Users/{made}").headers["etag"]
    again = scim.get(f"/Users/{made}", headers={"If-None-Match": now})
    assert again.status_code == 304


def test_a_name_in_use_is_a_conflict_of_uniqueness(scim: httpx.Client) -> None:
    add(scim, "once@example.org")
    again = scim.post("/Users", json={"schemas": [USER], "userName": "Once@example.org"})
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")


def test_entra_s_way_of_saying_active_false_puts_somebody_out(scim: httpx.Client) -> None:
    made = add(scim, "entra@example.org", active=True)
    said = {"op": "Replace", "path": "active", "value": False}
    assert patch(scim, f"/Users/{made}", said).json()["active"] is False


@pytest.mark.parametrize("way", ["patch", "delete"])
def test_who_is_put_out_is_out_everywhere_within_a_second(
    app: RevRise, url: str, scim: httpx.Client, figures: Figures, way: str
) -> None:
    person = add(scim, f"{way}@leaver.example")
    app.accounts.set_password(SetPassword(person, PASSWORD), app.actor())
    session = app.sign_in.log_in(LogIn(f"{way}@leaver.example", PASSWORD))
    assert isinstance(session, LoggedIn)
    key = app.keyring.make_key(MakeKey("k", 30, False), app.actor(person)).token
    doors = (
        {"Cookie": f"revrise_session={session.token}"},
        {"Authorization": f"Bearer {key}"},
    )
    for door in doors:
        assert httpx.get(f"{url}/v1/me", headers=door).status_code == 200
    assert app.people.on_behalf(person).person_id == person
    began = time.monotonic()
    if way == "patch":
        patch(scim, f"/Users/{person}", {"op": "replace", "value": {"active": False}})
    else:
        assert scim.delete(f"/Users/{person}").status_code == 204
    while any(httpx.get(f"{url}/v1/me", headers=one).status_code != 401 for one in doors):
        assert time.monotonic() - began < WITHIN_S
    figures.say(f"SCIM {way}: out of session and key after", f"{time.monotonic() - began:.2f} s")
    with pytest.raises(Refused):
        app.people.on_behalf(person)
    with pytest.raises(Refused):
        app.sign_in.log_in(LogIn(f"{way}@leaver.example", PASSWORD))
    assert scim.get("/Users", params={"count": 1}).status_code == 200


def test_an_ended_token_opens_nothing_from_the_next_request_on(app: RevRise, url: str) -> None:
    made = app.provisioning_tokens.make("short", 30, app.actor())
    header = {"Authorization": f"Bearer {made.token}"}
    assert httpx.get(f"{url}/scim/v2/Groups", headers=header).status_code == 200
    app.provisioning_tokens.end(made.id, app.actor())
    assert httpx.get(f"{url}/scim/v2/Groups", headers=header).status_code == 401
