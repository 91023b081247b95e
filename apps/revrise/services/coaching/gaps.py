"""Gaps of the people an actor may see, each with the words that show it."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from revrise.core.coaching.gap import Gap, gap, widest
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.rule import ALWAYS, Rule, where
from revrise.core.people.competency import Competency, Observation
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.naming import names

_QUOTES = 2


@frozen
class Quote:
    """Words of a call that show a level."""

    call_id: str
    utterance: int
    text: str
    because: str


@frozen
class GapView:
    """A gap with names and quotes."""

    person: str
    competency: str
    gap: Gap
    quotes: tuple[Quote, ...]


@frozen
class Gaps:
    """Finds them."""

    desk: Desk

    def all(self, by: Actor, rule: Rule = ALWAYS) -> Sequence[Gap]:
        """Every gap of the people in reach, known or not, in order of person and competency."""
        with self.desk.store.read(by) as work:
            return self._gaps(work, by, rule)

    def widest(
        self, by: Actor, *, person_id: str | None = None, limit: int = 10
    ) -> Sequence[GapView]:
        """The widest known gaps, with quotes where consent to coach allows them."""
        rule = where(person_id=person_id) if person_id else ALWAYS
        with self.desk.store.read(by) as work:
            found = widest(self._gaps(work, by, rule))[:limit]
            people = names(self.desk, work, by, Person, "person")
            titles = names(self.desk, work, by, Competency, "competency", "title_en")
            quotes = self._quotes(work, by, found)
        return [
            GapView(
                people.get(one.person_id, one.person_id),
                titles.get(one.competency_id, one.competency_id),
                one,
                _of(one, quotes),
            )
            for one in found
        ]

    def _gaps(self, work: UnitOfWork, by: Actor, rule: Rule) -> list[Gap]:
        competencies = {
            one.id: one for one in work.of(Competency).load_many(self.desk.scope(by, "competency"))
        }
        query = Query(where=rule, order=(("person_id", False), ("competency_id", False)))
        groups: dict[tuple[str, str], list[Observation]] = {}
        for one in work.of(Observation).load_many(self.desk.scope(by, "observation"), query):
            groups.setdefault((one.person_id, one.competency_id), []).append(one)
        return [
            gap(person, competencies[competency], seen)
            for (person, competency), seen in groups.items()
            if competency in competencies
        ]

    def _quotes(self, work: UnitOfWork, by: Actor, gaps: Iterable[Gap]) -> Mapping[str, Transcript]:
        wanted = {
            one.subject_id for found in gaps for one in found.evidence if one.utterance is not None
        }
        if not wanted:
            return {}
        ids = tuple(sorted(wanted))
        try:
            calls = work.of(Call).load_many(self.desk.scope(by, "call"), Query(where=where(id=ids)))
            consents = work.of(Consent).load_many(
                self.desk.scope(by, "consent"), Query(where=where(call_id=ids, purpose="coach"))
            )
            scope = self.desk.scope(by, "call_transcript")
        except Refused:
            return {}
        allowed = tuple(call.id for call in calls if self._may_quote(call, consents))
        words = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=allowed)))
        return {one.call_id: one.transcript for one in words}

    def _may_quote(self, call: Call, consents: Sequence[Consent]) -> bool:
        own = [consent for consent in consents if consent.call_id == call.id]
        return decide(own, call.participants, "coach", self.desk.clock.now()).allowed


def _of(found: Gap, words: Mapping[str, Transcript]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for one in found.evidence:
        transcript = words.get(one.subject_id)
        if transcript is None or one.utterance is None or len(quotes) == _QUOTES:
            continue
        text = transcript.utterances[one.utterance].text
        quotes.append(Quote(one.subject_id, one.utterance, text, one.because))
    return tuple(quotes)
