"""Moments of kinds that only plugins find: what they are called, and where they are in time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.calls.axis import Mark, apart, place
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment

# So many shapes tell kinds apart on the time line; kinds after them get these in another colour.
SHAPES, _COLOURS = 6, 2


@frozen
class OwnKind:
    """A kind in the legend: `many` moments, timed or not, drawn as `look`, from 0."""

    kind: str
    label: str
    many: int
    look: int


@frozen
class OwnMoments:
    """Those of a call that have a time; `marks` only those that can be told apart."""

    kinds: tuple[OwnKind, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def looks(self) -> Sequence[int]:
        """Each that is drawn, once."""
        return sorted({one.look for one in self.kinds})

    def look(self, kind: str) -> int:
        """How a kind is drawn."""
        return next(one.look for one in self.kinds if one.kind == kind)


NOTHING = OwnMoments()


def own(analysis: CallAnalysis) -> dict[str, DetectorDefinition]:
    """By kind, the first detector of each kind that only plugins find."""
    return {one.kind: one for one in reversed(analysis.detectors) if not one.built_in}


def called(moment: Moment, definition: DetectorDefinition, _: Words) -> str:
    """What a moment of a plugin's kind is called, with its category where it has one."""
    kind = definition.label.of(_.locale)
    label = definition.labels.get(moment.label)
    return _("%(kind)s: %(name)s", kind=kind, name=label.of(_.locale)) if label else kind


def own_moments(analysis: CallAnalysis | None, whole: int, _: Words) -> OwnMoments:
    """On a time line of `whole` ms; `NOTHING` where none was found, or nothing is timed."""
    kinds = own(analysis) if analysis else {}
    if analysis is None or not kinds or whole <= 0:
        return NOTHING
    found = sorted(_timed(analysis, kinds, whole, _), key=lambda one: one.at_ms)
    many = Counter(one.kind for one in analysis.moments if one.kind in kinds)
    drawn = sorted({one.kind for one in found})
    legend = (
        OwnKind(kind, kinds[kind].label.of(_.locale), many[kind], look % (SHAPES * _COLOURS))
        for look, kind in enumerate(drawn)
    )
    return OwnMoments(tuple(legend), tuple(apart(found)))


def _timed(
    analysis: CallAnalysis, kinds: Mapping[str, DetectorDefinition], whole: int, _: Words
) -> Iterator[Mark]:
    for moment in analysis.moments:
        at = analysis.transcript.utterances[moment.span.utterance].start_ms
        if moment.kind in kinds and at is not None:
            name = called(moment, kinds[moment.kind], _)
            yield Mark(moment.kind, at, place(at, whole), name)
