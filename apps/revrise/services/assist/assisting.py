"""Asking a language model about a call: only with consent, within bounds, as work for later.

Whoever asks is answered at once with a job; `answering` does it. What has not been answered yet,
or failed, is told of the job; what was answered is kept with the call.
"""

from collections.abc import Sequence
from datetime import timedelta

from attrs import asdict, frozen

from revrise.core.assist.answer import RUBRIC, TASKS, ModelAnswer
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.jobs.job import Job
from revrise.ports.language_model import LanguageModel
from revrise.ports.query import Query
from revrise.services.assist.day_tokens import ANSWERING, DayTokens
from revrise.services.assist.model_reading import AskModel, ModelReading
from revrise.services.blindness import blind_calls

_MOST, _OPEN_MOST = 50, 5
_SHOWN = timedelta(days=1)


@frozen
class Assisting:
    """The use cases."""

    reading: ModelReading

    def model(self) -> LanguageModel | None:
        """The model that would be asked; None where none is set up, which is the default."""
        models = self.reading.catalogue.language_models()
        return models[0] if models else None

    def list(self, call_id: str, by: Actor) -> Sequence[ModelAnswer]:
        """What was answered about a call, the newest first. Raises NotFound for a hidden one."""
        desk = self.reading.calls.desk
        with desk.store.read(by) as work:
            work.of(Call).load(call_id, desk.scope(by, "call"))
            query = Query(where(call_id=call_id), (("at", True),), _MOST)
            return work.of(ModelAnswer).load_many(desk.scope(by, "model_answer"), query)

    def unanswered(self, call_id: str, by: Actor) -> Sequence[Job]:
        """Own questions of the last day about a call that wait, are asked now, or failed."""
        desk = self.reading.calls.desk
        since = desk.clock.now() - _SHOWN
        mine = where(
            task=ANSWERING, key=call_id, actor_id=by.person_id, state=("queued", "running", "dead")
        )
        rule = All((mine, Compare(">", Column("created_at"), Const(since))))
        with desk.store.read(by) as work:
            query = Query(rule, (("created_at", True),), _OPEN_MOST)
            return work.of(Job).load_many(desk.scope(by, "job"), query)

    def ask(self, command: AskModel, by: Actor) -> str:
        """Sets tokens aside, queues the question and says the job's id.

        The job's result names the answer, as `answer`. Raises NotFound for a hidden call, one
        without words or an unknown rubric, Withheld without consent, Refused for levels of a call
        the actor reviews blind, Conflict where no model is set up or today's tokens are used,
        Invalid for an unknown task or no question.
        """
        desk = self.reading.calls.desk
        desk.scope(by, "model_answer", "create")
        with desk.store.read(by) as work:
            work.of(Call).load(command.call_id, desk.scope(by, "call"))
        if command.task not in TASKS:
            raise Invalid("is unknown", culprit="task", remedy=f"one of {', '.join(TASKS)}")
        self.seen(command, by)
        limits = self.reading.model().limits
        ready = self.reading.ready(command, limits, by)
        asked = {**asdict(command), "question": ready.question}
        return DayTokens(desk).reserve(asked, ready.tokens(limits), limits, by)

    def seen(self, command: AskModel, by: Actor) -> None:
        """Raises Refused for levels of a call that is reviewed without seeing any."""
        store = self.reading.calls.desk.store
        if command.task == RUBRIC and command.call_id in blind_calls(store, by):
            raise Refused(
                "you review this call blind", culprit=command.call_id, remedy="score it first"
            )
