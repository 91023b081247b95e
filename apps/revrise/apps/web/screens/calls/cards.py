"""The scorecards of a call page: levels, quotes, reasons, arithmetic, what people say of them."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from revrise.core.bilingual import Language
from revrise.core.conversations.transcript import Transcript
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication
from revrise.core.scoring.because import retold
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.reference import newest, parts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.scorecard import CriterionScore
from revrise.services.calls.page import CallPage

_QUOTES, _BEST = 2, 5


@frozen
class Quote:
    """Words of the call behind a level."""

    text: str
    side: str
    at_ms: int | None
    line: int


@frozen
class Given:
    """What a coach gave; `apart` is it minus the machine's level, None where that is none."""

    coach_id: str
    level: int
    because: str
    apart: int | None


@frozen
class Criterion:
    """One criterion. `anchor` is what its level means, `share` its weight in the score.

    `because` is said in the reader's language, `given` what each coach gave, the newest last.
    """

    score: CriterionScore
    title: str
    because: str
    share: float
    anchor: str
    anchors: tuple[str, ...]
    quotes: tuple[Quote, ...]
    more: int
    given: tuple[Given, ...]
    settled: Adjudication | None
    dispute: Dispute | None


@frozen
class Card:
    """A scorecard with the coaches' scores beside it; `blockers` by title.

    Of a `former` one there is a newer version.
    """

    assessment: Assessment
    title: str
    former: bool
    coaches: tuple[CoachScore, ...]
    criteria: tuple[Criterion, ...]
    blockers: tuple[str, ...]

    @property
    def ordered(self) -> list[Criterion]:
        """What is disputed first, then where most can be gained; what cannot be told last."""
        return sorted(self.criteria, key=_presses, reverse=True)

    @property
    def disputed(self) -> int:
        """How many criteria wait for a decision."""
        return sum(bool(one.dispute and one.dispute.state == "open") for one in self.criteria)


def _presses(one: Criterion) -> tuple[bool, float]:
    level = one.score.level
    return bool(one.dispute and one.dispute.state == "open"), one.share * (_BEST - (level or _BEST))


def cards(page: CallPage, locale: Language) -> list[Card]:
    """Every scorecard of the call: of each rubric the newest version, then the former ones."""
    first = newest(one.rubric for one in page.cards)
    found = [_card(page, one, locale, former=one.rubric not in first) for one in page.cards]
    return sorted(found, key=lambda one: (one.former, parts(one.assessment.rubric)))


def blind_cards(page: CallPage, locale: Language) -> list[Card]:
    """What the reader is to score before they see what others gave: criteria and anchors."""
    return [_card(page, one, locale) for one in page.blind]


def _card(
    page: CallPage, assessment: Assessment, locale: Language, *, former: bool = False
) -> Card:
    rubric = page.rubrics.get(assessment.rubric)
    coaches = tuple(one for one in page.scores if one.assessment_id == assessment.id)
    title = rubric.title.get(locale, "") if rubric else ""
    return Card(
        assessment,
        title or parts(assessment.rubric)[0],
        former,
        coaches,
        tuple(_criteria(page, assessment, rubric, coaches, locale)),
        tuple(_blockers(assessment, rubric, locale)),
    )


def _criteria(
    page: CallPage,
    assessment: Assessment,
    rubric: RubricDefinition | None,
    coaches: tuple[CoachScore, ...],
    locale: Language,
) -> Iterator[Criterion]:
    described = {one.id: one for one in rubric.criteria} if rubric else {}
    weights = sum(one.weight for one in assessment.scorecard.criteria) or 1
    words = page.transcript.transcript if page.transcript else None
    disputes, settled = _disputes(page, assessment), _settled(page, assessment)
    for score in assessment.scorecard.criteria:
        known = described.get(score.criterion)
        anchors = known.anchors.get(locale, ()) if known else ()
        quotes = tuple(_quotes(score, words)) if words else ()
        yield Criterion(
            score=score,
            title=known.title.get(locale, score.criterion) if known else score.criterion,
            because=retold(score, known, locale),
            share=score.weight / weights,
            anchor=anchors[score.level - 1] if anchors and score.level else "",
            anchors=tuple(anchors),
            quotes=quotes[:_QUOTES],
            more=max(len(quotes) - _QUOTES, 0),
            given=tuple(_given(score, coaches)),
            settled=settled.get(score.criterion),
            dispute=disputes.get(score.criterion),
        )


def _given(score: CriterionScore, coaches: tuple[CoachScore, ...]) -> Iterator[Given]:
    name, machine = score.criterion, score.machine_level
    for one in coaches:
        if (level := one.levels.get(name)) is not None:
            apart = None if machine is None else level - machine
            yield Given(one.coach_id, level, one.because.get(name, ""), apart)


def _settled(page: CallPage, assessment: Assessment) -> Mapping[str, Adjudication]:
    return {one.criterion: one for one in page.settled if one.assessment_id == assessment.id}


def _disputes(page: CallPage, assessment: Assessment) -> Mapping[str, Dispute]:
    return {one.criterion: one for one in page.disputes if one.assessment_id == assessment.id}


def _quotes(score: CriterionScore, words: Transcript) -> Iterator[Quote]:
    """The whole lines the evidence stands in, each once."""
    seen: set[int] = set()
    for one in score.evidence:
        place = one.span.utterance
        if place not in seen and place < len(words.utterances):
            seen.add(place)
            said = words.utterances[place]
            yield Quote(said.text, words.side(said.speaker), said.start_ms, place)


def _blockers(
    assessment: Assessment, rubric: RubricDefinition | None, locale: Language
) -> Iterator[str]:
    titles = {one.id: one.title.get(locale, one.id) for one in rubric.blockers} if rubric else {}
    for blocker in assessment.scorecard.blocked_by:
        yield titles.get(blocker, blocker)
