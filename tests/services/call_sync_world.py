"""A system that is asked for its calls: Gong through its plugin, and one that says anything."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from attrs import define, field
from tests.services.conftest import TENANT, World
from tests.services.intake_world import WORDS, Door, intake
from tests.support.fake_gong import KEYS, FakeGong, call
from tests.support.flow_site import Context

from revrise.adapters.plugins.discovery import Found
from revrise.adapters.plugins.host import Host
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.pulling import Pulling
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


def asking(world: World) -> Asked:
    """Gong and the script as they stand, two hours after the calls."""
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
