"""What has had its time goes at night; what is on hold stays; nothing goes before somebody says."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from attrs import asdict
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.services.conftest import NOW, TENANT, World, in_a_store
from tests.services.privacy_world import ByHand, privacy
from tests.support.canary_company import OTHERS, REPS, make
from tests.support.canary_more import enlarge
from tests.support.waveforms import kept as waveform

from revrise.adapters.memory.store import MemoryStore
from revrise.adapters.rows.kinds import resource
from revrise.adapters.sql.registry import ColumnRegistry
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.waveform import CallWaveform
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.hold import LegalHold, touches
from revrise.core.governance.retention import CLASSES, SHORTEST, RetentionSetting, horizons
from revrise.core.governance.scope import system_scope
from revrise.core.rewards.posting import LedgerPosting
from revrise.services.calls.cascade import Cascade
from revrise.services.privacy.due import due
from revrise.services.privacy.holds import Holds, PlaceHold
from revrise.services.privacy.retention import Retention
from revrise.testing.doubles import FixedClock, SequentialIds


def retention(world: World) -> Retention:
    return Retention(world.desk, ColumnRegistry())


def fill(world: World) -> None:
    """The canary company, all of it of spring 2026."""
    company = enlarge(make())
    with world.desk.store.begin(system_actor(TENANT)) as work:
        for kind, things in company.rows.items():
            scope = system_scope(TENANT, resource(kind), "create", "test")
            work.of(kind).add_many(things, scope)
        work.record("test.stored", "company")


def night(world: World) -> Any:
    return privacy(world).tasks.retaining.run(ByHand(), {})


def test_nothing_goes_until_somebody_says_after_how_long(world: World):
    fill(world)
    calls = world.all(CallTranscript)
    assert night(world) == {}
    assert world.all(CallTranscript) == calls
    assert {one.days for one in retention(world).report(world.by("admin"))} == {None}


def test_recordings_go_after_their_time_points_stay_and_the_run_says_how_many(world: World):
    fill(world)
    ledger, by = world.all(LedgerPosting), world.by("admin")
    world.put(waveform(min(world.all(Call), key=lambda one: one.started_at)))
    retention(world).set("recording", 30, by)
    before = {one.name: one for one in retention(world).report(by)}["recording"]
    done = night(world)
    assert before.tables["call"] == done["call"] > 0
    assert before.tables["call_arrival"] == done["call_arrival"] > 0
    assert before.due == sum(before.tables.values())
    edge = NOW - timedelta(days=30)
    old = [one for one in world.all(Call) if one.started_at < edge]
    assert {(one.participants, one.source, one.state) for one in old} == {((), "", "blocked")}
    kept = {one.call_id for one in world.all(CallTranscript)}
    assert kept.isdisjoint(one.id for one in old)
    assert world.all(CallWaveform) == []
    assert world.all(LedgerPosting) == ledger
    assert {one.name: one.due for one in retention(world).report(by)}["recording"] == 0
    assert night(world) == {}
    assert world.audited[-1] == "retention.run"


def test_a_class_has_its_shortest_time_and_the_audit_chain_none(world: World):
    by = world.by("admin")
    for name, days in (("audit", 900), ("ai_log", 30), ("nothing", 9), ("personal", 0)):
        with pytest.raises(Invalid):
            retention(world).set(name, days, by)
    with pytest.raises(Refused):
        retention(world).set("personal", 90, world.by("manager"))
    retention(world).set("personal", 90, by)
    retention(world).set("personal", None, by)
    assert retention(world).settings(by) == dict.fromkeys(CLASSES)


def test_a_hold_names_what_there_is_and_ends_once(world: World):
    by, holds = world.by("admin"), Holds(world.desk)
    with pytest.raises(NotFound):
        holds.place(PlaceHold("person", "nobody", "a case before court"), by)
    with pytest.raises(Invalid):
        holds.place(PlaceHold("team", "west", "a case before court"), by)
    with pytest.raises(Invalid):
        holds.place(PlaceHold("person", "n1", "short"), by)
    with pytest.raises(Refused):
        holds.place(PlaceHold("person", "n1", "a case before court"), world.by("coach"))
    hold = holds.place(PlaceHold("person", "n1", "a case before court"), by)
    assert [one.holds for one in holds.list(by)] == [True]
    assert holds.release(hold.id, "the case is closed", by).released_by == "admin"


@settings(max_examples=4, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.data())
def test_nothing_past_due_stays_and_nothing_on_hold_goes(data: st.DataObject):
    """Whatever the settings and the holds."""
    clock, ids = FixedClock(NOW), SequentialIds()
    world = in_a_store(MemoryStore(clock, ids), clock, ids)
    fill(world)
    days = {
        name: data.draw(st.none() | st.integers(shortest, 200), label=name)
        for name, shortest in SHORTEST.items()
    }
    people = st.sampled_from(sorted(one for one in REPS | OTHERS))
    calls = st.sampled_from(sorted(one.id for one in world.all(Call)))
    drawn = [("person", data.draw(st.sets(people, max_size=2)))]
    drawn.append(("call", data.draw(st.sets(calls, max_size=2))))
    holds = [PlaceHold(kind, one, "a case before court") for kind, some in drawn for one in some]
    check_a_night(world, days, holds)


def test_on_every_store_what_is_due_goes_and_what_is_held_stays(world: World):
    fill(world)
    call = next(one for one in world.all(Call) if one.owner_id == "per_s1")
    held = [("person", "per_n1"), ("call", call.id)]
    holds = [PlaceHold(kind, one, "a case before court") for kind, one in held]
    check_a_night(world, {"recording": 1, "personal": 30, "business": 30, "transient": 1}, holds)


def check_a_night(world: World, days: dict[str, int | None], holds: list[PlaceHold]) -> None:
    """Sets, holds, lets a night pass and looks at every row there is."""
    by = world.by("admin")
    for name, number in days.items():
        retention(world).set(name, number, by)
    for hold in holds:
        Holds(world.desk).place(hold, by)
    held, before = _held(world), _rows(world)
    night(world)
    after = _rows(world)
    assert all(after.get(key) == row for key, row in before.items() if touches(held, row))
    assert [*_past_due(world, days, held)] == []


def _held(world: World) -> set[str]:
    named = {one.subject_id for one in world.all(LegalHold) if one.holds}
    theirs = {one.id for one in world.all(Call) if one.owner_id in named}
    return named | theirs


def _rows(world: World) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (declared.resource, thing.id): asdict(thing, recurse=False)
        for declared in ColumnRegistry().kinds()
        if declared.resource not in {"legal_hold", "retention_setting"}
        for thing in world.all(declared.kind)
    }


def _past_due(world: World, days: dict[str, int | None], held: set[str]) -> Sequence[str]:
    settings_ = [RetentionSetting(name, n, "", NOW) for name, n in days.items()]
    found = []
    for name, edge in horizons(settings_, NOW).items():
        for one in due(ColumnRegistry(), name, edge):
            since = one.declared.since or ""
            for thing in world.all(one.declared.kind):
                at = getattr(thing, since)
                row = asdict(thing, recurse=False)
                branches = touches(held, row) or _bears_held(world, thing, held)
                if at and at < edge and one.over(thing) is not thing and not branches:
                    found.append(f"{one.declared.resource} {thing.id}")
    return found


def _bears_held(world: World, thing: Any, held: set[str]) -> bool:
    """What something on hold hangs on stays with it."""
    if isinstance(thing, Call):
        cascade = Cascade(world.desk, TENANT)
        with world.desk.store.read(system_actor(TENANT)) as work:
            return cascade.touched(work, thing, held)
    return any(
        touches(held, asdict(other, recurse=False))
        for declared in ColumnRegistry().kinds()
        for column, target in declared.refs
        if target == resource(type(thing))
        for other in world.all(declared.kind)
        if getattr(other, column) == thing.id
    )
