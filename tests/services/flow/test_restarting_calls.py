"""All calls of a cause are started again: each once, whoever asks how often, whatever goes on."""

from typing import Any

import pytest
from attrs import evolve
from tests.support.flow_site import TENANT
from tests.support.talking import SOUND, Talking, receive

from revrise.core.conversations.call import Call
from revrise.core.errors import Fatal, Invalid, Misconfigured, NotFound, Refused, Retriable
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.services.calls.receiving import TRANSCRIBE
from revrise.services.processing.restarting import RESTART, Restarted

MODEL = Misconfigured("no speech model is set", culprit="speech.model", remedy="set speech.model")
DISK = Fatal("no space left", remedy="free space on the disk")


def stop(site: Talking, error: Exception, many: int, begin: int = 0) -> None:
    site.speech.error = error
    for number in range(begin, begin + many):
        receive(site, SOUND + b"%d" % number, f"talk{number}.wav", seller="ch0")
    site.work_off()
    site.speech.error = None


def admin(site: Talking) -> Any:
    return site.actor("admin")


def cause(site: Talking, remedy: str = "set speech.model") -> Any:
    (found,) = [one for one in site.stopped_calls.causes(admin(site)) if one.remedy == remedy]
    return found


def states(site: Talking) -> list[str]:
    return sorted(one.state for one in site.all(Call))


def jobs(site: Talking, task: str) -> list[Job]:
    return [one for one in site.all(Job) if one.task == task]


def audited(site: Talking, action: str) -> list[Any]:
    scope = system_scope(TENANT, "audit", "read", "test")
    return [one for one in site.store.audit(scope) if one.action == action]


def test_a_cause_says_error_remedy_and_since_when(site: Talking):
    begin = site.clock.now()
    stop(site, MODEL, 3)
    site.wait(hours=2)
    stop(site, Misconfigured("cannot be loaded", remedy="set speech.model"), 1, 3)
    found = cause(site)
    assert (found.calls, found.error, found.errors, found.since) == (
        4,
        "speech.model: no speech model is set",
        2,
        begin,
    )
    assert found.job is None


def test_neither_a_call_nor_its_file_is_named(site: Talking):
    stop(site, Fatal("talk0.wav is too much", culprit="talk0.wav", remedy="more memory"), 1)
    (call,) = site.all(Call)
    assert "talk0.wav" in (call.blocked_reason or "")
    assert cause(site, "more memory").error == "the file is too much"


def test_only_those_of_the_cause_begin_again_and_no_error_is_left(site: Talking):
    stop(site, MODEL, 3)
    stop(site, DISK, 2, 3)
    asked = site.restarting.ask(cause(site).id, admin(site))
    assert asked.calls == 3
    site.work_off()
    assert states(site) == ["analysed"] * 3 + ["failed"] * 2
    done = site.job_engine.get(asked.job, admin(site))
    assert (done.state, done.result) == (
        "succeeded",
        {"cause": done.key, "started": 3, "left": 0},
    )
    assert [one.remedy for one in site.stopped_calls.causes(admin(site))] == [DISK.remedy]
    heard = [one for one in site.all(Call) if one.state == "analysed"]
    assert {(one.fault, one.stopped_at, one.remedy) for one in heard} == {(None, None, None)}


def test_who_asks_twice_gets_the_same_job_and_later_what_it_came_to(site: Talking):
    stop(site, MODEL, 2)
    known = cause(site).id
    first = site.restarting.ask(known, admin(site))
    assert site.restarting.ask(known, site.actor("per_owner")) == first
    assert cause(site).job == first.job
    site.work_off()
    again = site.restarting.ask(known, admin(site))
    assert (again.job, again.calls) == (first.job, 0)
    assert len(jobs(site, RESTART)) == 1
    assert len(jobs(site, TRANSCRIBE)) == 4


def test_what_stops_again_waits_again_and_is_asked_for_anew(site: Talking):
    stop(site, MODEL, 2)
    known = cause(site).id
    first = site.restarting.ask(known, admin(site))
    site.speech.error = MODEL
    site.work_off()
    assert cause(site).calls == 2
    second = site.restarting.ask(known, admin(site))
    assert second.job != first.job
    site.speech.error = None
    site.work_off()
    assert states(site) == ["analysed"] * 2


def test_a_second_run_at_the_same_time_starts_nothing_twice(site: Talking):
    stop(site, MODEL, 3)
    known = cause(site).id
    assert site.restarting.run(known, admin(site)) == Restarted(known, 3, 0)
    with pytest.raises(NotFound):
        site.restarting.run(known, admin(site))
    assert len(jobs(site, TRANSCRIBE)) == 6


