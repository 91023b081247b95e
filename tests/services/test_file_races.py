"""Two send the same bytes at once, and one of them may not: no call is ever without its file."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import define, evolve
from tests.services.conftest import TENANT, World

from revrise.adapters.blobs.local import LocalBlobs
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, NotFound, Refused, Retriable
from revrise.core.governance.subject_export import SubjectExport
from revrise.ports.catalogue import Catalogue
from revrise.services.calls.quotas import Quotas
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import ReceiveCall, Receiving

SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 64
WAITED_S = 0.5


@define
class Between:
    """Files, and what somebody else does right before one is taken away or named."""

    inner: Any
    before: str
    other: Callable[[], object]
    thread: Thread | None = None

    def __getattr__(self, name: str) -> Any:
        def called(*given: Any, **named: Any) -> Any:
            if name == self.before and self.thread is None:
                self.thread = Thread(target=self.other)
                self.thread.start()
                self.thread.join(WAITED_S)  # where it has to wait it goes on afterwards
            return getattr(self.inner, name)(*given, **named)

        return called


@define
class Sending:
    """Two who send one recording: with everybody's consent, and without."""

    world: World
    catalogue: Catalogue
    blobs: Any
    told: Any = None

    def receiving(self) -> Receiving:
        desk = self.world.desk
        reader = Reader(self.catalogue, lambda _: True, _deaf)
        return Receiving(desk, reader, lambda: self.blobs, Quotas(desk))

    def send(self, consent: str = "all-party", who: str = "n1") -> None:
        kept = self.blobs.put(TENANT, [SOUND])
        command = ReceiveCall(kept.sha256, "talk.wav", who, consent, "EU")
        self.receiving().receive(command, self.world.by(who))

    def quietly(self) -> None:
        try:
            self.send()
        except Retriable as error:
            self.told = error

    def refused(self) -> None:
        with pytest.raises(Refused):
            self.send("none", "n2")

    def has_all(self) -> bool:
        for call in self.world.all(Call):
            if call.media_sha256:
                self.blobs.size(TENANT, call.media_sha256)
        return True

    def bring(self, call_id: str) -> None:
        kept = self.blobs.put(TENANT, [SOUND])
        command = ReceiveCall(kept.sha256, "talk.wav", "n1", "all-party", "EU", call_id=call_id)
        try:
            self.receiving().receive(command, self.world.by("n1"))
        except Conflict as error:
            self.told = error


def _deaf() -> Any:
    raise AssertionError("nothing is heard here")


@pytest.fixture
def sending(world: World, catalogue: Catalogue, tmp_path: Path) -> Sending:
    return Sending(world, catalogue, LocalBlobs(tmp_path))


def test_the_refused_one_takes_no_file_away_that_the_other_is_about_to_name(
    sending: Sending,
) -> None:
    """The other is kept before it is taken away, or told to send it again; then it is kept."""
    racing = evolve(sending, blobs=Between(sending.blobs, "delete", sending.quietly))
    racing.refused()
    racing.blobs.thread.join(30)
    assert sending.has_all()
    if sending.told is not None:
        assert "send it again" in str(sending.told)
        assert sending.world.all(Call) == []
        sending.send()
    assert [one.owner_id for one in sending.world.all(Call)] == ["n1"]
    assert sending.has_all()


def test_a_file_that_is_being_named_stays(sending: Sending) -> None:
    racing = evolve(sending, blobs=Between(sending.blobs, "size", sending.refused))
    racing.send()
    racing.blobs.thread.join(30)
    assert [one.owner_id for one in sending.world.all(Call)] == ["n1"]
    assert sending.has_all()


def test_alone_the_refused_file_is_gone_at_once(sending: Sending) -> None:
    sending.refused()
    name = sending.blobs.put(TENANT, [SOUND]).sha256
    sending.refused()
    with pytest.raises(NotFound):
        sending.blobs.size(TENANT, name)


def test_who_sends_an_export_of_their_data_as_a_call_does_not_lose_it(sending: Sending) -> None:
    name, now = sending.blobs.put(TENANT, [SOUND]).sha256, sending.world.desk.clock.now()
    sending.world.put(SubjectExport("exp", "n2", "n2", now, "ready", name))
    sending.refused()
    assert sending.blobs.size(TENANT, name) == len(SOUND)


def test_of_a_retry_and_a_file_brought_at_once_neither_waits_for_the_other_for_good(
    sending: Sending,
) -> None:
    """The file comes second: the call is under way again by then."""
    sending.send()
    (call,) = sending.world.all(Call)
    sending.world.change(evolve(call, state="failed", version=call.version + 1))
    racing = evolve(sending, blobs=Between(sending.blobs, "size", lambda: sending.bring(call.id)))
    assert racing.receiving().retry(call.id, sending.world.by("n1")).state == "received"
    racing.blobs.thread.join(30)
    assert not racing.blobs.thread.is_alive()
    assert [one.state for one in sending.world.all(Call)] == ["received"]
    assert sending.has_all()
