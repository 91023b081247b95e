"""Workers are killed, stopped, poisoned; their jobs go on elsewhere and count once."""

import os
import signal
import time

import pytest

pytestmark = pytest.mark.crash
JOBS, STEPS = 8, 4


def all_ended(site) -> bool:
    return all(job.ended for job in site.all())


def some_steps(site) -> bool:
    return sum(site.world.effects().values()) >= JOBS


def test_another_worker_goes_on_where_a_killed_one_was(floor):
    for number in range(JOBS):
        floor.site.enqueue(f"job_{number}", "steps", steps=STEPS)
    first = floor.start("first")
    floor.site.until(some_steps)
    floor.forks.kill(first)
    floor.start("second")
    floor.site.until(all_ended)
    assert set(floor.site.states().values()) == {"succeeded"}
    effects = floor.site.world.effects()
    assert len(effects) == JOBS * STEPS
    # Only a step that was under way may have happened twice: at most one a running job.
    assert sum(effects.values()) - len(effects) <= 4
    assert "taken over" in floor.log("second")


def test_a_worker_that_starts_again_has_its_jobs_back_at_once(floor):
    floor.site.enqueue("job_1", "steps", steps=30, pause=0.05)
    first = floor.start("same", lease_s=60)
    floor.site.until(lambda site: len(site.world.effects()) >= 5)
    floor.forks.kill(first)
    floor.start("same", lease_s=60)
    floor.site.until(all_ended)
    (job,) = floor.site.all()
    assert (job.state, job.attempts, job.crashes) == ("succeeded", 2, 1)
    assert sum(floor.site.world.effects().values()) <= 31


def test_a_poison_job_dies_and_the_others_live(floor):
    """Whoever takes it dies; it is given up after the fifth and meanwhile the others go on."""
    floor.site.enqueue("poison", "poison", pause=0.25)
    for number in range(JOBS):
        floor.site.enqueue(f"job_{number}", "steps", steps=2, pause=0.01)
    floor.site.enqueue("long", "steps", steps=25, pause=0.15)  # dies with the poison at first
    deaths, late = 0, time.monotonic() + 240
    while not all_ended(floor.site):
        assert time.monotonic() < late, floor.site.states()
        pid = floor.start("victim")
        while not floor.forks.ended(pid) and not all_ended(floor.site):
            time.sleep(0.03)
        deaths += floor.forks.ended(pid)
    states = floor.site.states()
    assert states.pop("poison") == "dead"
    assert set(states.values()) == {"succeeded"}
    poison = next(job for job in floor.site.all() if job.id == "poison")
    assert poison.error == "its worker died 5 times while it ran"
    assert poison.remedy
    assert deaths == floor.site.world.effects()["poison"] == 5


def test_a_worker_stopped_for_longer_than_its_lease_commits_nothing_late(floor):
    floor.site.enqueue("job_1", "writes", gate="open")
    first = floor.start("first")
    floor.site.until(lambda site: site.world.effects()["at open"] == 1)
    floor.pause(first)
    second = floor.start("second")
    floor.site.until(lambda site: site.world.effects()["at open"] == 2)
    os.kill(first, signal.SIGCONT)  # both hold it, as they believe, and go on together
    floor.site.world.open("open")
    floor.site.until(all_ended)
    floor.site.until(lambda site: site.world.effects()[f"Cancelled job_1-{first}"] == 1)
    (job,) = floor.site.all()
    assert (job.state, job.worker, job.result) == ("succeeded", "second", {"pid": second})
    assert floor.site.team_ids() == [f"job_1-{second}"]
    assert floor.site.world.effects()[f"stepped job_1-{first}"] == 0


def test_a_worker_told_to_stop_hands_back_what_it_cannot_finish(floor):
    floor.site.enqueue("job_1", "writes", gate="open")
    first = floor.start("first")
    floor.site.until(lambda site: site.world.effects()["at open"] == 1)
    assert floor.forks.kill(first, signal.SIGTERM) == 0
    (job,) = floor.site.all()
    assert (job.state, job.attempts, job.handed) == ("queued", 0, False)
    floor.site.world.open("open")
    floor.start("second")
    floor.site.until(all_ended)
    assert len(floor.site.team_ids()) == 1


def test_two_processes_of_one_name_do_not_work_side_by_side(floor):
    first = floor.start("same")
    floor.site.until(lambda site: "worker started" in floor.log("same"))
    floor.start("same")
    floor.site.until(lambda site: floor.forks.ended(first))
    assert floor.forks.wait(first) == 70
    assert "give each worker of a machine its own --slot" in floor.log("same")
