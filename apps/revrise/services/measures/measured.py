"""What a call measures, kept for the next look at it: a page of a call is opened many times."""

from collections.abc import Callable

from attrs import Factory, evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.call_measure import Numbers
from revrise.core.conversations.topic_strip import Stretch, strip
from revrise.core.conversations.transcript import Transcript
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.staleness import marked
from revrise.services.measures.trackers_in_force import Listened
from revrise.services.newest import Newest

_KEPT = 32
_NO_WORDS = Transcript("", (), ())
# The numbers of a call, by its id and the mark they stand under; None where they are not known.
Known = Callable[[str, str], Numbers | None]


@frozen
class Heard:
    """The analysis of a call and its topics along the time."""

    analysis: CallAnalysis
    topics: tuple[Stretch, ...]


def nothing(_call_id: str, _mark: str) -> Numbers | None:
    """No worker measured anything."""
    return None


@frozen(eq=False)
class Measured:
    """Measures what was said and quotes from what may be read; keeps numbers, never words.

    What is `known`, since a worker measured it, is not measured again.
    """

    analyst: Analyst
    _newest: Newest[Heard] = Factory(lambda: Newest(_KEPT))
    known: Known = nothing

    def of(self, call: Call, said: Transcript, words: CallTranscript, wanted: Listened) -> Heard:
        """A call's transcript as it was `said`, shown as `words`, with the trackers `wanted`."""
        shown = words.transcript
        mark = marked(call, said, words, wanted, self.analyst.ears(said.language))

        def found() -> Heard:
            known = self.known(call.id, mark)
            if known is None:
                return self._heard(call, said, shown, wanted)
            return Heard(evolve(known.analysis(said), transcript=_NO_WORDS), known.topics)

        kept = self._newest.of(mark, found)
        return evolve(kept, analysis=evolve(kept.analysis, transcript=shown))

    def _heard(self, call: Call, said: Transcript, shown: Transcript, wanted: Listened) -> Heard:
        found = self.analyst.hear(said, wanted.set, shown)
        return Heard(evolve(found, transcript=_NO_WORDS, reading=None), topics(call, found))


def topics(call: Call, analysis: CallAnalysis) -> tuple[Stretch, ...]:
    """Along the time of a call, of an analysis that still has what was read."""
    assert analysis.reading is not None
    return strip(analysis.reading, length(call, analysis))


def length(call: Call, analysis: CallAnalysis | None) -> int:
    """How long a call is in ms: as recorded, else as far as it is spoken; 0 when untimed."""
    spoken = analysis.duration_ms if analysis else None
    return max(call.duration_ms or 0, spoken or 0)
