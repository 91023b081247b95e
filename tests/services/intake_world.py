"""A source of calls with everything around it."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import define, evolve, field
from tests.services.conftest import NOW, TENANT, World

from revrise.adapters.memory.blobs import MemoryBlobs
from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.conversations.intake.source import IntakeSource
from revrise.core.deals.account import Account, Card
from revrise.core.deals.deal import Deal
from revrise.core.errors import Fatal, Invalid
from revrise.core.people.person import Person
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.quotas import Quotas
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import Receiving
from revrise.services.intake.arriving import Arriving
from revrise.services.intake.commands import AddSource, Comes
from revrise.services.intake.inbox import CallInbox
from revrise.services.intake.matching import Matching
from revrise.services.intake.sources import IntakeSources
from revrise.services.intake.taking import Taking
from revrise.services.intake.watching import Watched, Watching
from revrise.testing.doubles import FixedClock

WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Nora>What is the budget?\n"
LINK = "https://files.example.com/one.vtt"
OLD = NOW.timestamp() - 60


@define
class Files:
    """Links that give a file, or fail; a real small implementation of Downloads."""

    known: dict[str, bytes | Exception] = field(factory=dict)

    def check(self, url: str) -> None:
        if not url.startswith("https://"):
            raise Invalid("this URL is not called", culprit="url")

    def fetch(self, url: str, most: int) -> Iterator[bytes]:
        found = self.known.get(url, Fatal("the link gives no file: 404"))
        if isinstance(found, Exception):
            raise found
        assert len(found) <= most
        yield found


@define
class Door:
    """Everything around a source of the manager's, whose range is the team in the north."""

    world: World
    files: Files
    blobs: MemoryBlobs
    sources: IntakeSources
    arriving: Arriving
    taking: Taking
    inbox: CallInbox
    source: IntakeSource
    secret: str

    @property
    def clock(self) -> FixedClock:
        clock = self.world.desk.clock
        assert isinstance(clock, FixedClock)
        return clock

    def comes(self, *parties: Party, **more: Any) -> Arrival:
        """A call with these people, taken down and taken in."""
        kept = self.blobs.put(TENANT, [WORDS + str(more.get("origin_id", "")).encode()])
        wanted: dict[str, Any] = {
            "origin_id": "one",
            "started_at": NOW,
            "title": "Talk",
            "parties": parties,
            "file_name": "talk.vtt",
            "sha256": None if "link" in more else kept.sha256,
            **more,
        }
        by = self.world.by(self.source.owner_id)
        came = self.arriving.take_down(Comes(**wanted), self.source, by)
        return self.taking.take(came.arrival.id, by)

    def watching(self, folder: Path, is_audio: Callable[[Path], bool], **more: Any) -> Watching:
        """Looks into a folder, in which nothing is transcribed; `more` as of Watched."""
        reader = Reader(self.taking.receiving.reader.catalogue, is_audio, _deaf)
        watched = Watched(str(folder), self.source.id, **more)
        people, blobs = self.world.people.on_behalf, self.blobs
        desk, takes = self.world.desk, (self.arriving, self.taking)
        return Watching(desk, TENANT, watched, people, reader, lambda: blobs, *takes)


def intake(world: World, catalogue: Catalogue) -> Door:
    """Two reps with addresses, two customers, and the door."""
    nora, other = (one for one in world.all(Person) if one.id in ("n1", "n2"))
    world.change(evolve(nora, email="Nora@Example.com", version=nora.version + 1))
    world.change(evolve(other, email="other@example.com", version=other.version + 1))
    world.put(
        Account("firm", "Firm", owner_id="n1", team_id="north"),
        Card("li", "Li", "138 0013 8000", "li@firm.example", "firm", "n1", "north"),
        Card("wu", "Wu", "+1 415 555 0100", "wu@firm.example", "firm", "n1", "north"),
        Card("far", "Far", "+44 20 7946 0018", "far@else.example", None, "s1", "south"),
        deal("d1", "n1", "north", "li", "firm"),
        deal("far1", "s1", "south", "far", None),
    )
    desk, files, blobs = world.desk, Files(), MemoryBlobs()
    reader = Reader(catalogue, lambda _: False, _deaf)
    receiving = Receiving(desk, reader, lambda: blobs, Quotas(desk))
    taking = Taking(desk, receiving, Matching(desk), files, lambda: blobs, 1 << 20)
    sources = IntakeSources(desk, world.people.on_behalf, catalogue)
    added = sources.add(AddSource("Phones", "manager", country="86"), world.by("admin"))
    source = sources.mine(added.id, world.by("manager"))
    inbox = CallInbox(desk, receiving, taking)
    arriving = Arriving(desk, files, receiving.files)
    return Door(world, files, blobs, sources, arriving, taking, inbox, source, added.secret)


def drop(folder: Path, name: str, data: bytes = WORDS, *, written: float = OLD) -> Path:
    """A file that was written whole a minute ago, if not said otherwise."""
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (written, written))
    return path


def deal(name: str, owner: str, team: str, card: str | None, account: str | None) -> Deal:
    return Deal(
        name, name, "Discovery", owner, team, card_id=card, account_id=account,
        opened_at=NOW - timedelta(days=9),
    )  # fmt: skip


def _deaf() -> Any:
    raise AssertionError("nothing is transcribed here")


NORA, LI = Party("Nora", email="nora@example.COM"), Party("Li", phone="+86 13800138000")
