"""What every job engine promises: inherit `JobEngineContract`, give a fixture `engine`.

The engine has to know `contract_tasks()`, find people with `contract_actor` and use a policy by
which everybody reads and manages their own jobs and an admin all of them. An engine that works
in the background overrides `finish`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest

from revrise.core.errors import Clash, Conflict, Invalid, NotFound, Refused, Retriable, Stale
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.jobs import Job, JobContext, JobEngine, JobRequest, NotHere, Task
from revrise.ports.query import Query

TENANT = "acme"
OWN = Actor(TENANT, "per_1", frozenset({"rep"}))
OTHER = Actor(TENANT, "per_2", frozenset({"rep"}))
ADMIN = Actor(TENANT, "per_3", frozenset({"admin"}))
# What happened in the world outside, by job; and what happens in the middle of a job.
EFFECTS: Counter[str] = Counter()
MEANWHILE: dict[str, Callable[[], object]] = {}
Args = Mapping[str, Any]
_FAR = datetime(9000, 1, 1, tzinfo=UTC)


def contract_actor(person_id: str) -> Actor:
    """The people of the contract. Raises Refused for anybody else."""
    for actor in (OWN, OTHER, ADMIN):
        if actor.person_id == person_id:
            return actor
    raise Refused(f"{person_id} has left", remedy="ask somebody else")


def contract_tasks() -> Sequence[Task]:
    """The kinds of jobs the contract runs."""
    quick = {"queue": "scoring", "attempts": 3, "backoff_s": 0.02}
    runs: dict[str, Any] = {
        "echo": _echo,
        "steps": _steps,
        "never": _never,
        "raced": _raced,
        "clashed": _clashed,
        "lacking": _lacking,
        "broken": _broken,
        "wrong": _wrong,
        "odd": _odd,
    }
    return [Task(f"contract.{name}", run=run, **quick) for name, run in runs.items()]  # type: ignore[arg-type]


def request(task: str, by: Actor = OWN, **args: Any) -> JobRequest:
    """A new job of the contract."""
    return JobRequest(f"job_{uuid4().hex}", f"contract.{task}", by.person_id, args, key="call_1")


class JobEngineContract:
    """Jobs run once, end for a reason, and are seen and steered by whom they belong to."""

    def finish(self, engine: JobEngine, job_id: str) -> Job:
        """Lets the job end, and says how it did."""
        engine.run_all(_FAR)
        return engine.get(job_id, ADMIN)

    def done(self, engine: JobEngine, wanted: JobRequest) -> Job:
        """The end of a job that is queued now."""
        engine.enqueue(wanted, TENANT)
        return self.finish(engine, wanted.id)

    def test_a_job_runs_as_who_asked_for_it(self, engine: JobEngine) -> None:
        job = self.done(engine, request("echo", value="值"))
        assert (job.state, job.result) == ("succeeded", {"by": "per_1", "value": "值"})
        assert (job.attempts, job.queue, job.key, job.error) == (1, "scoring", "call_1", "")
        assert job.ended_at is not None

    def test_the_same_id_is_the_same_job(self, engine: JobEngine) -> None:
        wanted = request("echo")
        for _ in range(3):
            self.done(engine, wanted)
        assert EFFECTS[wanted.id] == 1

    def test_steps_that_are_done_stay_done(self, engine: JobEngine) -> None:
        job = self.done(engine, request("steps", fail=2))
        assert (job.state, job.attempts) == ("succeeded", 3)
        assert job.result == {"first": {"once": True}, "third": None}
        assert EFFECTS[f"{job.id} first"] == 1
        assert EFFECTS[f"{job.id} second"] == 3

    def test_a_passing_failure_costs_a_try_and_the_last_one_kills(self, engine: JobEngine) -> None:
        job = self.done(engine, request("never"))
        assert (job.state, job.attempts) == ("dead", 3)
        assert "the line is busy" in job.error
        assert job.remedy == "call later"
        assert EFFECTS[job.id] == 3

    def test_who_meets_another_at_the_same_thing_loads_it_again(self, engine: JobEngine) -> None:
        for name in ("raced", "clashed"):
            job = self.done(engine, request(name))
            assert (job.state, job.attempts, job.error) == ("succeeded", 2, ""), name

    def test_what_a_worker_has_not_got_waits_for_another_and_costs_no_try(
        self, engine: JobEngine
    ) -> None:
        job = self.done(engine, request("lacking"))
        assert (job.state, job.attempts, job.error) == ("succeeded", 1, "")
        assert EFFECTS[job.id] == 6  # more than it has tries

    def test_any_other_error_kills_at_once_and_says_why(self, engine: JobEngine) -> None:
        wrong = self.done(engine, request("wrong"))
        assert (wrong.state, wrong.attempts) == ("dead", 1)
        assert (wrong.error, wrong.remedy) == ("row 3: no such stage", "use a stage you have")
        broken = self.done(engine, request("broken"))
        assert broken.state == "dead"
        assert "ZeroDivisionError" in broken.error

    def test_an_answer_that_cannot_be_kept_ends_the_job(self, engine: JobEngine) -> None:
        odd = self.done(engine, request("odd"))
        assert (odd.state, "TypeError" in odd.error) == ("dead", True)
        assert self.done(engine, request("odd", nul=True)).ended
        assert self.done(engine, request("odd", says=True)).state == "dead"

    def test_a_broken_job_stands_in_nobody_s_way(self, engine: JobEngine) -> None:
        wanted = [request(task) for task in ("broken", "echo", "never", "echo")]
        for one in wanted:
            engine.enqueue(one, TENANT)
        states = [self.finish(engine, one.id).state for one in wanted]
        assert states == ["dead", "succeeded", "dead", "succeeded"]

    def test_a_task_nobody_knows_and_a_person_who_left(self, engine: JobEngine) -> None:
        unknown = self.done(engine, request("unheard_of"))
        assert (unknown.state, "contract.unheard_of" in unknown.error) == ("dead", True)
        gone = self.done(engine, JobRequest(f"job_{uuid4().hex}", "contract.echo", "per_9"))
        assert (gone.state, gone.error) == ("dead", "per_9 has left")
        assert EFFECTS[gone.id] == 0

    def test_a_cancelled_job_stops_before_its_next_step(self, engine: JobEngine) -> None:
        wanted = request("steps", fail=0)
        MEANWHILE[wanted.id] = lambda: engine.cancel(wanted.id, OWN)
        job = self.done(engine, wanted)
        assert (job.state, job.result) == ("cancelled", None)
        assert EFFECTS[f"{job.id} second"] == 0

    def test_a_dead_job_is_run_again_by_hand(self, engine: JobEngine) -> None:
        wanted = request("steps", fail=3)
        assert self.done(engine, wanted).state == "dead"
        assert engine.retry(wanted.id, OWN).state == "queued"
        job = self.finish(engine, wanted.id)
        assert (job.state, job.attempts, job.error) == ("succeeded", 1, "")
        assert EFFECTS[f"{job.id} first"] == 1

    def test_only_what_has_died_is_run_again_and_only_what_lives_cancelled(
        self, engine: JobEngine
    ) -> None:
        job = self.done(engine, request("echo"))
        for move in (engine.retry, engine.cancel):
            with pytest.raises(Conflict):
                move(job.id, OWN)

    def test_progress_is_shown(self, engine: JobEngine) -> None:
        wanted = request("steps", fail=0)
        seen: list[Job] = []
        MEANWHILE[wanted.id] = lambda: seen.append(engine.get(wanted.id, OWN))
        self.done(engine, wanted)
        assert (seen[0].state, seen[0].progress.done, seen[0].progress.total) == ("running", 1, 3)
        assert seen[0].progress.note == "steps"

    def test_a_job_of_somebody_else_is_hidden_like_a_missing_one(self, engine: JobEngine) -> None:
        job = self.done(engine, request("wrong"))
        answers = set()
        for job_id in (job.id, "job_missing"):
            for look in (engine.get, engine.retry, engine.cancel):
                with pytest.raises(NotFound) as refusal:
                    look(job_id, OTHER)
                answers.add(str(refusal.value).replace(job_id, "ID"))
        assert len(answers) == 1
        assert engine.get(job.id, ADMIN).id == job.id

    def test_everybody_lists_their_own_jobs_and_an_admin_all(self, engine: JobEngine) -> None:
        mine, theirs = request("echo"), request("echo", OTHER)
        for one in (mine, theirs):
            self.done(engine, one)
        assert {job.actor_id for job in engine.list(OWN)} == {"per_1"}
        newest = engine.list(ADMIN, Query(limit=2))
        assert [job.id for job in newest] == [theirs.id, mine.id]
        found = engine.list(ADMIN, Query(where=where(state="succeeded", actor_id="per_2")))
        assert theirs.id in {job.id for job in found}

    def test_every_task_is_known(self, engine: JobEngine) -> None:
        names = {task.name for task in engine.tasks()}
        assert {task.name for task in contract_tasks()} <= names


def _echo(job: JobContext, args: Args) -> Args:
    EFFECTS[job.job_id] += 1
    return {"by": job.actor.person_id, **args}


def _steps(job: JobContext, args: Args) -> Args:
    def first() -> Args:
        EFFECTS[f"{job.job_id} first"] += 1
        return {"once": True}

    def second() -> None:
        EFFECTS[f"{job.job_id} second"] += 1
        if EFFECTS[f"{job.job_id} second"] <= args["fail"]:
            raise Retriable("not yet")

    done = job.step("first", first)
    job.progress(1, 3, "steps")
    _elsewhere(MEANWHILE.pop(job.job_id, int))
    job.progress(3, 3, "steps")
    job.step("second", second)
    return {"first": done, "third": job.step("third", lambda: None)}


def _elsewhere(call: Callable[[], object]) -> None:
    """As somebody else does it, while the job runs."""
    thread = Thread(target=call)
    thread.start()
    thread.join()


def _never(job: JobContext, _: Args) -> None:
    EFFECTS[job.job_id] += 1
    raise Retriable("the line is busy", remedy="call later")


def _raced(job: JobContext, _: Args) -> None:
    EFFECTS[job.job_id] += 1
    if EFFECTS[job.job_id] == 1:
        raise Stale("somebody else changed it first")


def _clashed(job: JobContext, _: Args) -> None:
    EFFECTS[job.job_id] += 1
    if EFFECTS[job.job_id] == 1:
        raise Clash("somebody else put it there first")


def _lacking(job: JobContext, _: Args) -> None:
    EFFECTS[job.job_id] += 1
    if EFFECTS[job.job_id] <= 5:
        raise NotHere("the tool is not here", remedy="ask next door")


def _broken(_: JobContext, args: Args) -> Args:
    return {"never": 1 // len(args)}


def _odd(_: JobContext, args: Args) -> Args:
    if args.get("nul"):
        return {"answer": "\0"}
    if args.get("says"):
        raise Invalid("odd \0 \udc80 words", remedy="\0")
    return {"answer": object()}


def _wrong(_: JobContext, __: Args) -> None:
    raise Invalid("no such stage", culprit="row 3", remedy="use a stage you have")
