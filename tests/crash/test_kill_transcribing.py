"""A worker killed with -9 while it hears a long recording: the next one goes on where it was."""

import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("faster_whisper")

from tests.support.forks import Forks
from tests.support.hearing_site import hearing
from tests.support.scripted_whisper import Script, write
from tests.support.service_site import ServiceSite

from revrise.core.conversations.call import Call, CallPart, CallTranscript
from revrise.core.governance.scope import system_scope
from revrise.services.calls.receiving import ReceiveCall

pytestmark = [pytest.mark.crash, pytest.mark.speech]
WARM = (
    *("faster_whisper", "dbos", "revrise.adapters.jobs.worker", "tests.support.warm_calls"),
    "tests.support.hearing_site",
)
PATIENCE_S, MINUTES = 120, 3


@pytest.fixture(scope="module")
def warm() -> Iterator[Forks]:
    with Forks(WARM) as started:
        yield started


@pytest.fixture
def long(shared_data: Path, tmp_path: Path) -> Path:
    """Nine seconds of speech and three of silence, again and again."""
    mono = shared_data / "audio/wenet/test/resources/librispeech-1995-1837-0001.wav"
    path = tmp_path / "long.wav"
    with wave.open(str(mono), "rb") as source, wave.open(str(path), "wb") as target:
        target.setparams(source.getparams())
        once = source.readframes(source.getnframes()) + bytes(2 * 16_000 * 3)
        target.writeframes(once * (MINUTES * 60 * 16_000 * 2 // len(once)))
    return path


def rows(app: Any, kind: type[Any], resource: str) -> list[Any]:
    tenant = app.settings.tenant
    with app.store.read(app.actor()) as work:
        return [*work.of(kind).load_many(system_scope(tenant, resource, "read", "look at it"))]


def wait(true: Callable[[], object], log: Path) -> None:
    late = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < late, log.read_text("utf-8")
        time.sleep(0.02)


def test_each_part_is_heard_to_its_end_once(
    warm: Forks, long: Path, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    model = write(tmp_path / "model", Script((" yes", " we", " do", ".")))
    url, folder, log = f"sqlite:///{tmp_path}/one.sqlite", str(tmp_path / "data"), tmp_path / "log"
    Path(folder).mkdir()
    app = ServiceSite(hearing(url, folder, str(model)))
    owner = app.actor()
    ref = app.blobs.put(app.settings.tenant, [long.read_bytes()])
    wanted = ReceiveCall(ref.sha256, "long.wav", owner.person_id, "all-party", "EU")
    call = app.calls.receive(wanted, owner).call

    def start(number: int) -> int:
        args = {"url": url, "folder": folder, "model": str(model), "name": f"ear{number}"}
        return warm.start("tests.support.hearing_site:work", log, **args)

    pid = start(1)
    wait(lambda: rows(app, CallPart, "call_part"), log)
    warm.kill(pid)
    assert rows(app, CallTranscript, "call_transcript") == []
    pid = start(2)
    wait(lambda: rows(app, Call, "call")[0].state == "analysed", log)
    warm.kill(pid)
    (kept,) = rows(app, CallTranscript, "call_transcript")
    whole = app.transcriber().transcribe(long)
    assert kept.transcript.utterances == whole.utterances
    assert rows(app, CallPart, "call_part") == []
    chain = app.store.audit(system_scope(app.settings.tenant, "audit", "read", "look at it"))
    heard = [one for one in chain if one.action == "call.heard"]
    ends = [one.detail["until_ms"] for one in heard]
    assert ends == sorted(set(ends))
    assert {one.subject for one in heard} == {call.id}
    left = [one for one in Path(folder, "scratch").rglob("*") if one.is_file()]
    assert [one for one in left if one.stat().st_size > 4_096] == []
    tell(f"a recording of {MINUTES} min in {len(ends)} parts, killed once: none heard twice")
    app.engine.dispose()
