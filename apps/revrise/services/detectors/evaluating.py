"""A file of labelled transcripts to figures of how well the detectors do on it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from revrise.core.conversations import labels
from revrise.core.conversations.evaluation import Mistake, Task, evaluate
from revrise.core.errors import Fatal, Invalid
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk
from revrise.services.detectors.asked_detectors import AskedDetectors, OwnTask, in_use, own_tasks
from revrise.services.detectors.labelled_file import existing, transcripts
from revrise.services.detectors.model_hearing import ModelHearing
from revrise.services.measures.analysing import Analyst

_SOME = 5  # texts that are told of those that name no act


@frozen
class Evaluations:
    """The use case: a file of the actor's own is measured, and nothing of it is kept."""

    desk: Desk
    analyst: Analyst

    def evaluate(
        self, labels: bytes, name: str, task: Task, by: Actor, wrong: int = 0
    ) -> dict[str, Any]:
        """As `evaluate_file`, always with `mistakes`, for who may read trackers; else Refused."""
        self.desk.scope(by, "tracker")
        return _evaluated(BytesIO(labels), name, wrong, AskedDetectors(self.analyst, task))

    def own_tasks(self, by: Actor) -> Sequence[OwnTask]:
        """Those of kinds that only plugins in use find, for who may read trackers."""
        self.desk.scope(by, "tracker")
        return tuple(own_tasks(in_use(self.analyst)))


def evaluate_file(
    path: Path, measuring: AskedDetectors, wrong: int = 0, model: ModelHearing | None = None
) -> dict[str, Any]:
    """The figures of `evaluation.evaluate` for a file of JSON lines; blank lines are left out.

    With `wrong` also how many `mistakes`, and the first so many of them. Reads line by line. With
    a `model` the figures are its own, with how it was asked, and no detector is asked.
    Raises Invalid naming file and line for what is no labelled transcript, for a file in which
    nothing is labelled for this task, and for no task; NotFound for no detector in use.
    """
    with existing(path).open("rb") as stream:
        found = _evaluated(stream, str(path), wrong, measuring, model)
    return found if wrong else {n: v for n, v in found.items() if n not in ("mistakes", "wrong")}


def _evaluated(
    stream: BinaryIO,
    name: str,
    wrong: int,
    measuring: AskedDetectors,
    model: ModelHearing | None = None,
) -> dict[str, Any]:
    detectors, own, task = list(measuring.refs), measuring.own, measuring.task
    lines: list[int] = []
    kept: list[dict[str, Any]] = []
    count = 0

    def tell(one: Mistake) -> None:
        nonlocal count
        count += 1
        if len(kept) < wrong:
            kept.append(_shown(one, lines[-1]))

    others: set[str] = set()
    said = _noting(others, transcripts(stream, Path(name).name, lines, own))
    if model:
        found = evaluate(task, model.within(said), tell, model.hear)
    else:
        found = evaluate(task, said, tell, measuring.hear)
    if list(measuring.refs) != detectors:
        failed = "a detector failed on the way, so the figures would be of some lines only"
        raise Fatal(failed, culprit=name, remedy="see revrise plugins list, or leave it out")
    _refuse_without_labels(found, others, name)
    asked = {"language_model": model.told()} if model else {}
    return {**found, "detectors": detectors, **asked, "mistakes": count, "wrong": kept}


def _refuse_without_labels(found: dict[str, Any], others: set[str], name: str) -> None:
    task = found["task"]
    if not found["n"]:
        like = labels.LIKE.get(task, f'"{task.partition(":")[0]}": true')
        remedy = f'utterances carry "labels": {{{like}}}; see docs/quality.md'
        raise Invalid(f"nothing in it is labelled for {task}", culprit=name, remedy=remedy)
    if task == "acts" and not found["positives"] and others:
        said = ", ".join(sorted(one[:40] for one in others)[:_SOME])
        raise Invalid(
            f"none of its acts is {', '.join(labels.ACTS)}, but: {said}",
            culprit=name,
            remedy="name these acts so, or write null where there is none",
        )


def _noting(others: set[str], said: Iterator[labels.Labelled]) -> Iterator[labels.Labelled]:
    """The same transcripts; `others` gets some texts of theirs that name no act."""
    for one in said:
        for given in one.labels if len(others) < _SOME else ():
            others.update(labels.other_acts(given.get("act")))
        yield one


def _shown(one: Mistake, line: int) -> dict[str, Any]:
    """`line` is that of the file; utterances count from 0 in the order of their times."""
    return {
        "line": line,
        "utterance": one.utterance,
        "language": one.language,
        "what": one.what,
        "error": "missed" if one.missed else "false-alarm",
        "text": one.text,
    }
