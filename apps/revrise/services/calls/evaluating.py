"""A file of labelled transcripts to figures of how well the detectors do on it."""

from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from revrise.core.conversations.evaluation import Mistake, Task, evaluate
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.services.calls.labelled_file import existing, transcripts
from revrise.services.desk import Desk


@frozen
class Evaluations:
    """The use case: a file of the actor's own is measured, and nothing of it is kept."""

    desk: Desk

    def evaluate(
        self, labels: bytes, name: str, task: Task, by: Actor, wrong: int = 0
    ) -> dict[str, Any]:
        """As `evaluate_file`, always with `mistakes`, for who may read trackers; else Refused."""
        self.desk.scope(by, "tracker")
        return _evaluated(BytesIO(labels), name, task, wrong)


def evaluate_file(path: Path, task: Task, wrong: int = 0) -> dict[str, Any]:
    """The figures of `evaluation.evaluate` for a file of JSON lines; blank lines are left out.

    With `wrong` also how many `mistakes`, and the first so many of them. Reads line by line.
    Raises Invalid naming file and line for what is no labelled transcript, and for a file in
    which nothing is labelled for this task.
    """
    with existing(path).open("rb") as stream:
        found = _evaluated(stream, str(path), task, wrong)
    return found if wrong else {n: v for n, v in found.items() if n not in ("mistakes", "wrong")}


def _evaluated(stream: BinaryIO, name: str, task: Task, wrong: int) -> dict[str, Any]:
    lines: list[int] = []
    kept: list[dict[str, Any]] = []
    count = 0

    def tell(one: Mistake) -> None:
        nonlocal count
        count += 1
        if len(kept) < wrong:
            kept.append(_shown(one, lines[-1]))

    found = evaluate(task, transcripts(stream, Path(name).name, lines), tell)
    if not found["n"]:
        raise Invalid(
            f"nothing in it is labelled for {task}",
            culprit=name,
            remedy="see docs/quality.md for labelled sets",
        )
    return {**found, "mistakes": count, "wrong": kept}


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
