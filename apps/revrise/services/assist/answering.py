"""The work of asking a language model about a call, as whoever asked may have it now.

Consent is asked before each part is sent and before anything is kept; nothing is held open while
the model thinks. A question whose worker died is asked again; one that was answered is not.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import asdict, define, frozen

from revrise.core.assist import answering, asking, objecting
from revrise.core.assist.answer import OBJECTIONS, ModelAnswer, Point
from revrise.core.assist.answering import Read
from revrise.core.assist.chunk import Chunk
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.jobs import Cancelled, JobContext
from revrise.ports.language_model import Asked, LanguageModel
from revrise.ports.query import Query
from revrise.services.assist.assisting import Assisting
from revrise.services.assist.day_tokens import FAILED, DayTokens
from revrise.services.assist.model_reading import AskModel, Ready


@frozen
class _Said:
    """What the model said of all parts."""

    points: tuple[Point, ...]
    dropped: int
    heard: int
    model: str


@define
class _Meter:
    """What one question has cost so far: tokens, and lines of the call that were sent."""

    usage: int = 0
    lines: int = 0


@frozen
class Answering:
    """The task."""

    assisting: Assisting

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Asks, keeps what the call bears out, and names it.

        Raises what asking does; Withheld where a consent was taken back, Invalid for an answer
        without any quote that is in the call, Cancelled between two parts; else as the model does.
        """
        made, by = str(args["answer"]), context.actor
        if self._is_kept(made, by):
            return {"answer": made}
        command, meter = AskModel(*(str(args[one]) for one in _ASKED)), _Meter()
        try:
            self._answered(context, command, args, meter)
        except Cancelled:
            raise  # nothing it writes counts any more
        except Exception:
            self._failed(command, made, meter, by)
            raise
        return {"answer": made}

    def _answered(
        self, context: JobContext, command: AskModel, args: Mapping[str, Any], meter: _Meter
    ) -> None:
        reading, by = self.assisting.reading, context.actor
        self.assisting.seen(command, by)
        model = reading.model()
        ready = reading.ready(command, model.limits, by)
        DayTokens(reading.calls.desk).again(args, ready.tokens(model.limits), model.limits, by)
        said = self._said(context, model, ready.hidden(model.limits), meter)
        context.progress(1, 1)
        self._keep(model, ready, self._made(str(args["answer"]), ready, said, meter, by), by)

    def _is_kept(self, made: str, by: Actor) -> bool:
        desk = self.assisting.reading.calls.desk
        with desk.store.read(by) as work:
            query = Query(where(id=made))
            return bool(work.of(ModelAnswer).count(desk.scope(by, "model_answer"), query))

    def _said(
        self, context: JobContext, model: LanguageModel, ready: Ready, meter: _Meter
    ) -> _Said:
        """Every part asked in turn; of a criterion the first part that shows it counts."""
        points: dict[tuple[str, object], Point] = {}
        dropped = heard = 0
        named, limits = model.id, model.limits
        parts = list(ready.chunks(limits))
        for number, chunk in enumerate(parts):
            context.progress(number, len(parts))
            self.assisting.reading.still_agreed(ready.call.id, limits, context.actor)
            sent = asking.data(ready.task, chunk, ready.question, ready.criteria)
            meter.lines += len(chunk.lines)
            answer = model.answer(Asked(asking.rules(ready.task), sent))
            meter.usage += answer.tokens
            found = _read(ready, chunk, answer.text)
            for point in found.points:
                points.setdefault(_key(ready.task, point), point)
            dropped, heard = dropped + found.dropped, heard + len(chunk.lines)
            named = answer.model
        # That nobody objects is an answer; that nothing named can be found is none.
        if not points and (dropped or ready.task != OBJECTIONS):
            raise Invalid(
                "the call bears nothing out of what the language model says",
                culprit="language model",
                remedy="ask something that was talked about",
            )
        most = None if ready.task == OBJECTIONS else answering.POINTS
        kept = tuple(points.values())[:most]
        return _Said(kept, dropped, heard, answering.plain(named))

    def _keep(self, model: LanguageModel, ready: Ready, made: ModelAnswer, by: Actor) -> None:
        reading = self.assisting.reading
        desk = reading.calls.desk
        with desk.store.begin(by) as work:
            call = work.of(Call).hold(ready.call.id, desk.scope(by, "call"))
            reading.agreed(work, call, model.limits, by)
            reading.unchanged(work, ready, by)
            work.of(ModelAnswer).add(made, desk.scope(by, "model_answer", "create"))
            work.record("model_answer.made", made.id, ready.traced(model.limits, made.heard))

    def _made(self, made: str, ready: Ready, said: _Said, meter: _Meter, by: Actor) -> ModelAnswer:
        call = ready.call
        return ModelAnswer(
            id=made,
            call_id=call.id,
            owner_id=call.owner_id,
            team_id=call.team_id,
            author_id=by.person_id,
            at=self.assisting.reading.calls.desk.clock.now(),
            task=ready.task,
            model=said.model,
            prompt=asking.prompt(ready.task),
            points=said.points,
            heard=said.heard,
            lines=len(ready.said.utterances),
            dropped=said.dropped,
            usage=meter.usage,
            question=ready.question,
            rubric=ready.rubric,
        )

    def _failed(self, command: AskModel, made: str, meter: _Meter, by: Actor) -> None:
        """Gives back what was set aside, but for what it cost; words may have left all the same."""
        detail = {"call": command.call_id, "task": command.task, **asdict(meter)}
        with self.assisting.reading.calls.desk.store.begin(by) as work:
            work.record(FAILED, command.call_id, {**detail, "answer": made})


def _read(ready: Ready, chunk: Chunk, text: str) -> Read:
    if ready.task == OBJECTIONS:
        return objecting.read(text, chunk)
    return answering.read(text, chunk.lines, [str(one["criterion"]) for one in ready.criteria])


def _key(task: str, point: Point) -> tuple[str, object]:
    """What of an answer is the same in two parts; no two parts have a line in common."""
    if task == OBJECTIONS:
        return point.about, point.quotes[0]
    return point.about, "" if point.about else point.text


_ASKED: Final = ("call_id", "task", "question", "rubric")
