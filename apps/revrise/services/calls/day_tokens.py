"""The tokens of a day: set aside before a language model is asked, counted as used afterwards.

What was set aside stands in the audit trail under the answer's id and counts until there is an
answer, or a failure that says what it cost. Whoever dies while the model thinks leaves it standing
for a day, since words may have left the house.
"""

from datetime import timedelta

from attrs import frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.organisation import Organisation
from revrise.ports.language_model import Limits
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

ASKED, FAILED = "model_answer.asked", "model_answer.failed"
_REASON = "count what language models used today"


@frozen
class DayTokens:
    """The count of one tenant."""

    desk: Desk

    def reserve(self, call_id: str, task: str, tokens: int, limits: Limits, by: Actor) -> str:
        """Sets tokens aside for a question; the id its answer will have.

        One question after the other, so that of two at once the second knows of the first.
        Raises Conflict where the tokens of the last day are used up or set aside.
        """
        made = self.desk.ids.new("mans")
        with self.desk.store.begin(by) as work:
            work.of(Organisation).hold(by.tenant_id, self._scope(work, "organisation", "update"))
            if self._used(work) >= limits.tokens_a_day:
                raise Conflict(
                    "the language model's tokens of the last 24 hours are used up",
                    culprit="plugins.language-model",
                    remedy="ask tomorrow, or let an administrator raise tokens_a_day",
                )
            work.record(ASKED, made, {"call": call_id, "task": task, "reserved": tokens})
        return made

    def _used(self, work: UnitOfWork) -> int:
        since = self.desk.clock.now() - timedelta(days=1)
        late = Compare(">", Column("at"), Const(since))
        query = Query(late, columns=("id", "usage"))
        answers = work.of(ModelAnswer).rows(self._scope(work, "model_answer"), query)
        told = All((late, where(action=(ASKED, FAILED))))
        used = {str(row["id"]): int(row["usage"] or 0) for row in answers}
        aside: dict[str, int] = {}
        for one in self.desk.store.audit_stream(self._scope(work, "audit"), Query(told)):
            if one.action == ASKED:
                aside[one.subject] = int(one.detail["reserved"])
            else:  # of before questions were set aside it names no answer
                used[str(one.detail.get("answer", one.seq))] = int(one.detail["usage"])
        return sum({**aside, **used}.values())

    def _scope(self, work: UnitOfWork, resource: str, action: str = "read") -> Scope:
        return system_scope(work.actor.tenant_id, resource, action, _REASON)
