"""Transcripts with people's labels, to measure detectors on."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from revrise.core.conversations import canonical
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid

Labels = Mapping[str, Any]
ACTS = ("question", "objection", "commitment", "closing")
_NONE = (None, "", "none")


@frozen
class Labelled:
    """`labels` holds one mapping per utterance of the transcript; what is absent is unlabelled."""

    transcript: Transcript
    labels: tuple[Labels, ...]


def parse(document: object, name: str) -> Labelled:
    """A canonical transcript whose utterances may carry `labels`.

    Raises Invalid naming `name` and the field, for a wrong transcript or a wrong label.
    """
    transcript = canonical.parse(document, name)
    assert isinstance(document, Mapping)
    said = document["utterances"]
    order = canonical.order([one.get("start_ms") for one in said])
    checked = [_labels(one, f"{name}:utterances[{at}].labels") for at, one in enumerate(said)]
    return Labelled(transcript, tuple(checked[at] for at in order))


def objects(label: str | None) -> bool:
    """Whether a label of objections names one."""
    return label not in _NONE


def acts(label: str | list[str] | None) -> frozenset[str]:
    """The acts a label names, of those our detectors know."""
    named = label if isinstance(label, list) else [label]
    return frozenset(str(one) for one in named if one in ACTS)


def _labels(said: Mapping[str, Any], path: str) -> Labels:
    labels = said.get("labels")
    if labels is None:
        return {}
    if not isinstance(labels, Mapping):
        raise _wrong(path, "must be an object")
    for key in ("question", "open"):
        if not isinstance(labels.get(key), bool | None):
            raise _wrong(f"{path}.{key}", "must be true or false")
    objection = labels.get("objection")
    if objection not in _NONE and (not isinstance(objection, str) or objection not in CATEGORIES):
        raise _wrong(f"{path}.objection", f"must be null or one of {', '.join(CATEGORIES)}")
    act = labels.get("act")
    if not all(isinstance(one, str | None) for one in (act if isinstance(act, list) else [act])):
        raise _wrong(f"{path}.act", "must be a text, a list of texts, or null")
    return labels


def _wrong(path: str, problem: str) -> Invalid:
    return Invalid(problem, culprit=path, remedy="see docs/quality.md for labelled sets")
