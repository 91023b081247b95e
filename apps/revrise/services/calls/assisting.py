"""Asking a language model about a call: only with consent, within bounds, marked as its own.

Words leave the house only where everybody agreed to analyse and to coach and, for a model outside
the company, where they may leave it. Nothing is held open while the model thinks; what it said is
kept only if the consents still stand by then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, frozen

from revrise.core.assist import answering, asking
from revrise.core.assist.answer import RUBRIC, TASKS, ModelAnswer, Point
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, RevRiseError, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.governance.rule import where
from revrise.ports.catalogue import Catalogue
from revrise.ports.language_model import Asked, LanguageModel, Limits
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.blindness import blind_calls
from revrise.services.calls.day_tokens import FAILED, DayTokens
from revrise.services.calls.leaving import Leaving
from revrise.services.calls.service import Calls

_MOST, _CHARACTERS = 50, 3  # of a token, in the mean
_PURPOSES = ("analyse", "coach")


@frozen
class AskModel:
    """`task` is one of TASKS; `question` and `rubric` (`id@version`) are of the last two."""

    call_id: str
    task: str
    question: str = ""
    rubric: str = ""


@frozen
class _Prepared:
    """All that is needed to ask, read in one go."""

    call: Call
    said: Transcript
    task: str
    question: str
    criteria: Sequence[Mapping[str, Any]]
    rubric: str | None


@frozen
class _Said:
    """What the model said of all parts."""

    points: tuple[Point, ...]
    dropped: int
    heard: int
    model: str


@define
class _Meter:
    """Tokens used so far by one question."""

    usage: int = 0


@frozen
class Assisting:
    """The use cases."""

    calls: Calls
    catalogue: Catalogue

    def model(self) -> LanguageModel | None:
        """The model that would be asked; None where none is set up, which is the default."""
        models = self.catalogue.language_models()
        return models[0] if models else None

    def list(self, call_id: str, by: Actor) -> Sequence[ModelAnswer]:
        """What was answered about a call, the newest first. Raises NotFound for a hidden one."""
        desk = self.calls.desk
        with desk.store.read(by) as work:
            work.of(Call).load(call_id, desk.scope(by, "call"))
            query = Query(where(call_id=call_id), (("at", True),), _MOST)
            return work.of(ModelAnswer).load_many(desk.scope(by, "model_answer"), query)

    def ask(self, command: AskModel, by: Actor) -> ModelAnswer:
        """Asks and keeps what the call bears out.

        Raises NotFound for a hidden call or unknown rubric, Withheld without consent, Refused for
        levels of a call the actor reviews blind, Conflict
        where no model is set up or today's tokens are used, Invalid for an unknown task or an
        answer without any quote that is in the call; else as the model does.
        """
        self.calls.desk.scope(by, "model_answer", "create")
        with self.calls.desk.store.read(by) as work:
            work.of(Call).load(command.call_id, self.calls.desk.scope(by, "call"))
        if command.task not in TASKS:
            raise Invalid("is unknown", culprit="task", remedy=f"one of {', '.join(TASKS)}")
        if command.task == RUBRIC and command.call_id in blind_calls(self.calls.desk.store, by):
            raise Refused(
                "you review this call blind", culprit=command.call_id, remedy="score it first"
            )
        model, meter = self._model(), _Meter()
        ready = self._prepare(command, model.limits, by)
        tokens, limits = self._estimate(ready, model.limits), model.limits
        made = DayTokens(self.calls.desk).reserve(ready.call.id, ready.task, tokens, limits, by)
        try:
            said = self._said(model, ready, meter)
            return self._keep(model, ready, self._made(made, ready, said, meter, by), by)
        except RevRiseError:
            self._failed(made, ready, model, meter, by)
            raise

    def _estimate(self, ready: _Prepared, limits: Limits) -> int:
        """About as many tokens as all parts may cost, both ways."""
        rules, tokens = asking.rules(ready.task), 0
        for chunk in asking.chunks(ready.said, limits.characters, limits.parts):
            sent = asking.data(ready.task, chunk, ready.question, ready.criteria)
            asked = Asked(rules, sent)
            tokens += (len(rules) + len(sent)) // _CHARACTERS + asked.most_tokens
        return tokens

    def _keep(
        self, model: LanguageModel, ready: _Prepared, made: ModelAnswer, by: Actor
    ) -> ModelAnswer:
        desk = self.calls.desk
        with desk.store.begin(by) as work:
            call = work.of(Call).hold(ready.call.id, desk.scope(by, "call"))
            self._agreed(work, call, model.limits, by)
            work.of(ModelAnswer).add(made, desk.scope(by, "model_answer", "create"))
            work.record("model_answer.made", made.id, self._detail(ready, model, made.heard))
        return made

    def _model(self) -> LanguageModel:
        model = self.model()
        if model is None:
            raise Conflict(
                "no language model is set up",
                culprit="plugins.language-model",
                remedy="an administrator sets url and model of the plugin language-model",
            )
        return model

    def _prepare(self, command: AskModel, limits: Limits, by: Actor) -> _Prepared:
        desk = self.calls.desk
        question = asking.question(command.task, command.question)
        with desk.store.read(by) as work:
            call = work.of(Call).load(command.call_id, desk.scope(by, "call"))
            self._agreed(work, call, limits, by)
            scope = desk.scope(by, "call_transcript")
            found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call.id)))
        if not found or not found[0].transcript.utterances:
            raise NotFound("the call has no words to ask about", culprit=call.id)
        said = found[0].transcript
        if limits.redact:
            said = redacted(said, [one.name for one in said.speakers if one.name])
        criteria, rubric = self._criteria(command, said.language)
        return _Prepared(call, said, command.task, question, criteria, rubric)

    def _agreed(self, work: UnitOfWork, call: Call, limits: Limits, by: Actor) -> None:
        """Raises Withheld where what is wanted of the words is not agreed to."""
        decisions = [self.calls.consent(work, call, purpose, by) for purpose in _PURPOSES]
        if limits.outside:
            decisions.append(Leaving(self.calls.desk).decide(work, call))
        for decision in decisions:
            if not decision.allowed:
                raise Withheld(
                    decision.because, culprit=call.id, remedy="ask them for their consent"
                )

    def _criteria(
        self, command: AskModel, language: str
    ) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        if command.task != RUBRIC:
            return (), None
        definition = self.catalogue.rubric(command.rubric.partition("@")[0]).definition
        spoken = language if language in definition.title else definition.languages[0]
        criteria = [
            {
                "criterion": one.id,
                "title": _in(one.title, spoken),
                "levels": list(_in(one.anchors, spoken)),
            }
            for one in definition.criteria
        ]
        return criteria, f"{definition.id}@{definition.version}"

    def _said(self, model: LanguageModel, ready: _Prepared, meter: _Meter) -> _Said:
        """Every part asked in turn; of a criterion the first part that shows it counts."""
        points: dict[tuple[str, str], Point] = {}
        dropped = heard = 0
        named = model.id
        wanted = [str(one["criterion"]) for one in ready.criteria]
        limits = model.limits
        for chunk in asking.chunks(ready.said, limits.characters, limits.parts):
            sent = asking.data(ready.task, chunk, ready.question, ready.criteria)
            answer = model.answer(Asked(asking.rules(ready.task), sent))
            meter.usage += answer.tokens
            found = answering.read(answer.text, chunk.lines, wanted)
            for point in found.points:
                points.setdefault((point.about, "" if point.about else point.text), point)
            dropped, heard = dropped + found.dropped, heard + len(chunk.lines)
            named = answer.model
        if not points:
            raise Invalid(
                "the call bears nothing out of what the language model says",
                culprit="language model",
                remedy="ask something that was talked about",
            )
        kept = tuple(points.values())[: answering.POINTS]
        return _Said(kept, dropped, heard, answering.plain(named))

    def _made(
        self, made: str, ready: _Prepared, said: _Said, meter: _Meter, by: Actor
    ) -> ModelAnswer:
        call = ready.call
        return ModelAnswer(
            made,
            call.id,
            call.owner_id,
            call.team_id,
            by.person_id,
            self.calls.desk.clock.now(),
            ready.task,
            said.model,
            asking.PROMPT,
            said.points,
            said.heard,
            len(ready.said.utterances),
            said.dropped,
            meter.usage,
            ready.question,
            ready.rubric,
        )

    def _failed(
        self, made: str, ready: _Prepared, model: LanguageModel, meter: _Meter, by: Actor
    ) -> None:
        """Words may have left the house all the same: that is written down, and what it cost."""
        with self.calls.desk.store.begin(by) as work:
            detail = {**self._detail(ready, model, 0), "usage": meter.usage, "answer": made}
            work.record(FAILED, ready.call.id, detail)

    def _detail(self, ready: _Prepared, model: LanguageModel, heard: int) -> dict[str, Any]:
        limits = model.limits
        return {
            "call": ready.call.id,
            "task": ready.task,
            "lines": heard,
            "outside": limits.outside,
            "redacted": limits.redact,
        }


def _in(texts: Mapping[str, Any], language: str) -> Any:
    return texts.get(language) or next(iter(texts.values()))
