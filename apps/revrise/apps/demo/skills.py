"""Latent skill: the level of every rep in every competency at any moment, as `truth` states."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import field, frozen

from revrise.apps.demo import model
from revrise.apps.demo.chance import clip, dice
from revrise.apps.demo.company import Person

_MONTH_DAYS = 30.4375


@frozen
class Treatment:
    """A treatment of `model.GAINS` that reached a person; only the first of a kind counts."""

    kind: str
    person_id: str
    at: datetime


@frozen
class World:
    """What is otherwise than it was: treatments that nobody had, or everybody from the start."""

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()


ACTUAL = World()


@frozen
class Skills:
    """Base levels and habits of the reps, and when the treatments reached them."""

    start: date
    ability: Mapping[str, float]
    base: Mapping[str, Mapping[str, float]]
    habit: Mapping[str, float]
    hired: Mapping[str, date]
    treated: Mapping[tuple[str, str], datetime] = field(factory=dict)

    def with_treatments(self, treatments: Iterable[Treatment]) -> "Skills":
        """The same reps, with treatments taking effect from their dates on."""
        first = dict(self.treated)
        for one in treatments:
            key = one.kind, one.person_id
            first[key] = min(one.at, first.get(key, one.at))
        return Skills(self.start, self.ability, self.base, self.habit, self.hired, first)

    def had(self, kind: str, person_id: str, at: datetime, world: World = ACTUAL) -> bool:
        """Whether a treatment had reached a person by then."""
        if kind in world.on or kind in world.off:
            return kind in world.on
        reached = self.treated.get((kind, person_id))
        return reached is not None and reached <= at

    def level(self, person_id: str, competency: str, at: datetime, world: World = ACTUAL) -> float:
        """The level 1-5 at a moment."""
        grown = model.LEVELS_PER_MONTH * (at.date() - self.start).days / _MONTH_DAYS
        gained = sum(
            gain
            for kind, (gains_in, gain) in model.GAINS.items()
            if gains_in == competency and self.had(kind, person_id, at, world)
        )
        natural = self.base[person_id][competency] + grown - self._ramp(person_id, at)
        return clip(natural + gained, 1, 5)

    def talk_share(self, person_id: str, at: datetime) -> float:
        """The expected share of speech, by listening level and habit."""
        listening = self.level(person_id, "active-listening", at)
        return model.talk_share(listening, self.habit[person_id])

    def _ramp(self, person_id: str, at: datetime) -> float:
        tenure = (at.date() - self.hired[person_id]).days / _MONTH_DAYS
        return model.RAMP_LEVELS * max(0.0, 1 - tenure / model.RAMP_MONTHS)


def untrained(seed: int, reps: Sequence[Person], start: date) -> Skills:
    """The skills that reps brought along."""
    roll = dice(seed, "skills")
    ability = {rep.id: roll.gauss(0, model.ABILITY_SD) for rep in reps}
    base = {
        rep.id: {
            name: model.BASE_LEVEL + ability[rep.id] + roll.gauss(0, model.OWN_SD)
            for name in model.COMPETENCIES
        }
        for rep in reps
    }
    habit = {rep.id: roll.gauss(0, model.TALK_HABIT_SD) for rep in reps}
    return Skills(start, ability, base, habit, {rep.id: rep.hired_on for rep in reps})
