"""Two administrators and a seller start the same calls at the same moment, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from tests.support.talking import SOUND, Speech, Talking, receive

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Misconfigured, NotFound
from revrise.core.jobs.job import Job
from revrise.services.calls.receiving import TRANSCRIBE
from revrise.services.processing.restarting import RESTART

MODEL = Misconfigured("no speech model is set", culprit="speech.model", remedy="set speech.model")
MANY = 150


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path, bundled: Any) -> Iterator[Talking]:
    made = Talking(request.getfixturevalue(f"{request.param}_url"), tmp_path, bundled)
    made.populate()
    made.speech = Speech()
    made.speech.error = MODEL
    receive(made, SOUND, "talk.wav", seller="ch0")
    made.work_off()
    made.speech.error = None
    (one,) = made.all(Call)
    made.put(*(evolve(one, id=f"call_{at:03}", fingerprint=one.fingerprint) for at in range(MANY)))
    yield made
    made.close()


def at_once(*asked: Any) -> list[Any]:
    ready = Barrier(len(asked))

    def one(ask: Any) -> Any:
        ready.wait()
        try:
            return ask()
        except (Conflict, NotFound) as error:
            return error

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(one, asked))


def test_each_call_is_started_once(site: Talking):
    admin, owner, rep = (site.actor(who) for who in ("admin", "per_owner", "n1"))
    (cause,) = site.stopped_calls.causes(admin)
    assert (cause.calls, cause.error) == (MANY + 1, "speech.model: no speech model is set")
    assert cause.since == site.clock.now()
    *runs, retried = at_once(
        lambda: site.restarting.run(cause.id, admin),
        lambda: site.restarting.run(cause.id, owner),
        lambda: site.receiving.retry("call_100", rep),
    )
    started = sum(one.started for one in runs if not isinstance(one, NotFound))
    assert started == MANY + 1 - isinstance(retried, Call)
    jobs = [one for one in site.all(Job) if one.task == TRANSCRIBE and one.state == "queued"]
    assert len({one.key for one in jobs}) == len(jobs) == MANY + 1
    assert site.stopped_calls.causes(admin) == []


def test_two_who_ask_at_the_same_moment_ask_for_one_job(site: Talking):
    admin, owner = site.actor("admin"), site.actor("per_owner")
    (cause,) = site.stopped_calls.causes(admin)
    asked = at_once(
        lambda: site.restarting.ask(cause.id, admin), lambda: site.restarting.ask(cause.id, owner)
    )
    assert len({one.job for one in asked}) == 1
    assert len([one for one in site.all(Job) if one.task == RESTART]) == 1
