"""Every operation that changes something writes one audit entry: who, whose, in which request.

What is written without an entry is undone (`adapters/rows/journal.py`); so an operation that
answers well and wrote none has found nothing to change.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.support.api import Api, close, opened
from tests.support.audited import PASSWORD, fitting, give, logged_in, mailing, named, prepare
from tests.support.aviary import Company
from tests.support.canary_more import file_of
from tests.support.figures import Figures
from tests.support.model_server import ModelServer, chat, serving
from tests.support.visibility import PRINCIPALS, Principal
from tests.sweeps.test_api_sweep import call, ways

from revrise.apps.api.handlers import operations
from revrise.apps.api.operation import Operation
from revrise.apps.settings import PluginCalls
from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_text import read, write
from revrise.core.governance.rule import Column, Compare, Const
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.learning.course import Course
from revrise.ports.query import Query
from revrise.services.blind.service import AskBlind
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.sign_in import LogIn

# Asked one after the other until one of them can do it, each on a copy of the company.
WHO = ("per_owner", "per_lead", "per_coach", "per_n1", "per_enable")
# These first: what others do stands in their way.
FACTOR = ("startSecondFactor", "confirmSecondFactor", "makeRecoveryCodes", "removeSecondFactor")
EARLY = (
    *FACTOR,
    "adoptPolicyDefaults",
    "configurePlugin",
    "createEnrolments",
    "editCourse",
    "submitCourse",
    "approveCourse",
    "publishCourse",
    "reviseCourse",
)
LATE = ("restorePluginSettings",)
BODIES: dict[str, Any] = {
    "changeMyPassword": {"old": PASSWORD, "new": "other words nobody ever tried"},
    "configurePlugin": {"enabled": True},
    "createPeople": {"items": [{"name": "Somebody New", "email": "new@example.org"}]},
    "setMyBoards": {"shown": False},
    "setMyLanguage": {"locale": "zh"},
    "editCourse": {
        "title": "Asking",
        "competencies": ["discovery"],
        "lessons": [{"id": "l1", "title": "Why", "body": "They buy what they say."}],
    },
}
# Several units of work, one entry each: no network call lies inside one.
SEVERAL = {
    "previewTrackers": "each call whose words are shown",
    "testWebhook": "the delivery, the attempt, how it ended",
}
# They only look: who asks well is answered and the trail is as it was.
LOOKS = ("diffPolicy", "evaluateDetectors", "previewPolicy", "previewRubric", "testPolicy")


def test_every_operation_that_changes_something_writes_one_audit_entry(
    tmp_path: Path, figures: Figures, model: ModelServer
) -> None:
    first = opened(tmp_path / "first")
    company = first.company
    first.app.blobs.put(first.app.settings.tenant, [file_of("per_n1")])
    close(first)
    left = [one for one in operations() if one.method not in ("GET", "HEAD")]
    left.sort(
        key=lambda one: ((*EARLY, one.id).index(one.id), one.method == "DELETE", one.id in LATE)
    )
    number = len(left)
    looked = set[str]()
    for person in WHO:
        shutil.copytree(tmp_path / "first", tmp_path / person)
        calls = PluginCalls(private_hosts=True)
        api = opened(tmp_path / person, plugin_calls=calls, **mailing(tmp_path))
        _model(api, model)
        who = next(one for one in PRINCIPALS if one.id == person)
        prepared(api, who)
        give(api, company)
        left = [one for one in left if not written(api, one, company, who, looked)]
        close(api)
    looks = {one.id for one in left}
    assert looks == {*LOOKS}, "none of WHO could do the others, or they do more than look"
    assert looks <= looked, "nobody was answered"
    figures.say("operations that write exactly one audit entry", f"{number - len(looks)} of "
                f"{number} that are no GET or HEAD; the other {len(looks)} only look")  # fmt: skip


def _model(api: Api, server: ModelServer) -> None:
    """A language model that says the first line it is sent."""
    settings = {"url": server.url, "model": "tiny", "inside": True}
    path = "/v1/plugins/language-model/settings"
    assert api.ask("PATCH", path, "per_owner", json={"settings": settings}).status == 200


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """It runs on this machine."""

    def first(sent: dict[str, Any]) -> bytes:
        line = json.loads(sent["messages"][1]["content"])["lines"][0]
        quote = {"n": line["n"], "quote": line["said"]}
        return chat(json.dumps({"points": [{"text": "So it begins.", "quotes": [quote]}]}))

    with serving() as server:
        server.reply = first
        yield server


def prepared(api: Api, who: Principal) -> None:
    """A password, a session, a second key, a policy that lacks something by now."""
    app, owner = api.app, api.app.actor("per_owner")
    login = app.accounts.set_password(SetPassword(who.id, PASSWORD), owner)
    app.sign_in.log_in(LogIn(login, PASSWORD))
    app.keyring.make_key(MakeKey("spare"), app.actor(who.id))
    if who.role in ("owner", "coach"):
        app.blind_reviews.ask(AskBlind("discovery"), app.actor(who.id))
    prepare(api)
    roles = app.desk.policy.roles(app.settings.tenant)
    rules = [rule for rule in app.desk.policy.rules(app.settings.tenant) if rule.action != "sync"]
    with app.store.begin(owner) as work:
        work.set_policy(read(write(roles, rules)), "test")
        whole = work.of(Course).load("course_draft", scope := _every(owner))
        lesson = evolve(whole.lessons[0], body="They buy what they say.")
        ready = evolve(whole, lessons=(lesson,), version=whole.version + 1)
        work.of(Course).save(ready, scope, expected=whole.version)
        work.record("test.policy", "policy")
    for plugin, change in (
        ("csv", {"enabled": False}),
        ("deal-won", {"settings": {"points": 120}}),
        ("deal-won", {"settings": {"points": 130}}),
    ):
        path = f"/v1/plugins/{plugin}/settings"
        assert api.ask("PATCH", path, owner.person_id, json=change).status == 200
    api.key(who.id)


def _every(by: Actor) -> Scope:
    return system_scope(by.tenant_id, "course", "update", "a course that can be published")


REFUSED = re.compile(r"[._]refused(_again)?$")


def written(api: Api, one: Operation, company: Company, who: Principal, looked: set[str]) -> bool:
    """Whether somebody could do it, and it left one entry; `looked` is who was told something."""
    ids = {**next(iter(ways(one, company, who))), **own(api, one, who), **named(api, one.id)}
    session = logged_in(api, one.id, who.id)
    sending = fitting(api, one.id, who.id, company) or BODIES.get(one.id)
    before = newest(api)
    headers = {"X-Request-Id": f"number-of-{one.id}"[:64], **(session or {})}
    said = call(api, one, company, None if session else who, ids, headers, sending)
    entries = since(api, before)
    if said.status < 300 and not entries:
        looked.add(one.id)
    if said.status >= 300:
        told = {entry.action for entry in entries} - {"access.refused", "access.refused_again"}
        assert len(told) <= 1, (one.id, said.text)  # a wrong proof is counted
        return False
    assert len(entries) <= 1 or one.id in SEVERAL, (one.id, entries)
    for entry in entries[:1]:
        assert entry.actor_id == who.id, one.id
    for entry in entries:
        assert entry.tenant_id == api.app.settings.tenant
        assert entry.detail["request"] == f"number-of-{one.id}"[:64], one.id
        assert entry.action
        assert entry.subject
    return bool(entries)


def own(api: Api, one: Operation, who: Principal) -> dict[str, str]:
    """The ids of what everybody has of their own, by the part of the path they stand in."""
    if one.parts[:1] == ("call_upload_id",):
        sent = {"Tus-Resumable": "1.0.0", "Upload-Length": "1000"}
        begun = api.ask("POST", "/v1/call-uploads", who.id, headers=sent)
        return {"call_upload_id": begun.headers.get("location", "").rpartition("/")[2] or "none"}
    if one.id == "restorePluginSettings":
        return {"plugin_id": "deal-won"}
    lists = {
        "blind_review_id": "/v1/blind-reviews",
        "key_id": "/v1/keys",
        "outside_link_id": "/v1/outside-links",
        "session_id": "/v1/sessions",
        "step_id": "/v1/home/steps",
    }
    wanted = [part for part in one.parts[:1] if part in lists]
    found = api.ask("GET", lists[wanted[0]], who.id).json().get("items", []) if wanted else []
    spare = [row["id"] for row in found if row.get("name", "spare") == "spare"]
    return {wanted[0]: spare[0]} if spare else {}


def newest(api: Api) -> int:
    head = api.app.store.audit_head(api.app.settings.tenant)
    return head[0] if head else 0


def since(api: Api, seq: int) -> Any:
    scope = system_scope(api.app.settings.tenant, "audit", "read", "test")
    return api.app.store.audit(scope, Query(where=Compare(">", Column("seq"), Const(seq))))
