"""ASVS 5.0, chapters 8, 13, 15 and 16: what is whose, what is told, what is written down."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from tests.integration.server.conftest import WORD, Quick
from tests.support.api import Api, close, opened
from tests.support.aviary import Company
from tests.support.swept_operations import FIXED, KINDS, body, hidden
from tests.support.visibility import PRINCIPALS

from revrise.adapters.system import logging as logs
from revrise.apps.api.handlers import operations
from revrise.apps.settings import Server, Settings, origins
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.policy_rule import PolicyDocument
from revrise.services.identity.keyring import MakeKey

REP = next(one for one in PRINCIPALS if one.id == "per_n1")
OWNER = "per_owner"
ANY = {"If-Match": "*"}


def test_asvs_8_2_1_a_rep_runs_no_operation_that_the_policy_keeps_from_reps(
    api: Api, company: Company
) -> None:
    by, tried, before = api.app.actor(REP.id), 0, _head(api)
    for one in operations():
        resource, _, action = one.permission.partition(":")
        if not resource or _may(api, by, resource, action):
            continue
        path = re.sub(r"\{(\w+)\}", lambda found: FIXED.get(found[1], "nothing"), one.path)
        more: dict[str, Any] = {"json": body(one, company, REP)} if one.body else {}
        answer = api.ask(one.method, path, REP.id, headers=ANY, **more)
        if answer.status == 200:  # a batch: every item of it is refused
            assert answer.json()["succeeded"] == 0, (one.id, answer.text)
        else:
            assert answer.status in (403, 404, 422), (one.id, answer.status, answer.text)
        assert answer.status != 422 or one.query is not None or one.body, one.id
        tried += 1
    assert tried > 25
    assert _head(api)[0] - before[0] <= tried, "at most the refusals themselves are written down"


def _may(api: Api, by: Any, resource: str, action: str) -> bool:
    try:
        api.app.desk.scope(by, resource, action or "read")
    except Refused:
        return False
    return True


def _head(api: Api) -> tuple[int, str]:
    found = api.app.store.audit_head(api.app.settings.tenant)
    assert found
    return found


def test_asvs_8_2_2_other_people_s_ids_are_ids_of_nothing(api: Api, company: Company) -> None:
    """The same bytes and the same headers but for the number of the request."""
    tried = 0
    for one in operations():
        if one.method != "GET" or len(one.parts) != 1 or one.parts[0] not in KINDS:
            continue
        thing = hidden(company, REP, one.parts[0])
        if thing is None:
            continue
        answers = [
            api.ask("GET", one.path.replace(f"{{{one.parts[0]}}}", each), REP.id)
            for each in (thing, "x" * len(thing))
        ]
        shown = [
            (a.status, a.text.replace(thing, "x" * len(thing)), _steady(a.headers)) for a in answers
        ]
        assert shown[0] == shown[1], one.id
        assert shown[0][0] in (403, 404), (one.id, shown[0])
        tried += 1
    assert tried > 12


def _steady(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in ("x-request-id", "date")}


def test_asvs_8_2_3_fields_are_read_and_written_by_whom_they_are_for(
    api: Api, company: Company
) -> None:
    mine = next(one for one in company.of(Deal) if one.owner_id == REP.id and not one.outcome)
    for field, value in (("owner_id", "per_s1"), ("team_id", "team_south")):
        answer = api.ask("PATCH", f"/v1/deals/{mine.id}", REP.id, json={field: value}, headers=ANY)
        assert answer.status in (403, 404, 422), (field, answer.text)
    for field, value in (("roles", ["admin"]), ("team_id", "team_top"), ("active", False)):
        sent = {field: value}
        answer = api.ask("PATCH", f"/v1/people/{REP.id}", REP.id, json=sent, headers=ANY)
        assert answer.status in (403, 422), (field, answer.text)
    other = api.ask("GET", "/v1/people/per_s1", REP.id).json()
    assert not {"email", "external_id", "roles"} & {k for k, v in other.items() if v}
    for asked in ("sort=email", "email=x@example.org", "fields=email&email=a"):
        assert api.ask("GET", f"/v1/people?{asked}", REP.id).status in (200, 403, 422)


def test_asvs_8_3_2_a_right_taken_away_is_gone_within_two_seconds(tmp_path: Path) -> None:
    api = opened(tmp_path)
    api.company  # noqa: B018 - stores it
    other = type(api.app)(api.app.settings)  # another process, as it were
    assert api.ask("GET", "/v1/deals", "per_n1").status == 200
    with other.store.begin(other.actor()) as work:
        work.set_policy(_without_deals(other))
        work.record("policy.changed", "policy")
    asked = time.monotonic()
    while api.ask("GET", "/v1/deals", "per_n1").status == 200:
        assert time.monotonic() - asked < 2
        time.sleep(0.05)
    other.engine.dispose()
    close(api)


def _without_deals(app: Any) -> PolicyDocument:
    tenant, store = app.settings.tenant, app.store
    left = [one for one in store.rules(tenant) if one.resource not in ("deal", "*")]
    return PolicyDocument(tuple(store.roles(tenant)), tuple(left))


def test_asvs_8_4_1_two_tenants_of_one_database_know_nothing_of_each_other(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'both.sqlite'}"
    first = opened(tmp_path / "a", database=url, tenant="first")
    second = opened(tmp_path / "b", database=url, tenant="second")
    deal = first.ask("POST", "/v1/deals", OWNER, json={"name": "theirs"}).json()["id"]
    key = first.key(OWNER)
    assert second.ask("GET", "/v1/me", headers={"Authorization": f"Bearer {key}"}).status == 401
    for method, path, more in (
        ("GET", f"/v1/deals/{deal}", {}),
        ("PATCH", f"/v1/deals/{deal}", {"json": {"name": "ours"}, "headers": ANY}),
        ("POST", f"/v1/deals/{deal}:advance", {"json": {"to": "Closing"}, "headers": ANY}),
    ):
        theirs = second.ask(method, path, OWNER, **more)
        none = second.ask(method, path.replace(deal, "x" * len(deal)), OWNER, **more)
        assert theirs.status == none.status == 404
        assert theirs.text.replace(deal, "") == none.text.replace("x" * len(deal), "")
    assert second.ask("GET", "/v1/deals", OWNER).json()["items"] == []
    assert "theirs" not in second.ask("GET", "/v1/deals?format=csv", OWNER).text
    assert "theirs" not in second.ask("GET", "/v1/search?q=theirs", OWNER).text
    assert first.ask("GET", f"/v1/deals/{deal}", OWNER).json()["name"] == "theirs"
    close(first)
    close(second)


def test_asvs_13_3_1_secrets_of_the_settings_are_shown_nowhere(
    api: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    word = "hunter2-hunter2-hunter2"
    (tmp_path / "word").write_text(word)
    monkeypatch.setenv("REVRISE_SERVER_METRICS_TOKEN_FILE", str(tmp_path / "word"))
    monkeypatch.setenv("REVRISE_DATABASE_URL", f"postgresql://me:{word}@db/revrise")
    monkeypatch.setenv("REVRISE_BLOBS_SECRET_KEY", word)
    shown = [one.value for one in origins()]
    assert word not in str(shown)
    assert "***" in shown
    signing = [one for one in api.app.settings.folder.rglob("*key*") if one.is_file()]
    assert signing
    assert all(one.stat().st_mode & 0o077 == 0 for one in signing), "others may read a key"


def test_asvs_15_1_2_what_is_shipped_is_locked_by_hash_and_listed(root: Path) -> None:
    lock = (root / "requirements" / "server.txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    assert len(blocks) > 60
    assert all("--hash=sha256:" in one for one in blocks)
    lint = (root / "Makefile").read_text()
    for wanted in ("tools.secret_scan", "cyclonedx-py", "tools.audit"):
        assert wanted in lint


HIDDEN = re.compile(r"password|_hash|digest|secret|tenant_id|token")


def test_asvs_15_3_1_answers_hold_declared_fields_only(api: Api) -> None:
    """And none of those is a hash, a digest or a secret."""
    looked = 0
    for one in operations():
        if one.method != "GET" or one.listing is None:
            continue
        answer = api.ask("GET", f"{one.path}?limit=5", OWNER)
        if answer.status != 200:
            continue
        for item in answer.json()["items"]:
            assert set(item) <= {*one.listing.fields, "id", "version"}, one.id
            assert not [name for name in item if HIDDEN.search(name)], (one.id, item)
            looked += 1
    assert looked > 60


SMUGGLED = {
    "id": "mine", "tenant_id": "other", "version": 99, "owner": "per_boss", "created_at": "2020",
    "state": "published", "outcome": "won", "stage": "ClosedWon", "is_admin": True, "actor": "x",
    "person_roles": ["admin"], "approved_by": "per_n1", "points": 1_000_000, "__class__": "x",
}  # fmt: skip


def test_asvs_15_3_3_no_command_takes_a_field_it_does_not_declare(
    api: Api, company: Company
) -> None:
    who = next(one for one in PRINCIPALS if one.id == OWNER)
    api.key(OWNER)  # made when first asked for, and written down
    before, tried = _head(api), 0
    for one in operations():
        if one.method != "POST" or one.body is None or one.parts:
            continue
        declared = set(one.body.__struct_fields__)
        for field in ("tenant_id", "version", "id", "is_admin", "outcome"):
            if field in declared:
                continue
            sent = {**(body(one, company, who) or {}), field: SMUGGLED[field]}
            answer = api.ask("POST", one.path, OWNER, json=sent)
            assert answer.status == 422, (one.id, field, answer.text)
            tried += 1
    everything = {"name": "x", **SMUGGLED}
    assert api.ask("POST", "/v1/deals", OWNER, json=everything).status == 422
    assert tried > 40
    assert _head(api) == before


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Any:
    """What goes to the log while a test runs."""
    before = structlog.get_config()
    logs.set_up("info", as_json=True)
    yield lambda: capsys.readouterr().err
    structlog.configure(**before)
    logs.set_up("warning")
    structlog.configure(**before)


def test_asvs_16_2_5_the_log_holds_no_secret_of_what_came_and_went(
    tmp_path: Path, written: Any
) -> None:
    api = opened(tmp_path, kind=Quick, server=Server(metrics_token="scraped-secretly"))
    made = api.app.keyring.make_key(MakeKey("k"), api.app.actor())
    invitation = api.app.accounts.invite(OWNER, api.app.actor()).token
    api.ask("GET", "/v1/me", headers={"Authorization": f"Bearer {made.token}"})
    api.client.post("/login", data={"login": "owner@x.org", "password": "my-wrong-word-1"})
    api.client.post("/welcome", data={"token": invitation, "password": WORD})
    api.client.get("/welcome", params={"token": invitation})
    session = next((one.value for one in api.client.cookies.jar), "")
    api.client.get("/metrics", headers={"Authorization": "Bearer scraped-secretly"})
    api.client.get("/v1/search?q=private-words-of-a-customer")
    said = written()
    assert said.count('"event": "request"') >= 4
    for secret in (made.token, invitation, WORD, "my-wrong-word-1", session, "scraped-secretly",
                   "private-words", "owner@x.org"):  # fmt: skip
        assert secret
        assert secret not in said, secret[:12]
    close(api)


def test_asvs_16_3_2_a_refusal_says_who_wanted_what(api: Api, written: Any) -> None:
    assert api.ask("GET", "/v1/audit", REP.id).status == 403
    assert api.ask("GET", "/v1/deals").status == 401
    lines = [line for line in written().splitlines() if '"event": "request"' in line]
    refused = next(line for line in lines if '"status": 403' in line)
    assert f'"actor": "{REP.id}"' in refused
    assert '"operation": "' in refused
    assert [line for line in lines if '"status": 401' in line]


def test_asvs_16_4_2_what_is_changed_in_the_audit_log_is_found(tmp_path: Path) -> None:
    api = opened(tmp_path)
    for n in range(5):
        api.ask("POST", "/v1/deals", OWNER, json={"name": f"n{n}"})
    by = api.app.actor()
    assert api.app.governance.verify_audit(by)["breach"] is None
    with api.app.engine.begin() as connection, pytest.raises(Exception, match="audit"):
        connection.execute(text("UPDATE audit SET actor_id = 'other' WHERE seq = 2"))
    with api.app.engine.begin() as connection:
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
        )
        for name in found.scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit SET actor_id = 'other' WHERE seq = 2"))
    assert api.app.governance.verify_audit(by)["breach"]["seq"] in (2, 3)
    close(api)
    assert Settings().tenant == "local"
