"""What new calls measure and what trackers find in them, made before the write that adds them.

Listening takes long and hiding names longer; on SQLite nobody else writes meanwhile. In the write
it is kept, or left to a job where trackers, detectors or rules of consent became others.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.tracker_text import TrackerText
from revrise.core.governance.consent import decide
from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.core.governance.scope import system_scope
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.bundle import Bundle
from revrise.services.cleared.naming import NOBODY, Names, Naming
from revrise.services.cleared.reader import without
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, table
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measuring import Words
from revrise.services.measures.tracker_hits import Found, heard_in
from revrise.services.measures.trackers_in_force import Listened, listened, newest, wanted

_REASON = "keep what a call measures as it is added"


@frozen
class Ear:
    """What is listened with: the trackers in force, the names to hide by call, the rules."""

    text: TrackerText | None
    trackers: Listened
    names: Mapping[str, Names]
    law: Jurisdictions

    @classmethod
    def of(cls, work: UnitOfWork, made: Sequence[Bundle]) -> "Ear":
        """For new calls; as many queries for one as for a thousand."""
        text = newest(work)
        trackers = wanted(text)
        calls = [one.call for one in made if one.analysis]
        names = Naming(work).of_new(calls) if trackers.by_id else {}
        return cls(text, trackers, names, table(work))


@frozen
class Ahead:
    """Of new calls, by id: rows of what they measure, and what the trackers find."""

    measured: Mapping[str, tuple[CallMeasure, ...]]
    found: Mapping[str, Found]
    trackers: Listened


@frozen
class MeasuringAhead:
    """Makes it, and keeps it."""

    desk: Desk
    analyst: Analyst

    def ahead(self, made: Sequence[Bundle], ear: Ear) -> Ahead:
        """Without a unit of work."""
        measured, found = {}, {}
        for one in made:
            if one.analysis is None:
                continue
            words = self._words(one, ear)
            if ear.text is not None and ear.trackers.by_id:
                shown = words.hidden.transcript
                found[one.call.id] = heard_in(one.words, shown, ear.trackers, ear.text)
            if self._agreed(one, ear.law):
                measured[one.call.id] = tuple(words.measured(one.analysis))
        return Ahead(measured, found, ear.trackers)

    def keep(self, work: UnitOfWork, made: Sequence[Bundle], known: Ahead) -> Sequence[str]:
        """Keeps what calls measure that are added here; names those a job has to measure."""
        scope = system_scope(work.actor.tenant_id, "call_measure", "create", _REASON)
        law, same = table(work), listened(work).mark == known.trackers.mark
        lawful = [one for one in made if one.analysis and self._agreed(one, law)]
        current = [
            one for one in lawful if same and one.call.id in known.measured and self._heard(one)
        ]
        work.of(CallMeasure).add_many(list(_rows(current, known)), scope)
        done = {one.call.id for one in current}
        return [one.call.id for one in lawful if one.call.id not in done]

    def _words(self, one: Bundle, ear: Ear) -> Words:
        said = one.words
        if not ear.trackers.by_id:
            return Words(one.call, said, said, ear.trackers)
        names = ear.names.get(one.call.id, NOBODY)
        return Words(one.call, said, without(said, names), ear.trackers)

    def _agreed(self, one: Bundle, law: Jurisdictions) -> bool:
        """By the words it is added with: there are no others yet."""
        now, who = self.desk.clock.now(), one.call.participants
        return all(decide(one.consents, who, each, now, law).allowed for each in NEEDED)

    def _heard(self, one: Bundle) -> bool:
        """Whether the detectors heard it that would be asked now."""
        assert one.analysis is not None
        asked = self.analyst.ears(one.words.transcript.language)
        return asked == tuple(each.ref for each in one.analysis.detectors)


def _rows(made: Sequence[Bundle], known: Ahead) -> Iterator[CallMeasure]:
    """Theirs who has the call by now: the rep may have changed teams meanwhile."""
    for one in made:
        for row in known.measured[one.call.id]:
            yield evolve(row, team_id=one.call.team_id)
