"""What the detectors find on labelled transcripts, counted against the labels."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from attrs import Factory, define, frozen

from revrise.core.conversations import commitments, labels, objections, questions
from revrise.core.conversations.detected import Detected, told
from revrise.core.conversations.labels import ACTS, Labelled, Labels
from revrise.core.conversations.tally import Tally
from revrise.core.conversations.transcript import Transcript

# One of TASKS, or a kind of a plugin's own: `KIND`, or `KIND:CATEGORY` for one category of it.
Task = str
# One decision: what the label says, and what the detector found.
Pair = tuple[bool, bool]
# The decisions on one utterance, by its place in the transcript.
Decided = tuple[int, list[Pair]]
# What the detectors of plugins that are measured too find in a transcript.
Hear = Callable[[Transcript], Sequence[Detected]]
_Heard = Sequence[Detected]
_Decide = Callable[[Labelled, _Heard], Iterator[Decided]]


@frozen
class Mistake:
    """A decision the detector got wrong: it `missed` what is labelled, or found what is not.

    `transcript` and `utterance` count from 0; `what` is the task, of acts the act.
    """

    transcript: int
    utterance: int
    language: str
    what: str
    missed: bool
    text: str


def _nobody(_: Transcript) -> _Heard:
    return ()


@define
class _Counted:
    """How many labelled utterances there are, and the decisions on them."""

    n: int = 0
    decided: Counter[Pair] = Factory(Counter)

    def add(self, pairs: Iterable[Pair]) -> None:
        self.n += 1
        self.decided.update(pairs)

    def figures(self) -> dict[str, Any]:
        tally = Tally.of(self.decided.elements())
        return {"n": self.n, "positives": tally.hits + tally.missed, **tally.figures()}


def evaluate(
    task: Task,
    labelled: Iterable[Labelled],
    tell: Callable[[Mistake], None] | None = None,
    hear: Hear = _nobody,
) -> dict[str, Any]:
    """Precision, recall and F1 with a 95 % interval, over all, by language and, of acts, by act.

    `task` is one of TASKS, or a kind that only plugins find. `n` counts labelled utterances,
    `positives` the positive labels among them. Transcripts are taken one by one, so that any number
    of them needs the memory of one. `tell` hears of each mistake; `hear` asks the
    detectors of plugins, beside the built-in ones.
    """
    everything, by_language = _Counted(), defaultdict[str, _Counted](_Counted)
    by_act = {act: _Counted() for act in ACTS} if task == "acts" else {}
    decide = _TASKS.get(task) or _own(*parted(task))
    for number, one in enumerate(labelled):
        language = by_language[one.transcript.language]
        for place, pairs in decide(one, hear(one.transcript)):
            everything.add(pairs)
            language.add(pairs)
            for what, pair in zip(by_act or (task,), pairs, strict=True):
                if by_act:
                    by_act[what].add([pair])
                if tell is not None and pair[0] != pair[1]:
                    tell(_mistake(number, place, one, what, missed=pair[0]))
    acts = {"act": {name: counted.figures() for name, counted in by_act.items()}} if by_act else {}
    languages = {name: counted.figures() for name, counted in sorted(by_language.items())}
    return {"task": task, **everything.figures(), "language": languages, **acts}


def _mistake(number: int, place: int, one: Labelled, what: str, *, missed: bool) -> Mistake:
    said = one.transcript.utterances[place].text
    return Mistake(number, place, one.transcript.language, what, missed, said)


def _said(one: Labelled) -> Iterator[tuple[int, str, Labels]]:
    for at, (said, given) in enumerate(zip(one.transcript.utterances, one.labels, strict=True)):
        yield at, said.text, given


def _asking(heard: _Heard) -> Callable[[int, str], str | None]:
    """What an utterance asks: by the rules, else as a plugin heard it."""
    said = told(heard, "question")
    asked = {moment.span.utterance: moment.label for moment in reversed(said.moments)}

    def asks(at: int, text: str) -> str | None:
        return (None if said.instead else questions.kind(text)) or asked.get(at)

    return asks


def _questions(one: Labelled, heard: _Heard) -> Iterator[Decided]:
    asks = _asking(heard)
    for at, said, given in _said(one):
        if given.get("question") is not None:
            yield at, [(given["question"], asks(at, said) is not None)]


def _open(one: Labelled, heard: _Heard) -> Iterator[Decided]:
    asks = _asking(heard)
    for at, said, given in _said(one):
        if given.get("open") is not None:
            yield at, [(given["open"], asks(at, said) == "open")]


def _objections(one: Labelled, detected: _Heard) -> Iterator[Decided]:
    if not any("objection" in given for given in one.labels):
        return
    heard = objections.heard(one.transcript, told=told(detected, "objection"))
    for index, given in enumerate(one.labels):
        if "objection" in given:
            yield index, [(labels.objects(given["objection"]), index in heard)]


def _acts(one: Labelled, heard: _Heard) -> Iterator[Decided]:
    """Each act is a decision of its own: the figures are over all of them together."""
    if not any("act" in given for given in one.labels):
        return
    steps, closings = told(heard, "commitment"), told(heard, "closing")
    agreed = commitments.find(one.transcript, None, steps, closings)
    found = {(moment.span.utterance, moment.kind) for moment in agreed}
    objected = objections.heard(one.transcript, told=told(heard, "objection"))
    found |= {(index, "objection") for index in objected}
    asks = _asking(heard)
    for index, given in enumerate(one.labels):
        if "act" in given:
            if asks(index, one.transcript.utterances[index].text):
                found.add((index, "question"))
            named = labels.acts(given["act"])
            yield index, [(act in named, (index, act) in found) for act in ACTS]


def parted(task: Task) -> tuple[str, str]:
    """The kind and the category of a task of a plugin's own kind; all of them: empty."""
    kind, _, category = task.partition(":")
    return kind, category


def _own(kind: str, category: str) -> _Decide:
    def decide(one: Labelled, heard: _Heard) -> Iterator[Decided]:
        found = {
            moment.span.utterance
            for moment in told(heard, kind).moments
            if category in ("", moment.label)
        }
        for at, _, given in _said(one):
            wanted = labels.meant(given, kind, category)
            if wanted is not None:
                yield at, [(wanted, at in found)]

    return decide


_TASKS: dict[Task, _Decide] = {
    "questions": _questions,
    "open-questions": _open,
    "objections": _objections,
    "acts": _acts,
}
TASKS = tuple(_TASKS)
