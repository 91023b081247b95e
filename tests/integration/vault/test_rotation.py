"""A rotation puts a new key in use at once; a durable job wraps the others by it, in bites."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.integration.vault.conftest import SAID
from tests.support.flow_site import Context

from revrise.adapters.rows.kinds import resource
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.hold import LegalHold
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.vault.service import REWRAP, Rewrapping, Shred

CALLS = 7


@pytest.fixture(params=("sqlite", "postgres"))
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RevRise]:
    """RevRise with calls, each under a key of its own."""
    url = request.getfixturevalue(f"{request.param}_url")
    made = RevRise(Settings(database_url=url, data_dir=str(tmp_path), tenant="acme"))
    made.people.actor(None)
    put(made, Person("rep", "Rana"), Person("admin", "Ada", roles=("admin",)))
    for number in range(CALLS):
        name, at = f"call-{number}", made.clock.now()
        said = Transcript("en", (Speaker("a"),), (Utterance("a", SAID, 0, 9),))
        call = Call(name, name, "rep", None, at, "en", f"{number:064x}")
        put(made, call, CallTranscript(f"w-{name}", name, "rep", None, said))
    yield made
    made.engine.dispose()


def put(app: RevRise, *things: Any) -> None:
    with app.store.begin(system_actor("acme")) as work:
        for thing in things:
            kind = resource(type(thing))
            work.of(type(thing)).add(thing, system_scope("acme", kind, "create", "test"))
        work.record("test.put", "acme")


def audited(app: RevRise, action: str) -> list[dict[str, Any]]:
    """What the trail says of an action, the first first."""
    found = app.store.audit(system_scope("acme", "audit", "read", "test"))
    told = sorted((one.seq, dict(one.detail)) for one in found if one.action == action)
    return [detail for _, detail in told]


def heard(app: RevRise) -> int:
    """How many calls can be read."""
    scope = system_scope("acme", "call_transcript", "read", "test")
    with app.store.read(system_actor("acme")) as work:
        return len(work.of(CallTranscript).load_many(scope))


def test_the_new_key_is_in_use_at_once_and_a_job_wraps_the_rest(app: RevRise):
    admin = app.people.actor("admin")
    before = app.vault.status(admin)
    made = app.vault.rotate(admin)
    between = app.vault.status(admin)
    assert (made.keys, between.stale, between.active) == (CALLS, CALLS, CALLS)
    assert between.tenant != before.tenant
    assert [one.wraps for one in between.tenants] == [0, CALLS]
    assert heard(app) == CALLS
    app.job_engine.run_all()
    after = app.vault.status(admin)
    assert (after.stale, [one.wraps for one in after.tenants]) == (0, [CALLS, 0])
    job = app.jobs.get(str(made.job), admin)
    assert (job.state, job.progress.done, job.progress.total) == ("succeeded", CALLS, CALLS)
    assert heard(app) == CALLS
    assert app.vault.rewrap(admin) == 0


class Died(Exception):
    """Its worker is gone."""


class Dying(Context):
    """Its worker dies behind the first step."""

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        raise Died


def test_a_job_that_dies_between_bites_goes_on_where_it_was(app: RevRise):
    admin = app.people.actor("admin")
    made, dying = app.vault.rotate(admin), Dying()
    job, asked = Rewrapping(app.desk, "acme", bite=3), {"keys": made.keys}
    with pytest.raises(Died):
        job.run(dying, asked)
    assert app.vault.status(admin).stale == CALLS - 3
    assert heard(app) == CALLS
    context = Context(done=dying.done)
    assert job.run(context, asked) == {"keys": CALLS}
    assert context.seen == [(3, 7, "keys"), (6, 7, "keys"), (7, 7, "keys"), (7, 7, "keys")]
    assert [one["keys"] for one in audited(app, "vault.rewrapped")] == [3, 3, 1]
    assert app.vault.status(admin).stale == 0


def test_two_rotations_one_behind_the_other_lose_nothing(app: RevRise):
    admin = app.people.actor("admin")
    app.vault.rotate(admin)
    app.vault.rotate(admin)
    assert heard(app) == CALLS
    app.job_engine.run_all()
    assert (app.vault.status(admin).stale, heard(app)) == (0, CALLS)
    app.vault.rotate(admin)  # the two before are dropped, or still wrap what is left
    app.job_engine.run_all()
    assert (len(app.vault.status(admin).tenants), heard(app)) == (2, CALLS)


def test_a_key_is_destroyed_for_a_reason_and_not_while_a_hold_keeps_it(app: RevRise):
    admin = app.people.actor("admin")
    held = LegalHold("hold_1", "call", "call-0", "the court asks", "admin", app.clock.now())
    put(app, held)
    for kind, subject in (("call", "call-0"), ("blob", f"{0:064x}")):
        with pytest.raises(Conflict, match="legal hold"):
            app.vault.shred(Shred(kind, subject, "mistake"), admin)
    for wrong in (
        Shred("call", "call-1", "because"),
        Shred("token", "call-1", "leak"),
        Shred("call", "", "leak"),
    ):
        with pytest.raises(Invalid):
            app.vault.shred(wrong, admin)
    assert heard(app) == CALLS
    assert app.vault.shred(Shred("call", "call-1", "withdrawal"), admin) == 1
    assert app.vault.shred(Shred("call", "call-1", "withdrawal"), admin) == 0
    assert heard(app) == CALLS - 1
    assert audited(app, "vault.shredded") == [
        {"kind": "call", "keys": 1, "reason": "withdrawal"},
        {"kind": "call", "keys": 0, "reason": "withdrawal"},
    ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda app, by: app.vault.status(by),
        lambda app, by: app.vault.rotate(by),
        lambda app, by: app.vault.rewrap(by),
        lambda app, by: app.vault.shred(Shred("call", "call-1", "leak"), by),
    ],
)
def test_it_is_for_administrators(app: RevRise, ask: Callable[[RevRise, Any], Any]):
    with pytest.raises(Refused):
        ask(app, app.people.actor("rep"))
    assert REWRAP not in [one.task for one in app.jobs.list(app.people.actor("admin"))]
