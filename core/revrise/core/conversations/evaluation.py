"""What the detectors find on labelled transcripts, counted against the labels."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from revrise.core.conversations import commitments, labels, objections, questions
from revrise.core.conversations.agreement import Tally
from revrise.core.conversations.labels import ACTS, Labelled

Task = Literal["questions", "open-questions", "objections", "acts"]
# One decision: what the label says, and what the detector found.
Pair = tuple[bool, bool]


def evaluate(task: Task, labelled: Iterable[Labelled]) -> dict[str, Any]:
    """Precision, recall and F1 with a 95 % interval, over all and by language.

    `n` counts labelled utterances, `positives` the positive labels among them. Transcripts are
    taken one by one, so that any number of them needs the memory of one.
    """
    by_language: dict[str, list[int]] = {}
    for one in labelled:
        counts = by_language.setdefault(one.transcript.language, [0, 0, 0, 0, 0])
        for pairs in _TASKS[task](one):
            counts[0] += 1
            for wanted, found in pairs:
                counts[1 + 2 * (not wanted) + (not found)] += 1
    everything = [sum(column) for column in zip(*by_language.values(), strict=True)] or [0] * 5
    return {
        "task": task,
        **_figures(everything),
        "language": {name: _figures(counts) for name, counts in sorted(by_language.items())},
    }


def _figures(counts: list[int]) -> dict[str, Any]:
    n, hits, missed, false, rest = counts
    tally = Tally(hits, false, missed, rest)
    return {"n": n, "positives": hits + missed, **tally.figures()}


def _questions(one: Labelled) -> Iterator[list[Pair]]:
    for said, given in zip(one.transcript.utterances, one.labels, strict=True):
        if given.get("question") is not None:
            yield [(given["question"], questions.kind(said.text) is not None)]


def _open(one: Labelled) -> Iterator[list[Pair]]:
    for said, given in zip(one.transcript.utterances, one.labels, strict=True):
        if given.get("open") is not None:
            yield [(given["open"], questions.kind(said.text) == "open")]


def _objections(one: Labelled) -> Iterator[list[Pair]]:
    if not any("objection" in given for given in one.labels):
        return
    heard = objections.heard(one.transcript)
    for index, given in enumerate(one.labels):
        if "objection" in given:
            yield [(labels.objects(given["objection"]), index in heard)]


def _acts(one: Labelled) -> Iterator[list[Pair]]:
    """Each act is a decision of its own: the figures are over all of them together."""
    if not any("act" in given for given in one.labels):
        return
    found = {(moment.span.utterance, moment.kind) for moment in commitments.find(one.transcript)}
    found |= {(index, "objection") for index in objections.heard(one.transcript)}
    for index, given in enumerate(one.labels):
        if "act" in given:
            if questions.kind(one.transcript.utterances[index].text):
                found.add((index, "question"))
            named = labels.acts(given["act"])
            yield [(act in named, (index, act) in found) for act in ACTS]


_TASKS: dict[Task, Callable[[Labelled], Iterator[list[Pair]]]] = {
    "questions": _questions,
    "open-questions": _open,
    "objections": _objections,
    "acts": _acts,
}
TASKS = tuple(_TASKS)
