"""What the detectors of plugins heard in a call, ready to be counted with the rest."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from attrs import evolve, frozen

from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.objection.phrases import OBJECTIONS
from revrise.core.conversations.transcript import Side, Transcript

# So many moments a detector may find in a call for each of its utterances.
MOST_IN_ONE = 50
OWNERS = ("seller", "buyer", "both", "unknown")
_LABELS: Mapping[str, Sequence[str]] = {
    "question": ("open", "closed"),
    "objection": tuple(OBJECTIONS),
    "commitment": ("next_step",),
    "closing": ("attempt",),
}
_SIDES: Mapping[str, Side] = {"objection": "buyer", "closing": "seller"}


@frozen
class Detected:
    """A detector that was asked about a call, and what it found there."""

    definition: DetectorDefinition
    moments: tuple[Moment, ...] = ()


@frozen
class Told:
    """What the detectors of one kind say: beside the built-in one, or `instead` of it.

    `by` are those that were asked, as `id@version`; each of the `moments` names its own.
    """

    instead: bool = False
    by: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()


NOBODY = Told()
_place = attrgetter("span.utterance", "span.start", "span.end", "by")


def told(detected: Iterable[Detected], kind: str) -> Told:
    """What was heard of one kind, in order of the call."""
    asked = [one for one in detected if one.definition.kind == kind]
    if not asked:
        return NOBODY
    found = [
        evolve(moment, by=one.definition.ref)
        for one in asked
        for moment in {(m.span, m.label): m for m in one.moments}.values()
    ]
    return Told(
        any(one.definition.instead for one in asked),
        tuple(sorted(one.definition.ref for one in asked)),
        tuple(sorted(found, key=_place)),
    )


def fault(definition: DetectorDefinition, transcript: Transcript, moment: Moment) -> str:
    """What is wrong with a moment that a detector found; empty where nothing is."""
    if moment.kind != definition.kind:
        return f"is of kind {moment.kind!r:.60}, not {definition.kind}"
    span = moment.span
    if not isinstance(span, Span) or any(type(at) is not int for at in _ends(span)):
        return f"has the span {span!r:.80}, not one of whole numbers"
    if not 0 <= span.utterance < len(transcript.utterances):
        return f"is in utterance {span.utterance} of {len(transcript.utterances)}"
    said = transcript.utterances[span.utterance]
    if not 0 <= span.start < span.end <= len(said.text):
        return f"is at [{span.start}, {span.end}) of {len(said.text)} characters"
    return _mislabelled(definition, moment) or _misplaced(moment, transcript.side(said.speaker))


def _ends(span: Span) -> tuple[int, int, int]:
    return span.utterance, span.start, span.end


def _mislabelled(definition: DetectorDefinition, moment: Moment) -> str:
    if not isinstance(moment.data, Mapping):
        return f"has the data {moment.data!r:.60}, not a mapping"
    known = _LABELS.get(moment.kind) or tuple(definition.labels) or ("",)
    if moment.label not in known:
        return f"has the label {moment.label!r:.60}, not one of {', '.join(known) or 'none'}"
    if moment.kind == "commitment" and set(moment.data) <= {"owner"}:
        owner = moment.data.get("owner", OWNERS[-1])
        return "" if owner in OWNERS else f"has the owner {owner!r:.60}"
    return f"carries data: {', '.join(map(str, moment.data))}" if moment.data else ""


def _misplaced(moment: Moment, side: Side) -> str:
    wanted = _SIDES.get(moment.kind, side)
    return "" if side == wanted else f"is said by {side}, and only a {wanted} makes one"
