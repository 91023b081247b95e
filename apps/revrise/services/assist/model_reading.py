"""What a language model needs to be asked about a call: its words, and everybody's consent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.assist import asking, objecting
from revrise.core.assist.answer import OBJECTIONS, RUBRIC
from revrise.core.assist.chunk import Chunk, chunks
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, NotFound, Retriable, Withheld
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.governance.rule import where
from revrise.ports.catalogue import Catalogue
from revrise.ports.language_model import Asked, LanguageModel, Limits
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.leaving import Leaving
from revrise.services.calls.service import Calls
from revrise.services.lawful import NEEDED

_CHARACTERS = 3  # of a token, in the mean


@frozen
class AskModel:
    """`task` is one of TASKS; `question` and `rubric` (`id@version`) are of the last two."""

    call_id: str
    task: str
    question: str = ""
    rubric: str = ""


@frozen
class Ready:
    """All that is needed to ask, read in one go; the words as the actor may have them.

    `said_version` is that of the words.
    """

    call: Call
    said_version: int
    said: Transcript
    task: str
    question: str
    criteria: Sequence[Mapping[str, Any]]
    rubric: str | None

    def chunks(self, limits: Limits) -> Iterator[Chunk]:
        """The parts in which it is sent."""
        lead = objecting.LEAD if self.task == OBJECTIONS else 0
        return chunks(self.said, limits.characters, limits.parts, lead)

    def tokens(self, limits: Limits) -> int:
        """About as many as all parts may cost, both ways."""
        rules, tokens = asking.rules(self.task), 0
        for chunk in self.chunks(limits):
            sent = asking.data(self.task, chunk, self.question, self.criteria)
            tokens += (len(rules) + len(sent)) // _CHARACTERS + Asked(rules, sent).most_tokens
        return tokens

    def hidden(self, limits: Limits) -> "Ready":
        """With names, numbers and addresses hidden, where they are not to be sent."""
        if not limits.redact:
            return self
        names = [one.name for one in self.said.speakers if one.name]
        return evolve(self, said=redacted(self.said, names))

    def traced(self, limits: Limits, heard: int) -> dict[str, Any]:
        """What the audit trail says of it: how many lines went where."""
        return {
            "call": self.call.id,
            "task": self.task,
            "lines": heard,
            "outside": limits.outside,
            "redacted": limits.redact,
        }


@frozen
class ModelReading:
    """Reads calls for a language model, on behalf of an actor."""

    calls: Calls
    catalogue: Catalogue

    def model(self) -> LanguageModel:
        """As `set_up`."""
        return set_up(self.catalogue)

    def ready(self, command: AskModel, limits: Limits, by: Actor) -> Ready:
        """Raises NotFound for no call, words or rubric, Withheld, Invalid for no question."""
        desk = self.calls.desk
        question = asking.question(command.task, command.question)
        with desk.store.read(by) as work:
            call = work.of(Call).load(command.call_id, desk.scope(by, "call"))
            self.agreed(work, call, limits, by)
            scope = desk.scope(by, "call_transcript")
            found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call.id)))
        if not found or not found[0].transcript.utterances:
            raise NotFound("the call has no words to ask about", culprit=call.id)
        said = found[0].transcript
        criteria, rubric = self._criteria(command, said.language)
        return Ready(call, found[0].version, said, command.task, question, criteria, rubric)

    def unchanged(self, work: UnitOfWork, ready: Ready, by: Actor) -> None:
        """Raises Retriable where somebody put right who speaks since: sides were sent along."""
        scope = self.calls.desk.scope(by, "call_transcript")
        query = Query(where(call_id=ready.call.id), columns=("id", "version"))
        if [row["version"] for row in work.of(CallTranscript).rows(scope, query)] != [
            ready.said_version
        ]:
            raise Retriable("the call was corrected meanwhile", culprit=ready.call.id)

    def still_agreed(self, call_id: str, limits: Limits, by: Actor) -> None:
        """Raises Withheld where somebody took their consent back meanwhile."""
        desk = self.calls.desk
        with desk.store.read(by) as work:
            self.agreed(work, work.of(Call).load(call_id, desk.scope(by, "call")), limits, by)

    def agreed(self, work: UnitOfWork, call: Call, limits: Limits, by: Actor) -> None:
        """Raises Withheld where what is wanted of the words is not agreed to."""
        decisions = [self.calls.consent(work, call, purpose, by) for purpose in NEEDED]
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


def set_up(catalogue: Catalogue) -> LanguageModel:
    """The model that is asked. Raises Conflict where none is set up."""
    models = catalogue.language_models()
    if not models:
        raise Conflict(
            "no language model is set up",
            culprit="plugins.language-model",
            remedy="an administrator sets url and model of the plugin language-model",
        )
    return models[0]


def _in(texts: Mapping[str, Any], language: str) -> Any:
    return texts.get(language) or next(iter(texts.values()))
