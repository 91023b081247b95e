"""Labelled lines as a model learns them: the signs each shows, and what people say of it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Literal

from attrs import frozen

from revrise.core.conversations import canonical, labels
from revrise.core.conversations.labels import Labelled, Labels
from revrise.core.conversations.learned.signs import Signs
from revrise.core.conversations.reading import read
from revrise.core.conversations.words.language import primary
from revrise.core.errors import Invalid

LearnedTask = Literal["objections", "questions", "commitments"]


@frozen
class _Task:
    """`label` is the key people fill in, `says` reads it, `rule` the sign of the built-in rules."""

    label: str
    says: Callable[[Labels], bool]
    rule: str


_TASKS: Mapping[LearnedTask, _Task] = {
    "objections": _Task("objection", lambda given: labels.objects(given["objection"]), "heard"),
    "questions": _Task("question", lambda given: bool(given["question"]), "question"),
    "commitments": _Task(
        "act", lambda given: "commitment" in labels.acts(given["act"]), "commitment"
    ),
}
TASKS = tuple(_TASKS)


@frozen
class Example:
    """A line. `dialogue` is a digest of all that was said in the call, `call` of its labels too.

    `ruled` says whether the built-in rules find it.
    """

    dialogue: str
    call: str
    at: int
    language: str
    wanted: bool
    ruled: bool
    shown: frozenset[str]


def examples(task: LearnedTask, labelled: Iterable[Labelled]) -> tuple[Example, ...]:
    """Every labelled line, in an order that does not hang on that of the calls.

    Of objections only the buyer's: nobody else makes any. Raises Invalid where there is none.
    """
    found = sorted(
        (line for one in labelled for line in _of(task, one)), key=lambda x: (x.call, x.at)
    )
    if not found:
        raise Invalid(
            f"nothing in it is labelled for {task}",
            culprit="labels",
            remedy=f"give lines the label {_TASKS[task].label!r}, see docs/quality.md",
        )
    return tuple(found)


def digest(lines: Iterable[Example]) -> str:
    """Of the labels and all that was said around them, whatever the order of the calls."""
    seen = sorted(f"{one.call} {one.at} {one.wanted:d}" for one in lines)
    return _hex("\n".join(seen))


def _of(task: LearnedTask, one: Labelled) -> Iterator[Example]:
    kind = _TASKS[task]
    if not any(_known(given, kind) for given in one.labels):
        return
    reading = read(one.transcript)
    signs = Signs.of(reading)
    dialogue, call = _digests(one)
    for at, given in enumerate(one.labels):
        if _known(given, kind) and may_find(task, reading.sides[at]):
            shown = signs.shown(at)
            yield Example(
                dialogue,
                call,
                at,
                primary(one.transcript.language),
                kind.says(given),
                kind.rule in shown,
                shown,
            )


def may_find(task: LearnedTask, side: str) -> bool:
    """Whether a line of a side can be one: objections are the buyer's."""
    return task != "objections" or side == "buyer"


def _known(given: Labels, kind: _Task) -> bool:
    if kind.label == "question":
        return given.get("question") is not None
    return kind.label in given


def _digests(one: Labelled) -> tuple[str, str]:
    words = "\n".join(said.text for said in one.transcript.utterances)
    whole = [canonical.render(one.transcript), *map(dict, one.labels)]
    return _hex(words), _hex(json.dumps(whole, sort_keys=True, ensure_ascii=False))


def _hex(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
