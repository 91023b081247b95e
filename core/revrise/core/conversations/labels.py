"""Transcripts with people's labels, to measure detectors on."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from attrs import frozen

from revrise.core.conversations import canonical
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid

Labels = Mapping[str, Any]
# Kinds of plugins' own with their categories, by kind.
Own = Mapping[str, Collection[str]]
ACTS = ("question", "objection", "commitment", "closing")
# A label of each task, as JSON writes it.
LIKE = {
    "questions": '"question": true',
    "open-questions": '"open": true',
    "objections": '"objection": "price"',
    "acts": '"act": "question"',
}
_NONE = (None, "", "none")
_NO_KINDS: Own = MappingProxyType({})


@frozen
class Labelled:
    """`labels` holds one mapping per utterance of the transcript; what is absent is unlabelled."""

    transcript: Transcript
    labels: tuple[Labels, ...]


def parse(document: object, name: str, own: Own = _NO_KINDS) -> Labelled:
    """A canonical transcript whose utterances may carry `labels`, also of `own` kinds.

    Raises Invalid naming `name` and the field, for a wrong transcript or a wrong label.
    """
    transcript = canonical.parse(document, name)
    assert isinstance(document, Mapping)
    said = document["utterances"]
    order = canonical.order([one.get("start_ms") for one in said])
    checked = [_labels(one, f"{name}:utterances[{at}].labels", own) for at, one in enumerate(said)]
    return Labelled(transcript, tuple(checked[at] for at in order))


def objects(label: object) -> bool:
    """Whether a label of objections says that it is one: its category, or true."""
    return label is not False and label not in _NONE


def acts(label: str | list[str] | None) -> frozenset[str]:
    """The acts a label names, of those our detectors know."""
    named = label if isinstance(label, list) else [label]
    return frozenset(str(one) for one in named if one in ACTS)


def other_acts(label: str | list[str] | None) -> frozenset[str]:
    """The texts it holds that name no act our detectors know, which count as none."""
    named = label if isinstance(label, list) else [label]
    return frozenset(one for one in named if one not in (*ACTS, *_NONE) and one)


def meant(labels: Labels, kind: str, category: str = "") -> bool | None:
    """Whether a moment of a plugin's own kind, or of one category, is labelled; None: not said.

    That there is one (`true`) says nothing of its category.
    """
    if kind not in labels:
        return None
    label = labels[kind]
    if isinstance(label, bool | None):
        return None if label and category else bool(label)
    named = label if isinstance(label, list) else [label]
    return category in named if category else bool(named)


def _labels(said: Mapping[str, Any], path: str, own: Own) -> Labels:
    labels = said.get("labels")
    if labels is None:
        return {}
    if not isinstance(labels, Mapping):
        raise _wrong(path, "must be an object")
    for key in ("question", "open"):
        if not isinstance(labels.get(key), bool | None):
            raise _wrong(f"{path}.{key}", "must be true or false")
    objection = labels.get("objection")
    named = isinstance(objection, str) and objection in CATEGORIES
    if objection not in _NONE and not isinstance(objection, bool) and not named:
        known = ", ".join(CATEGORIES)
        raise _wrong(f"{path}.objection", f"must be true, false, null or one of {known}")
    _check_act(labels.get("act"), f"{path}.act")
    for kind in own.keys() & labels.keys():
        _check_own(labels[kind], f"{path}.{kind}", own[kind])
    return labels


def _check_act(act: Any, path: str) -> None:
    if not all(isinstance(one, str | None) for one in (act if isinstance(act, list) else [act])):
        raise _wrong(path, "must be a text, a list of texts, or null")
    for one in other_acts(act):
        if (meant := one.strip().casefold().removesuffix("s")) in ACTS:
            raise _wrong(path, f"{one[:40]!r} is written {meant!r}")


def _check_own(label: Any, path: str, categories: Collection[str]) -> None:
    named = label if isinstance(label, list) and categories else [label]
    known = label is None or isinstance(label, bool)
    if not known and not all(isinstance(one, str) and one in categories for one in named):
        if not categories:
            raise _wrong(path, "must be true, false or null")
        of = ", ".join(sorted(categories))
        raise _wrong(path, f"must be true, false or null, else one or a list of {of}")


def _wrong(path: str, problem: str) -> Invalid:
    return Invalid(problem, culprit=path, remedy="see docs/quality.md for labelled sets")