def test_a_call_that_somebody_else_takes_on_meanwhile_is_started_by_one_alone(site: Talking):
    """Between reading and writing of the first few: on SQLite nobody else gets in there."""
    stop(site, MODEL, 2)
    known, (one, _) = cause(site).id, sorted(site.all(Call), key=lambda call: call.id)
    site.receiving.retry(one.id, site.actor("n1"))
    assert site.restarting.run(known, admin(site)) == Restarted(known, 1, 0)
    site.work_off()
    assert states(site) == ["analysed"] * 2


def test_a_call_whose_dead_job_was_tried_again_is_left_to_it(site: Talking):
    site.speech.error = Retriable("no card is free", remedy="free a card")
    receive(site, SOUND, "talk.wav", seller="ch0")
    for _ in range(12):
        site.work_off()
        site.wait(hours=1)
    site.speech.error = None
    (dead,) = jobs(site, TRANSCRIBE)
    site.job_engine.retry(dead.id, admin(site))
    known = cause(site, "free a card")
    assert site.restarting.run(known.id, admin(site)) == Restarted(known.id, 0, 1)
    site.work_off()
    assert states(site) == ["analysed"]
    assert len(jobs(site, TRANSCRIBE)) == 1


def test_calls_whose_jobs_died_of_what_nobody_named_are_a_cause_too(site: Talking):
    site.speech.error = Retriable("no answer")
    receive(site, SOUND, "talk.wav", seller="ch0")
    for _ in range(12):
        site.work_off()
        site.wait(hours=1)
    site.speech.error = None
    found = cause(site, "process the call again")
    assert (found.calls, found.error) == (1, "no answer, 5 times")
    site.restarting.run(found.id, admin(site))
    site.work_off()
    assert states(site) == ["analysed"]


def test_what_somebody_stopped_and_what_its_uploader_mends_stays(site: Talking):
    stop(site, Invalid("the sound is broken", remedy="record it again"), 1)
    call = receive(site, SOUND + b"9", "other.wav", seller="ch0")
    (job,) = [one for one in jobs(site, TRANSCRIBE) if one.key == call.id]
    site.job_engine.cancel(job.id, admin(site))
    site.work_off()
    assert site.stopped_calls.causes(admin(site)) == []


def test_more_than_one_page_of_them_is_counted_and_audited(site: Talking):
    stop(site, MODEL, 1)
    (one,) = site.all(Call)
    twins = [evolve(one, id=f"call_{at:03}", fingerprint=f"{at:064}") for at in range(230)]
    site.put(*twins)
    known, told = cause(site).id, list[tuple[int, int]]()
    done = site.restarting.run(known, admin(site), lambda *some: told.append(some))
    assert done == Restarted(known, 231, 0)
    assert told == [(100, 231), (200, 231), (231, 231)]
    entries = audited(site, "calls.restarted")
    assert sum(one.detail["calls"] for one in entries) == 231
    assert {(one.actor_id, one.subject) for one in entries} == {("admin", known)}
    assert len(jobs(site, TRANSCRIBE)) == 232


def test_a_call_is_heard_as_its_rep_and_as_who_asks_once_they_left(site: Talking):
    stop(site, MODEL, 1)
    site.restarting.run(cause(site).id, admin(site))
    stopped, again = sorted(jobs(site, TRANSCRIBE), key=lambda job: job.state != "succeeded")
    assert (stopped.actor_id, again.actor_id) == ("n1", "n1")
    site.speech.error = MODEL
    site.work_off()
    (nora,) = [one for one in site.all(Person) if one.id == "n1"]
    site.change(evolve(nora, active=False, version=nora.version + 1))
    site.restarting.run(cause(site).id, admin(site))
    site.speech.error = None
    site.work_off()
    assert states(site) == ["analysed"]


def test_nobody_else_starts_them_and_no_other_tenant(site: Talking):
    stop(site, MODEL, 1)
    known = cause(site).id
    for who in ("n1", "manager", "coach", "enb"):
        with pytest.raises(Refused):
            site.restarting.ask(known, site.actor(who))
        with pytest.raises(Refused):
            site.restarting.run(known, site.actor(who))
    with pytest.raises(NotFound):
        site.restarting.ask("cause_nothing", admin(site))
    foreign = evolve(admin(site), tenant_id="other")
    for use in (site.restarting.ask, site.restarting.run):
        with pytest.raises((NotFound, Refused)):
            use(known, foreign)
    assert states(site) == ["failed"]
    assert system_actor("other").tenant_id != TENANT
