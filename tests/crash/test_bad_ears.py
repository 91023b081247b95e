"""Recordings at which the transcriber hangs or crashes, beside one that is fine.

A real worker, whose transcriber is a real process that hangs or calls abort().
"""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.forks import Forks
from tests.support.moody_transcriber import CRASHES_LATE_MS, CRASHES_MS, HANGS_MS, MoodySite
from tests.support.service_site import settings

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.core.scoring.assessment import Assessment
from revrise.services.calls.receiving import ReceiveCall
from revrise.testing.speech import RATE, write_wav

pytestmark = pytest.mark.crash
WARM = (
    *("dbos", "revrise.adapters.jobs.worker", "tests.support.warm_calls"),
    "tests.support.moody_transcriber",
)
WORK = "tests.support.moody_transcriber:work"
PATIENCE_S, TRIES = 120, 5
BAD = {
    HANGS_MS: "said nothing for 1 s",
    CRASHES_MS: "SIGABRT",
    CRASHES_LATE_MS: "SIGABRT",
}


@pytest.fixture(scope="module")
def warm() -> Iterator[Forks]:
    with Forks(WARM) as started:
        yield started


def rows(app: Any, kind: type[Any], resource: str) -> list[Any]:
    tenant = app.settings.tenant
    with app.store.read(app.actor()) as work:
        return [*work.of(kind).load_many(system_scope(tenant, resource, "read", "look at it"))]


def jobs(app: Any) -> list[Job]:
    return [one for one in rows(app, Job, "job") if one.task == "call.transcribe"]


def states(app: Any) -> dict[int | str, str]:
    return {one.source: one.state for one in rows(app, Call, "call")}


def moods(folder: Path) -> Counter[int]:
    """How often each recording was begun, by its length."""
    return Counter(int(line.split()[0]) for line in (folder / "moods").read_text().splitlines())


def receive(app: Any, folder: Path, ms: int) -> str:
    owner, file = app.actor(), write_wav(folder / f"{ms}.wav", bytes(2 * RATE * ms // 1000))
    ref = app.blobs.put(app.settings.tenant, [file.read_bytes()])
    wanted = ReceiveCall(ref.sha256, file.name, owner.person_id, "all-party", "EU")
    return str(app.calls.receive(wanted, owner).call.id)


def wait(true: Callable[[], object], log: Path) -> None:
    late = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < late, log.read_text("utf-8")
        time.sleep(0.05)


def test_what_hangs_or_crashes_is_tried_and_given_up_while_others_go_on(
    warm: Forks, tmp_path: Path
) -> None:
    url, log = f"sqlite:///{tmp_path}/one.sqlite", tmp_path / "log"
    folder = tmp_path / "data"
    folder.mkdir()
    app = MoodySite(settings(url, str(folder)))
    ids = {ms: receive(app, tmp_path, ms) for ms in BAD}
    fine = receive(app, tmp_path, 2_000)
    worker = warm.start(WORK, log, url=url, folder=str(folder), name="ear")

    def seen() -> bool:
        tried = [one for one in jobs(app) if one.key in ids.values() and one.error]
        return states(app)["2000.wav"] == "analysed" and len(tried) == len(BAD)

    def waiting() -> bool:
        """All between two tries: one that was handed over and not begun is for other workers."""
        soon = datetime.now(UTC) + timedelta(seconds=1)
        bad = [one for one in jobs(app) if one.key != fine]
        return all(not one.handed and one.due_at and one.due_at > soon for one in bad)

    wait(seen, log)
    assert not warm.ended(worker)
    assert {one.crashes for one in jobs(app)} == {0}  # no worker was lost
    # A second try of the first ones may be under way.
    assert {one.state for one in jobs(app) if one.key != fine} <= {"queued", "running"}
    assert "half of it" not in str(rows(app, CallTranscript, "call_transcript"))
    wait(waiting, log)
    warm.kill(worker, signal.SIGTERM)
    later = datetime.now(UTC) + timedelta(days=1)
    assert app.job_engine.run_all(until=later) <= TRIES * len(BAD) * 3
    ended = {one.key: one for one in jobs(app)}
    for ms, call_id in ids.items():
        job = ended[call_id]
        assert (job.state, job.attempts) == ("dead", TRIES)
        assert BAD[ms] in job.error
        assert "export it again" in job.remedy
    heard = moods(folder)
    assert all(TRIES <= heard[ms] <= TRIES + 1 for ms in BAD)  # the stop may cost one more
    app.flow.watch.tick()
    calls = {one.id: one for one in rows(app, Call, "call")}
    for ms, call_id in ids.items():
        failed = calls[call_id]
        assert failed.state == "failed"
        assert BAD[ms] in (failed.blocked_reason or "")
        assert failed.remedy
    assert {one.call_id for one in rows(app, CallTranscript, "call_transcript")} == {fine}
    assert {one.subject_id for one in rows(app, Assessment, "assessment")} <= {fine}
    app.job_engine.run_all(until=later)
    assert moods(folder) == heard  # nothing tries for ever
    again = app.calls.retry(ids[CRASHES_MS], app.actor())
    assert again.state == "received"
    app.engine.dispose()
