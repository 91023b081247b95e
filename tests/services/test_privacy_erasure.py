"""A person who is erased is found nowhere, and what has to add up still does."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, evolve
from sqlalchemy import text
from tests.services.conftest import NOW, TENANT, World
from tests.services.privacy_world import ByHand, PrivacyWorld, privacy
from tests.support.canary_company import make
from tests.support.canary_more import enlarge
from tests.support.waveforms import kept

from revrise.adapters.sql.columns import metadata
from revrise.adapters.sql.registry import ColumnRegistry
from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.deals.account import Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import system_actor
from revrise.core.governance.audit import verify
from revrise.core.governance.contact_consent import ConsentRequest, ContactConsent
from revrise.core.governance.erasure import Erasure, receipt
from revrise.core.governance.scope import system_scope
from revrise.core.identity.account import LocalAccount
from revrise.core.identity.second_factor import SecondFactor
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.core.rewards.posting import LedgerPosting
from revrise.services.calls.cascade import FORGET
from revrise.services.privacy.erasures import Erasures, RequestErasure
from revrise.services.privacy.exports import SubjectExports
from revrise.services.privacy.holds import Holds, PlaceHold

P, NAME, MAIL, LOGIN = "per_n1", "Zoë Kanarienvogel", "zoe.kanari@example.org", "zkanari"
WHY = "she asked for it by letter"
# What a rep's rows say of the business or of contacts, not of them: it stays.
BUSINESS = ("deal", "account", "card", "asset", "course", "scenario", "webhook", "ledger_entry.id",
            "contact_consent", "consent_request",
            "ledger_entry.source_id", "asset_use", "person.external")  # fmt: skip


def populate(world: World) -> list[str]:
    """The canary company with somebody known by name in it; what must not be found afterwards."""
    company = enlarge(make())
    known = {one.id for one in world.all(Person)}
    company.rows[Person] = [
        evolve(one, name=NAME, email=MAIL) if one.id == P else one
        for one in company.of(Person)
        if one.id not in known
    ]
    with world.desk.store.begin(system_actor(TENANT)) as work:
        from revrise.adapters.rows.kinds import resource

        for kind, things in company.rows.items():
            scope = system_scope(TENANT, resource(kind), "create", "test")
            work.of(kind).add_many(things, scope)
        work.emit(Event("deal.won", "deal_x", NOW, P, {"who": NAME}))
        work.remember("a-key", "print", {"answer": f"{MAIL} it was"})
        work.record("test.stored", "company")
    other = next(one for one in company.of(Call) if one.owner_id == "per_s1")
    world.put(
        kept(next(one for one in company.of(Call) if one.owner_id == P)),
        LocalAccount("acc_1", P, LOGIN, "hash"),
        CallComment("cmt_x", other.id, "per_s1", other.team_id, "per_coach", NOW,
                    f"Ask {NAME}, she ({MAIL}) knows; {NAME.upper()} said so. 请找{NAME}。"),
    )  # fmt: skip
    deal = world.all(Deal)[0]
    world.change(evolve(deal, next_step=f"call {NAME} back", version=deal.version + 1))
    theirs = [
        word
        for word, canary in company.aviary.words.items()
        if canary.person == P
        and not canary.cell.startswith(BUSINESS)
        # Ids name nobody; they are made of canaries in this company only.
        and not canary.cell.endswith(".id")
        and canary.cell not in IDS
    ]
    return [NAME, MAIL, LOGIN, *theirs]


# Cells whose canary stands in an id that stays, or in what a job or an action is about.
# The secret of a second factor is that of two coaches of this company as well, who keep theirs.
IDS = (
    *("call.fingerprint", "person.email", "job", "job.args", "plan.action"),
    "second_factor.secret",
)


def spoken_columns(world: World) -> set[str]:
    """By reflection: the columns declared to be about them that still say something.

    Points are numbers of nobody: without them the ledger would not add up.
    """
    spoken = []
    for declared in ColumnRegistry().kinds():
        for thing in world.all(declared.kind):
            cells = asdict(thing, recurse=False)
            spoken += [
                f"{declared.resource}.{one.name}"
                for one in declared.columns
                if one.subject
                and cells[one.subject] == P
                and cells[one.name] not in (None, "", 0, 0.0, (), {}, False)
                and not str(cells[one.name]).startswith("[erased ")
            ]
    return set(spoken)


def _others_keep_what_is_theirs(world: World, calls: list[str]) -> None:
    said = next(one for one in world.all(CallComment) if one.id == "cmt_x").text
    assert said.count("[erased per_n1]") == 4
    assert [one.owner_id for one in world.all(Call)] == calls
    assert {one.state for one in world.all(Call) if one.owner_id == P} == {"blocked"}


def _is_sound(world: World) -> None:
    engine = getattr(world.desk.store, "_engine", None)
    if engine is None or engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


@pytest.fixture
def populated(world: World) -> tuple[PrivacyWorld, list[str]]:
    return privacy(world), populate(world)


def erase(found: PrivacyWorld, subject: str = P, kind: str = "person") -> Erasure:
    """Asked for and confirmed by the owner, then done."""
    by, erasures = found.world.by(None), Erasures(found.world.desk)
    asked = erasures.request(RequestErasure(subject, WHY, kind), by)
    erasures.confirm(asked.id, by)
    found.work()
    return erasures.show(asked.id, by)


def left(found: PrivacyWorld, words: list[str]) -> list[str]:
    """Which of these are found in the database: its bytes on SQLite, its rows elsewhere."""
    store: Any = found.world.desk.store
    engine = getattr(store, "_engine", None)
    if engine is None:
        return [word for word in words if word in repr(store.tenant(TENANT))]
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database)
        data = b"".join(
            one.read_bytes() for one in path.parent.glob(f"{path.name}*") if one.is_file()
        )
        return [word for word in words if word.encode() in data]
    with engine.begin() as connection:
        connection.execute(text("SELECT set_config('revrise.tenant', '*', true)"))
        rows = [
            repr([tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))])
            for name in metadata.tables
        ]
    return [word for word in words if any(word in row for row in rows)]


def balances(found: PrivacyWorld) -> Counter[str]:
    ledger: Counter[str] = Counter()
    for one in found.world.all(LedgerPosting):
        ledger[one.account] += one.points
    return ledger


def test_nothing_names_them_and_a_receipt_says_what_was_done(populated):
    found, words = populated
    assert left(found, words) == words
    ledger = balances(found)
    calls = [one.owner_id for one in found.world.all(Call)]
    done = erase(found)
    assert left(found, words) == []
    assert done.state == "done"
    assert done.digest == receipt(done)
    assert done.counts["call"] == calls.count(P)
    after = balances(found)
    assert sum(after.values()) == 0
    assert after == ledger
    store = found.world.desk.store
    chain = store.audit(system_scope(TENANT, "audit", "read", "test"))
    assert verify(chain, store.audit_head(TENANT)) is None
    assert not any(word in repr([one.detail for one in chain]) for word in words)
    assert spoken_columns(found.world) == {"ledger_entry.points"}
    _others_keep_what_is_theirs(found.world, calls)
    factors = {one.person_id for one in found.world.all(SecondFactor)}
    assert P not in factors
    assert {"per_lead", "per_coach"} <= factors
    _is_sound(found.world)


def test_a_contact_and_the_file_of_a_copy_go_too(populated):
    found, _ = populated
    by, card = found.world.by(None), found.world.all(Card)[0]
    exports = SubjectExports(found.world.desk, lambda: found.blobs)
    asked = exports.ask(by, "per_s1")
    found.work()
    sha256 = exports.show(asked.id, by).sha256
    assert found.blobs.size(TENANT, sha256)
    found.world.put(
        ContactConsent("ccon_x", card.id, "train", "CN", "import", NOW, evidence="form ZX7781"),
        ConsentRequest(
            "crq_x", card.id, ("train",), "CN", "1", "hash", P, NOW, NOW + timedelta(days=9)
        ),
    )
    erase(found, card.id, "card")
    assert left(found, [card.name, card.phone, card.email, "ZX7781"]) == []
    links = [one for one in found.world.all(ConsentRequest) if one.card_id == card.id]
    assert not any(one.open(found.world.desk.clock.now()) for one in links)
    assert "revoked" in {one.state(NOW) for one in links if one.id == "crq_x"}
    erase(found, "per_s1")
    with pytest.raises(NotFound):
        found.blobs.size(TENANT, sha256)


def test_a_call_that_waits_in_their_name_goes_with_its_file(populated):
    found, _ = populated
    waiting = next(one for one in found.world.all(Arrival) if one.owner_id == P)
    found.world.change(waiting.fetched("f" * 64))
    erase(found)
    assert not [one for one in found.world.all(Arrival) if one.owner_id == P]
    forgotten = [job.args for job in found.world.all(Job) if job.task == FORGET]
    assert {"sha256": "f" * 64} in forgotten


def test_a_hold_stops_it_and_a_crash_does_not(populated):
    found, words = populated
    by, erasures = found.world.by(None), Erasures(found.world.desk)
    call = next(one for one in found.world.all(Call) if one.owner_id == P)
    hold = Holds(found.world.desk).place(PlaceHold("call", call.id, "a case before court"), by)
    asked = erasures.request(RequestErasure(P, WHY), by)
    erasures.confirm(asked.id, by)
    run, context = found.tasks.erasing.run, ByHand()
    with pytest.raises(Conflict, match="legal hold"):
        run(context, {"erasure": asked.id})
    assert left(found, words) == words
    Holds(found.world.desk).release(hold.id, "the case is closed", by)
    for number in (1, 2, 7, 30):
        with pytest.raises(KeyboardInterrupt):
            run(evolve(context, kill=number), {"erasure": asked.id})
    assert run(context, {"erasure": asked.id})["state"] == "done"
    assert run(context, {"erasure": asked.id}) == {"state": "done"}
    assert left(found, words) == []


def test_it_takes_two_steps_a_reason_and_somebody_else_under_four_eyes(world):
    by, four = world.by("admin"), Erasures(world.desk, four_eyes=True)
    asked = four.request(RequestErasure("n1", WHY), by)
    with pytest.raises(Refused):
        four.confirm(asked.id, by)
    assert four.confirm(asked.id, world.by(None)).state == "confirmed"
    with pytest.raises(Conflict):
        four.refuse(asked.id, by)
    with pytest.raises(Refused):
        four.request(RequestErasure("admin", WHY), by)
    with pytest.raises(NotFound):
        four.request(RequestErasure("nobody", WHY), by)
    with pytest.raises(Refused):
        four.request(RequestErasure("n2", WHY), world.by("manager"))
