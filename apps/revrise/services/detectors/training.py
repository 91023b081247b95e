"""A file of labelled transcripts to a model, and how well it does."""

from pathlib import Path
from typing import Any

from attrs import frozen

from revrise.core.conversations.learned.examples import (
    Example,
    LearnedTask,
    examples,
)
from revrise.core.conversations.learned.model import LinearModel, compared, decided
from revrise.core.conversations.learned.training import train
from revrise.core.errors import Invalid
from revrise.services.detectors.labelled_file import existing, transcripts

_SHOWN = 10


@frozen
class Trained:
    """A model, and what it and the built-in rules do on a file kept apart, None without one."""

    model: LinearModel
    tested: dict[str, Any] | None

    def told(self) -> dict[str, Any]:
        """The figures as JSON: those of cross-validation, of the test, and the heaviest signs."""
        one = self.model
        speaks_for, against = one.strongest(_SHOWN)
        return {
            "task": one.task,
            "languages": list(one.languages),
            "dialogues": one.labels.dialogues,
            "n": one.labels.lines,
            "positives": one.labels.positives,
            "digest": one.labels.digest,
            "weights": len(one.weights),
            "cost": one.cost,
            "checked": {
                "folds": one.checked.folds,
                "learned": dict(one.checked.learned),
                "rules": dict(one.checked.rules),
            },
            "tested": self.tested,
            "for": [list(pair) for pair in speaks_for],
            "against": [list(pair) for pair in against],
        }


def train_file(
    labels: Path, task: LearnedTask, *, test: Path | None, folds: int, least: int
) -> Trained:
    """Trains on one file and, where given, tests on another; nothing is stored.

    Dialogues of the test that were trained on are left out of it and counted. Raises Invalid
    naming file and line for what is no labelled transcript, and for labels too few to learn from.
    """
    lines = _lines(labels, task)
    try:
        model = train(task, lines, folds=folds, least=least)
    except Invalid as error:
        raise Invalid(error.message, culprit=str(labels), remedy=error.remedy) from None
    return Trained(model, _tested(model, lines, test) if test else None)


def _tested(model: LinearModel, lines: tuple[Example, ...], test: Path) -> dict[str, Any]:
    known = {line.dialogue for line in lines}
    every = _lines(test, model.task)
    new = [line for line in every if line.dialogue not in known]
    if not new:
        raise Invalid(
            "every dialogue in it was trained on",
            culprit=str(test),
            remedy="test on dialogues of their own",
        )
    learned, rules = compared(decided(model, new))
    return {
        "n": len(new),
        "positives": sum(line.wanted for line in new),
        "left_out": len(every) - len(new),
        "learned": learned,
        "rules": rules,
    }


def _lines(path: Path, task: LearnedTask) -> tuple[Example, ...]:
    with existing(path).open("rb") as stream:
        try:
            return examples(task, transcripts(stream, path.name, []))
        except Invalid as error:
            if error.culprit != "labels":
                raise
            raise Invalid(error.message, culprit=str(path), remedy=error.remedy) from None
