"""Systems that are asked for their calls: Gong through its plugin, and one that says anything."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.services.call_sync_world import BEGAN, Asked, asking, found
from tests.services.conftest import TENANT, World
from tests.support.fake_gong import call

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Conflict, Fatal, Invalid, Refused
from revrise.core.jobs.job import Job
from revrise.ports import CallPage
from revrise.services.calls.renaming import RenameCall, Renaming


@pytest.fixture
def asked(world: World) -> Asked:
    return asking(world)


def test_gong_s_calls_become_calls_of_the_rep_and_deal_once(asked: Asked) -> None:
    source = asked.add("gong")
    assert asked.run(source) == {"state": "done", "brought": 3, "left_out": 0}
    assert asked.take_in() == ["kept"] * 3
    calls = asked.door.world.all(Call)
    assert {(one.owner_id, one.deal_id, one.started_at) for one in calls} == {("n1", "d1", BEGAN)}
    assert {one.title for one in calls} == {"Talk 1", "Talk 2", "Talk 3"}
    assert asked.run(source, "job_2")["brought"] == 0
    assert len(asked.door.world.all(Call)) == 3


def test_a_title_given_by_hand_stays_whatever_the_source_calls_it_later(asked: Asked) -> None:
    source, world = asked.add("gong"), asked.door.world
    asked.run(source)
    asked.take_in()
    (first, *_) = sorted(world.all(Call), key=lambda one: one.title)
    Renaming(world.desk).rename(RenameCall(first.id, "Kick-off"), world.by("n1"))
    asked.server.calls[:] = [call(n, BEGAN.isoformat(), title="Later") for n in (1, 2, 3)]
    asked.run(source, "job_2")
    asked.take_in()
    assert {one.title for one in world.all(Call)} == {"Kick-off", "Talk 2", "Talk 3"}


def test_a_new_source_of_the_same_system_brings_nothing_twice(asked: Asked) -> None:
    first = asked.add("gong")
    asked.run(first)
    with pytest.raises(Conflict, match="asks gong already"):
        asked.add("gong")
    admin = asked.door.world.by("admin")
    asked.door.sources.switch(first, admin, active=False)
    second = asked.add("gong")
    assert asked.run(second)["brought"] == 0
    with pytest.raises(Conflict, match="asks gong already"):
        asked.door.sources.switch(first, admin, active=True)


def test_a_recording_is_fetched_where_everybody_agreed_and_a_gone_one_is_left_out(
    asked: Asked,
) -> None:
    source = asked.add("scripted", consent="all-party")

    def gone() -> Iterator[bytes]:
        yield b"RI"
        raise Fatal("the link is over")

    def mistaken() -> Iterator[bytes]:
        raise KeyError("x")

    asked.script.pages = [
        CallPage(
            [found("a", b"", file_name="a.wav", recording=lambda: [b"RI", b"FF"]),
             found("b", b"", file_name="b.wav", recording=gone),
             found("c", b"", file_name="c.wav", recording=mistaken),
             found("d", b"", file_name="d.wav", recording=lambda: [b"x" * 999_999] * 2)],
            "c1",
        )
    ]  # fmt: skip
    assert asked.run(source) == {"state": "done", "brought": 1, "left_out": 3}
    (only,) = asked.door.world.all(Arrival)
    kept = asked.door.blobs.open(TENANT, str(only.sha256))
    assert b"".join(kept) == b"RIFF"


def test_a_sync_that_another_took_over_or_that_was_switched_off_ends(asked: Asked) -> None:
    source, admin = asked.add("scripted"), asked.door.world.by("admin")

    class Meanwhile(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            asked.door.sources.switch(source, admin, active=False)
            return iter([CallPage([found("a")], "c1")])

    asked.script.pages = Meanwhile()
    assert asked.run(source) == {"state": "over"}
    assert asked.run(source, "job_2") == {"state": "over"}
    with pytest.raises(Conflict, match="switched off"):
        asked.syncs.ask(source, admin)


def test_a_cursor_its_plugin_does_not_know_any_more_starts_over(asked: Asked) -> None:
    source = asked.add("gong")
    asked.run(source)
    before = next(one for one in asked.door.world.all(IntakeSource) if one.id == source)
    asked.door.world.change(before.change(cursor="of an older version"))
    assert asked.run(source, "job_2") == {"state": "done", "brought": 0, "left_out": 0}


def test_only_who_runs_sources_asks_and_each_due_sync_is_queued_once(asked: Asked) -> None:
    source, world = asked.add("gong"), asked.door.world
    with pytest.raises(Refused):
        asked.syncs.ask(source, world.by("manager"))
    with pytest.raises(Conflict, match="by itself"):
        asked.syncs.ask(asked.door.source.id, world.by("admin"))
    with pytest.raises(Invalid, match="no plugin offers"):
        asked.add("nobody")
    assert [asked.syncs.queue(), asked.syncs.queue()] == [1, 0]
    assert [one.key for one in world.all(Job) if one.task == "intake.sync"] == [source]
    assert [one.id for one in asked.door.sources.connectors()] == ["gong", "scripted"]


def test_a_system_is_asked_again_though_the_clock_was_a_month_ahead(asked: Asked) -> None:
    source, clock = asked.add("gong"), asked.door.clock
    clock.advance(timedelta(days=30))
    assert asked.syncs.queue() == 1
    clock.advance(timedelta(days=-30))
    assert asked.syncs.queue() == 1
    assert asked.syncs.queue() == 0
    assert [one.key for one in asked.door.world.all(Job)] == [source] * 2
