"""A job moves only as it may, and every move makes its earlier holders lose it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Conflict
from revrise.core.jobs.job import Job

AT = datetime(2026, 3, 1, tzinfo=UTC)
NEW = Job("job_1", "call.process", "", "queued", "per_1", "call_1", AT)
MOVES = {
    "taken": lambda job: job.taken("w", AT),
    "back": lambda job: job.handed_back(),
    "later": lambda job: job.put_off("busy", "wait", AT + timedelta(seconds=5)),
    "left": lambda job: job.left("not here", "start it again", AT + timedelta(seconds=5)),
    "done": lambda job: job.succeeded({"n": 1}, AT),
    "died": lambda job: job.died("broken", "mend it", AT),
    "cancelled": lambda job: job.cancelled(AT),
    "retried": lambda job: job.retried(),
}


def running() -> Job:
    return NEW.handed_over("scoring").taken("worker-1", AT)


def test_a_new_job_waits_for_nobody_s_clock():
    assert (NEW.due_at, NEW.handed, NEW.attempts) == (None, False, 0)


def test_a_run_that_was_begun_twice_counts_the_loss_of_its_worker():
    again = running().taken("worker-2", AT)
    assert (again.attempts, again.crashes, again.worker) == (2, 1, "worker-2")


def test_a_job_handed_back_costs_no_attempt_and_waits_for_another_worker():
    back = running().handed_back()
    assert (back.state, back.attempts, back.handed, back.worker) == ("queued", 0, False, "")


def test_a_job_left_to_others_waits_and_says_why_and_costs_no_attempt():
    left = running().left("not here", "start it again", AT + timedelta(seconds=5))
    assert (left.state, left.attempts, left.handed) == ("queued", 0, False)
    assert (left.error, left.remedy) == ("not here", "start it again")
    assert left.due_at == AT + timedelta(seconds=5)


def test_a_success_forgets_the_failures_before_it():
    later = running().put_off("busy", "wait", AT).handed_over("scoring").taken("w", AT)
    done = later.succeeded(None, AT)
    assert (done.state, done.error, done.remedy, done.run) == ("succeeded", "", "", 2)


@pytest.mark.parametrize("end", ["done", "died", "cancelled"])
def test_what_has_ended_is_not_cancelled(end):
    with pytest.raises(Conflict):
        MOVES[end](running()).cancelled(AT)


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_only_dead_and_cancelled_jobs_are_run_again(state):
    job = {"queued": NEW, "running": running(), "done": running().succeeded(None, AT)}[state]
    with pytest.raises(Conflict):
        job.retried()


def test_run_again_it_has_all_its_attempts():
    again = running().taken("w", AT).died("broken", "mend it", AT).retried()
    assert (again.state, again.attempts, again.crashes, again.error) == ("queued", 0, 0, "")
    assert (again.ended_at, again.due_at, again.handed) == (None, None, False)


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=12))
def test_every_move_raises_the_version_by_one_and_no_run_number_returns(moves):
    job = NEW.handed_over("scoring")
    for move in moves:
        try:
            after = MOVES[move](job)
        except Conflict:
            continue
        assert after.version == job.version + 1
        assert after.run == job.run
        assert (after.id, after.task, after.created_at) == (job.id, job.task, job.created_at)
        assert after.ended == (after.state in {"succeeded", "dead", "cancelled"})
        job = after if after.handed else after.handed_over("scoring")
        assert job.run in {after.run, after.run + 1}
