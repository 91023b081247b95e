"""The tokens of a day: set aside before a language model is asked, counted as used afterwards.

What was set aside stands in the audit trail under the answer's id and counts until there is an
answer, a failure that says what it cost, or it was cancelled before anybody began. A question
whose worker died, or that was cancelled on the way, counts in full for a day: words may have left
the house.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from attrs import frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.jobs.job import Job
from revrise.core.people.organisation import Organisation
from revrise.ports.jobs import JobRequest
from revrise.ports.language_model import Limits
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

ANSWERING: Final = "call.ask_model"
ASKED, FAILED = "model_answer.asked", "model_answer.failed"
_REASON = "count what language models used today"


@frozen
class _Day:
    """By answer: tokens that were used, and those that are set aside."""

    used: Mapping[str, int]
    aside: Mapping[str, int]


@frozen
class DayTokens:
    """The count of one tenant."""

    desk: Desk

    def reserve(self, asked: Mapping[str, str], tokens: int, limits: Limits, by: Actor) -> str:
        """Sets tokens aside for a question and queues it; the id of its job.

        One question after the other, so that of two at once the second knows of the first.
        Raises Conflict where the tokens of the last day are used up or set aside.
        """
        made, job = self.desk.ids.new("mans"), self.desk.ids.new("job")
        args = {**asked, "answer": made, "job": job}
        with self.desk.store.begin(by) as work:
            self._set_aside(work, self._day(work, by), args, tokens, limits)
            work.enqueue(JobRequest(job, ANSWERING, by.person_id, args, asked["call_id"]))
        return job

    def again(self, args: Mapping[str, Any], tokens: int, limits: Limits, by: Actor) -> None:
        """Sets them aside once more where an earlier try failed and gave them back.

        Raises Conflict where others used them up meanwhile.
        """
        with self.desk.store.begin(by) as work:
            day = self._day(work, by)
            if args["answer"] not in day.aside:
                self._set_aside(work, day, args, tokens, limits)

    def _set_aside(
        self, work: UnitOfWork, day: _Day, args: Mapping[str, Any], tokens: int, limits: Limits
    ) -> None:
        if sum(day.used.values()) + sum(day.aside.values()) >= limits.tokens_a_day:
            raise Conflict(
                "the language model's tokens of the last 24 hours are used up",
                culprit="plugins.language-model",
                remedy="ask tomorrow, or let an administrator raise tokens_a_day",
            )
        told = {"call": args["call_id"], "task": args["task"], "job": args["job"]}
        goes = {"outside": limits.outside, "redacted": limits.redact}
        work.record(ASKED, str(args["answer"]), {**told, **goes, "reserved": tokens})

    def _day(self, work: UnitOfWork, by: Actor) -> _Day:
        work.of(Organisation).hold(by.tenant_id, self._scope(work, "organisation", "update"))
        since = self.desk.clock.now() - timedelta(days=1)
        late = Compare(">", Column("at"), Const(since))
        query = Query(late, columns=("id", "usage"))
        answers = work.of(ModelAnswer).rows(self._scope(work, "model_answer"), query)
        used = {str(row["id"]): int(row["usage"] or 0) for row in answers}
        answered = frozenset(used)
        aside: dict[str, int] = {}
        jobs: dict[str, str] = {}
        told = Query(All((late, where(action=(ASKED, FAILED)))))
        for one in self.desk.store.audit_stream(self._scope(work, "audit"), told):
            if one.action == ASKED:
                aside[one.subject] = int(one.detail["reserved"])
                jobs[str(one.detail.get("job", ""))] = one.subject
            else:  # of before questions were set aside it names no answer
                name = str(one.detail.get("answer", one.seq))
                aside.pop(name, None)
                used[name] = used.get(name, 0) + int(one.detail["usage"])
        gone = answered | {jobs[one] for one in self._never_begun(work, tuple(jobs))}
        return _Day(used, {key: one for key, one in aside.items() if key not in gone})

    def _never_begun(self, work: UnitOfWork, ids: tuple[str, ...]) -> list[str]:
        """Those that were cancelled before anybody began: nothing left the house."""
        query = Query(where(id=ids, state="cancelled"), columns=("id", "started_at"))
        rows = work.of(Job).rows(self._scope(work, "job"), query)
        return [str(row["id"]) for row in rows if row["started_at"] is None]

    def _scope(self, work: UnitOfWork, resource: str, action: str = "read") -> Scope:
        return system_scope(work.actor.tenant_id, resource, action, _REASON)
