"""Objections a language model named, beside those the detectors hear: what a page and others tell.

An assessment beside another: no metric, score or reward looks at it.
"""

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from revrise.core.assist.answer import OBJECTIONS, ModelAnswer
from revrise.core.assist.objecting import Beside, beside
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.governance.actor import Actor
from revrise.services.calls.page import CallPages
from revrise.services.desk import Desk


@frozen
class ModelComparing:
    """The use case."""

    desk: Desk
    pages: CallPages

    def of(self, answer_id: str, by: Actor) -> tuple[ModelAnswer, Beside | None]:
        """An answer and the comparison; None as of `compared`. Raises NotFound for a hidden one."""
        with self.desk.store.read(by) as work:
            made = work.of(ModelAnswer).load(answer_id, self.desk.scope(by, "model_answer"))
        if made.task != OBJECTIONS:
            return made, None
        return made, compared(made, self.pages.show(made.call_id, by).analysis)

    def of_call(self, call_id: str, made: Iterable[ModelAnswer], by: Actor) -> list[Beside | None]:
        """That of each of a call's answers, the call being looked at once."""
        answers = list(made)
        if all(one.task != OBJECTIONS for one in answers):
            return [None for _ in answers]
        analysis = self.pages.show(call_id, by).analysis
        return [compared(one, analysis) for one in answers]


def compared(made: ModelAnswer, analysis: CallAnalysis | None) -> Beside | None:
    """None for an answer of another kind, or where the words may not be coached on now."""
    if made.task != OBJECTIONS or analysis is None:
        return None
    return beside(made.points, made.heard, analysis.transcript, analysis.moments)


def document(found: Beside | None) -> dict[str, Any]:
    """Lines by number; of those the detectors alone hear the category too. Null: not compared."""
    if found is None:
        return dict.fromkeys(("both", "model_alone", "detectors_alone"))
    alone = sorted({(one.span.utterance, one.label) for one in found.detectors_alone})
    return {
        "both": sorted(found.both),
        "model_alone": sorted(found.model_alone),
        "detectors_alone": [{"utterance": line, "category": label} for line, label in alone],
    }
