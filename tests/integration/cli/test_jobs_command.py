"""`revrise jobs` and `revrise worker` on the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from revrise.ports.jobs import JobRequest

PATIENCE_S = 240
UNKNOWN = "contract.unheard_of"  # a task nobody knows dies at once, and says why


@pytest.fixture
def queue(app) -> Callable[..., str]:
    def queued(job_id: str, person: str = "per_owner", task: str = UNKNOWN) -> str:
        return str(app.job_engine.enqueue(JobRequest(job_id, task, person, key="call_1"), "local"))

    return queued


def test_a_dead_job_is_listed_shown_and_run_again(say, app, queue):
    queue("job_1")
    app.job_engine.run_all()
    listed = say("jobs", "list", "--state", "dead")
    assert "job_1" in listed.out
    shown = say("jobs", "show", "job_1")
    assert f"no worker knows the task {UNKNOWN}" in shown.out
    assert "start the workers with" in shown.out
    assert say("jobs", "retry", "job_1").out == f"job_1 ({UNKNOWN}) is queued\n"
    assert say("jobs", "retry", "job_1").code == 5
    found = json.loads(say("jobs", "show", "job_1", "--json").out)
    assert (found["state"], found["attempts"], found["error"]) == ("queued", 0, "")


def test_every_dead_job_is_run_again_at_once(say, app, queue):
    for number in range(3):
        queue(f"job_{number}")
    app.job_engine.run_all()
    done = json.loads(say("jobs", "retry", "--dead", "--json").out)
    assert {job["state"] for job in done} == {"queued"}
    assert len(done) == 3
    assert say("jobs", "retry").code == say("jobs", "retry", "job_1", "--dead").code == 2


def test_a_queued_job_is_cancelled_and_never_runs(say, app, queue):
    queue("job_1")
    assert say("jobs", "cancel", "job_1").out == f"job_1 ({UNKNOWN}) is cancelled\n"
    assert say("jobs", "cancel", "job_1").code == 5
    assert app.job_engine.run_all() == 0
    assert [entry.action for entry in app.governance.audit_entries(app.actor(), 1)] == [
        "job.cancelled"
    ]


def test_a_rep_sees_and_steers_the_own_jobs_alone(say, queue):
    queue("job_mine", "rep")
    queue("job_theirs")
    mine = json.loads(say("jobs", "list", "--json", "--as", "rep").out)
    assert [job["id"] for job in mine] == ["job_mine"]
    for command in ("show", "retry", "cancel"):
        hidden = say("jobs", command, "job_theirs", "--as", "rep")
        missing = say("jobs", command, "job_nowhere", "--as", "rep")
        assert hidden.code == missing.code == 1
        assert hidden.err.replace("job_theirs", "ID") == missing.err.replace("job_nowhere", "ID")
    assert say("jobs", "cancel", "job_mine", "--as", "rep").code == 0


def test_who_works_is_told_to_administrators(say, app):
    assert say("jobs", "workers").out == "no worker runs: start one with `revrise worker`\n"
    assert say("jobs", "workers", "--as", "rep").code == 4


def test_a_worker_is_not_started_for_a_queue_there_is_not(say):
    refused = say("worker", "--queues", "speech,nope")
    assert refused.code == 1
    assert "there is no queue nope (one of relay, speech" in refused.err


@pytest.fixture
def started(home) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts `revrise` as an operator does; whatever still runs in the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(*args: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "revrise", *args]
        running.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_a_worker_works_until_it_is_told_to_stop(say, app, queue, started):
    queue("job_1")
    process = started("worker", "--slot", "7")
    late = time.monotonic() + PATIENCE_S
    while not app.jobs.get("job_1", app.actor()).ended:
        assert time.monotonic() < late
        time.sleep(0.1)
    told = say("jobs", "workers", "--json")
    (working,) = json.loads(told.out)
    assert working["id"].endswith("-7"), told
    assert "speech" in working["queues"]
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "worker started" in said
    assert "worker stopped" in said
    assert app.jobs.get("job_1", app.actor()).worker.endswith("-7")
