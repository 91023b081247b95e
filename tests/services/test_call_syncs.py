"""Systems that are asked for their calls: Gong through its plugin, and one that says anything."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from attrs import define, field
from tests.services.conftest import TENANT, World
from tests.services.intake_world import WORDS, Door, intake
from tests.support.fake_gong import KEYS, FakeGong, call
from tests.support.flow_site import Context

from revrise.adapters.plugins.discovery import Found
from revrise.adapters.plugins.host import Host
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.pulling import Pulling
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.errors import Conflict, Fatal, Invalid, Misconfigured, Refused, Retriable
from revrise.core.jobs.job import Job
from revrise.plugins.calls import gong, transcripts
from revrise.ports import CallPage, CallSource, FoundCall, PluginManifest, Readiness, hookimpl
from revrise.ports.http import HttpReply
from revrise.services.calls.reading import Reader
from revrise.services.intake.bringing import Bringing
from revrise.services.intake.commands import AddSource
from revrise.services.intake.syncing import CallSyncs

# Gong looks back from now: its calls are of today, and so is the clock of these tests.
BEGAN = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)


@define
class Scripted:
    """A source that answers what it is told to: pages or errors, and notes the cursors."""

    pages: list[Any] = field(factory=list)
    cursors: list[str | None] = field(factory=list)
    id: str = "scripted"
    title: str = "Scripted"

    def check(self) -> Readiness:
        return Readiness(ready=True)

    def pull(self, cursor: str | None) -> Iterator[CallPage]:
        self.cursors.append(cursor)
        for one in self.pages:
            if isinstance(one, Exception):
                raise one
            yield one


@define
class Asked:
    """Syncs over a world of people and deals, with a source that asks Gong or the script."""

    door: Door
    syncs: CallSyncs
    server: FakeGong
    script: Scripted

    def add(self, connector: str, **more: Any) -> str:
        command = AddSource("Talks", "manager", country="86", connector=connector, **more)
        return self.door.sources.add(command, self.door.world.by("admin")).id

    def run(self, source_id: str, job: str = "job_1") -> Mapping[str, Any]:
        return self.syncs.run(Context(job), {"source": source_id})

    def pulling(self, source_id: str) -> Pulling:
        found = self.door.sources.show(source_id, self.door.world.by("admin")).pulling
        assert found is not None
        return found

    def take_in(self) -> list[str]:
        by = self.door.world.by("manager")
        waiting = [one for one in self.door.world.all(Arrival) if one.state == "arrived"]
        return [self.door.taking.take(one.id, by).state for one in waiting]


def plugin(script: Scripted) -> ModuleType:
    """A plugin that offers the script."""
    made = ModuleType("scripted")

    @hookimpl
    def manifest() -> PluginManifest:
        return PluginManifest(id="scripted", name="Scripted")

    @hookimpl
    def register_call_sources() -> list[CallSource]:
        return [script]

    vars(made).update(manifest=manifest, register_call_sources=register_call_sources)
    return made


@pytest.fixture
def asked(world: World) -> Asked:
    server, script = FakeGong([call(n, BEGAN.isoformat()) for n in (1, 2, 3)]), Scripted()

    def send(_: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> HttpReply:
        return server(url, body or b"", headers)

    finds = [
        Found("gong", "gong", lambda: gong),
        Found("transcripts", "transcripts", lambda: transcripts),
        Found("scripted", "scripted", lambda: plugin(script)),
    ]
    keys = {"gong": {"access_key": KEYS[0], "access_secret": KEYS[1]}}
    catalogue = Host(keys, {}, finds, send=send).load({})
    door = intake(world, catalogue)
    door.clock.advance(BEGAN + timedelta(hours=2) - door.clock.now())
    reader = Reader(catalogue, lambda path: path.read_bytes()[:4] == b"RIFF", _deaf)
    brings = Bringing(world.desk, door.arriving, reader, lambda: door.blobs, 1_000_000)
    syncs = CallSyncs(world.desk, TENANT, catalogue, world.people.on_behalf, brings)
    return Asked(door, syncs, server, script)


def _deaf() -> Any:
    raise AssertionError("nothing is transcribed here")


def found(origin_id: str = "one", content: bytes = WORDS, **more: Any) -> FoundCall:
    return FoundCall(origin_id, BEGAN, more.pop("file_name", "talk.vtt"), content, **more)


def test_gong_s_calls_become_calls_of_the_rep_and_deal_once(asked: Asked) -> None:
    source = asked.add("gong")
    assert asked.run(source) == {"state": "done", "brought": 3, "left_out": 0}
    assert asked.take_in() == ["kept"] * 3
    calls = asked.door.world.all(Call)
    assert {(one.owner_id, one.deal_id, one.started_at) for one in calls} == {("n1", "d1", BEGAN)}
    assert {one.title for one in calls} == {"Talk 1", "Talk 2", "Talk 3"}
    assert asked.run(source, "job_2")["brought"] == 0
    assert len(asked.door.world.all(Call)) == 3


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


def test_a_busy_system_is_left_alone_as_long_as_it_asked(asked: Asked) -> None:
    source, clock, admin = asked.add("gong"), asked.door.clock, asked.door.world.by("admin")
    asked.server.status, asked.server.headers = 429, {"retry-after": "3600"}
    assert asked.run(source)["state"] == "late"
    assert asked.pulling(source).state == "waits"
    with pytest.raises(Conflict, match="asks to wait until"):
        asked.syncs.ask(source, admin)
    clock.advance(timedelta(minutes=59))
    assert asked.syncs.queue() == 0
    clock.advance(timedelta(minutes=2))
    assert asked.syncs.queue() == 1
    asked.server.status = 200
    assert asked.run(source, "job_2")["brought"] == 3
    assert asked.pulling(source).error == ""


def test_what_came_before_a_failure_stays_and_the_next_sync_goes_on(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    script.pages = [CallPage([found("a")], "c1"), Retriable("no answer")]
    assert asked.run(source) == {"state": "late", "error": "no answer"}
    assert (asked.pulling(source).state, asked.pulling(source).brought) == ("late", 1)
    script.pages = [CallPage([found("a"), found("b")], "c2")]
    assert asked.run(source, "job_2") == {"state": "done", "brought": 1, "left_out": 0}
    assert script.cursors == [None, "c1"]
    assert asked.door.world.all(IntakeSource)[-1].cursor == "c2"


@pytest.mark.parametrize("error", [Misconfigured("keys", remedy="mend"), Fatal("none")])
def test_what_somebody_must_mend_is_said_and_not_asked_for_again_at_once(
    asked: Asked, error: Exception
) -> None:
    source = asked.add("scripted")
    asked.script.pages = [error]
    with pytest.raises(type(error)):
        asked.run(source)
    kept = asked.pulling(source)
    assert (kept.state, kept.error) == ("broken", str(error.args[0]))
    asked.door.clock.advance(timedelta(hours=23))
    assert asked.syncs.queue() == 0
    asked.script.pages = []
    assert asked.syncs.now(source, asked.door.world.by("admin")).state == "done"


def test_one_call_that_cannot_be_taken_does_not_stop_the_others(asked: Asked) -> None:
    source, asks = asked.add("scripted"), []

    def recording() -> list[bytes]:
        asks.append(1)
        return [b"RIFF"]

    asked.script.pages = [
        CallPage(
            [found(""), found("x" * 201), found("nul\0"), found("junk", b"\x00\x01\x02"),
             found("empty", b""),
             found("sound", b"RIFF", file_name="a.wav"),
             found("link", b"", file_name="a.wav", recording=recording),
             found("good", title="T\0\ud800itle")],
            "c1",
        )
    ]  # fmt: skip
    assert asked.run(source) == {"state": "done", "brought": 1, "left_out": 7}
    assert "everybody on it agreed" in asked.pulling(source).because
    assert asks == []  # what nobody may hear is not even fetched
    (only,) = asked.door.world.all(Arrival)
    assert (only.origin_id, only.title) == ("good", "Title")


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


def test_a_recording_that_is_no_bytes_is_left_out(asked: Asked) -> None:
    source, script = asked.add("scripted", consent="all-party"), asked.script
    junk = found("junk", file_name="a.wav", recording=lambda: ["no", "bytes"], content=b"")
    script.pages = [CallPage([junk], "c1")]
    assert asked.run(source) == {"state": "done", "brought": 0, "left_out": 1}
    assert asked.pulling(source).because == "its plugin failed at a recording: TypeError"


def test_a_page_that_is_none_is_the_plugin_s_fault_and_the_sync_ends(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    noon = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - a time that does not know its zone
    script.pages = [CallPage([FoundCall("one", noon, "talk.vtt", WORDS)], "c1")]
    with pytest.raises(Fatal, match=r"RR-PLG-011 .*\.calls\[0\]\.started_at is .*with its zone"):
        asked.run(source)
    assert asked.pulling(source).state == "broken"


def test_a_source_that_goes_on_without_bringing_anything_is_stopped(asked: Asked) -> None:
    source, script = asked.add("scripted"), asked.script
    script.pages = [CallPage([], f"c{at}") for at in range(1_001)]
    with pytest.raises(Fatal, match="1,000 pages in a row bring no call"):
        asked.run(source)
    assert asked.pulling(source).state == "broken"


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
