"""Gaps of the people an actor may see, each with the words that show it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import asdict, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.coaching.gap import Gap, gap, gap_of, widest
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, Rule, where
from revrise.core.people.competency import Competency, Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.coaching.levels import levels, seen_levels
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.naming import names
from revrise.services.retelling import Retelling

_QUOTES = 2


@frozen
class Quote:
    """Words of a call that show a level; `call` is its title, `at` when it began.

    `because` is in the call's language, `why` the same in the reader's. `at_ms` is when they were
    said, None where untimed; `side` is whose words they are.
    """

    call_id: str
    utterance: int
    text: str
    because: str
    call: str
    at: datetime
    why: Bilingual
    level: float = 0.0
    at_ms: int | None = None
    side: str = "unknown"


@frozen
class GapView:
    """A gap with names and quotes."""

    person: str
    competency: str
    gap: Gap
    quotes: tuple[Quote, ...]

    def as_document(self) -> Mapping[str, Any]:
        """For machines."""
        gap = self.gap
        return {
            "person_id": gap.person_id,
            "person": self.person,
            "competency": gap.competency_id,
            "current": gap.current,
            "margin": gap.margin,
            "target": gap.target,
            "size": gap.size,
            "trend": gap.trend,
            "n": gap.n,
            "quotes": [asdict(quote) for quote in self.quotes],
        }


@frozen
class Gaps:
    """Finds them."""

    desk: Desk
    catalogue: Catalogue

    def all(self, by: Actor, rule: Rule = ALWAYS) -> Sequence[Gap]:
        """Every gap of the people in reach, known or not, in order of person and competency.

        Without evidence: `quoted` reads that too.
        """
        with self.desk.store.read(by) as work:
            competencies = self._competencies(work, by)
            return [
                gap_of(person, competencies[competency], seen)
                for (person, competency), seen in seen_levels(self.desk, work, by, rule).items()
                if competency in competencies
            ]

    def widest(
        self, by: Actor, *, person_id: str | None = None, limit: int = 10
    ) -> Sequence[GapView]:
        """The widest known gaps, with quotes where consent to coach allows them.

        First come those that are surely wide: at the near end of their interval.
        """
        rule = where(person_id=person_id) if person_id else ALWAYS
        with self.desk.store.read(by) as work:
            found = sorted(widest(self._gaps(work, by, rule)), key=_surely, reverse=True)[:limit]
            return self._shown(work, by, found)

    def quoted(self, by: Actor, rule: Rule, most: int = 8) -> Sequence[GapView]:
        """Every gap of a rule, below target or not, each with up to `most` quotes."""
        with self.desk.store.read(by) as work:
            return self._shown(work, by, self._gaps(work, by, rule), most)

    def _shown(
        self, work: UnitOfWork, by: Actor, found: Sequence[Gap], most: int = _QUOTES
    ) -> Sequence[GapView]:
        people = names(self.desk, work, by, Person, "person")
        titles = names(self.desk, work, by, Competency, "competency", "title_en")
        quotes = self._quotes(work, by, found, most)
        return [
            GapView(
                people.get(one.person_id, one.person_id),
                titles.get(one.competency_id, one.competency_id),
                one,
                quoted,
            )
            for one, quoted in zip(found, quotes, strict=True)
        ]

    def _gaps(self, work: UnitOfWork, by: Actor, rule: Rule) -> list[Gap]:
        competencies = self._competencies(work, by)
        groups: dict[tuple[str, str], list[Observation]] = {}
        for one in levels(self.desk, work, by, rule):
            groups.setdefault((one.person_id, one.competency_id), []).append(one)
        return [
            gap(person, competencies[competency], seen)
            for (person, competency), seen in groups.items()
            if competency in competencies
        ]

    def _competencies(self, work: UnitOfWork, by: Actor) -> dict[str, Competency]:
        found = work.of(Competency).load_many(self.desk.scope(by, "competency"))
        return {one.id: one for one in found}

    def _quotes(
        self, work: UnitOfWork, by: Actor, gaps: Sequence[Gap], most: int
    ) -> list[tuple[Quote, ...]]:
        """The quotes of each gap: words are read only of the calls that are quoted."""
        try:
            allowed = self._allowed(work, by, gaps)
            chosen = [_telling(found, allowed, most) for found in gaps]
            scope = self.desk.scope(by, "call_transcript")
        except Refused:
            return [() for _ in gaps]
        wanted = tuple(sorted({one.subject_id for each in chosen for one in each}))
        found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=wanted)))
        words = {one.call_id: one.transcript for one in found}
        whys = self._whys(work, by, [one for each in chosen for one in each])
        return [_quoted(each, words, allowed, whys) for each in chosen]

    def _whys(
        self, work: UnitOfWork, by: Actor, seen: Sequence[Observation]
    ) -> Mapping[tuple[str, str], Bilingual]:
        """By scorecard and criterion; none for who reads no scorecards."""
        try:
            scope = self.desk.scope(by, "assessment")
        except Refused:
            return {}
        query = Query(where=where(id=tuple(sorted({one.assessment_id for one in seen}))))
        retelling = Retelling(self.catalogue)
        return {
            (card.id, criterion): why
            for card in work.of(Assessment).load_many(scope, query)
            for criterion, why in retelling.whys(card.scorecard).items()
        }

    def _allowed(self, work: UnitOfWork, by: Actor, gaps: Iterable[Gap]) -> dict[str, Call]:
        """The calls behind the gaps that everybody in them agreed to be coached on."""
        wanted = {one.subject_id for found in gaps for one in _with_words(found)}
        ids = tuple(sorted(wanted))
        calls = work.of(Call).load_many(self.desk.scope(by, "call"), Query(where=where(id=ids)))
        present = {one.id: one.participants for one in calls}
        now, scope = self.desk.clock.now(), self.desk.scope(by, "consent")
        fine = agreed(work, scope, present, ("coach",), now)
        return {one.id: one for one in calls if one.id in fine}


def _surely(found: Gap) -> float:
    """How wide a gap is at least, with 95 % confidence."""
    return (found.size or 0.0) - (found.margin or 0.0)


def _with_words(found: Gap) -> list[Observation]:
    return [one for one in found.evidence if one.utterance is not None]


def _telling(found: Gap, allowed: Mapping[str, Call], most: int) -> list[Observation]:
    """The first few that say different things at different places."""
    chosen: dict[tuple[str, int | None], Observation] = {}
    criteria: set[str] = set()
    for one in _with_words(found):
        place = one.subject_id, one.utterance
        if one.subject_id not in allowed or place in chosen:
            continue
        # Two quotes should say two things; who asks for more wants to see more calls, too.
        if most == _QUOTES and one.criterion in criteria:
            continue
        chosen[place] = one
        criteria.add(one.criterion)
    return list(chosen.values())[:most]


def _quoted(
    seen: Iterable[Observation],
    words: Mapping[str, Transcript],
    calls: Mapping[str, Call],
    whys: Mapping[tuple[str, str], Bilingual],
) -> tuple[Quote, ...]:
    return tuple(
        Quote(
            call_id=call.id,
            utterance=index,
            text=transcript.utterances[index].text,
            because=one.because,
            call=call.title,
            at=one.at,
            why=whys.get((one.assessment_id, one.criterion), Bilingual(one.because, one.because)),
            level=one.level,
            at_ms=transcript.utterances[index].start_ms,
            side=transcript.side(transcript.utterances[index].speaker),
        )
        for one in seen
        if (call := calls[one.subject_id])
        and (transcript := words.get(call.id))
        and (index := one.utterance) is not None
    )
