"""The win probability of a lead, and what it would have been in another world."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from revrise.apps.demo import model
from revrise.apps.demo.chance import logistic
from revrise.apps.demo.leads import Lead
from revrise.apps.demo.skills import ACTUAL, Skills, World
from revrise.apps.demo.truth import TrueEffect

_BIAS: Final = {
    model.PRACTICE: "motivation and ability",
    model.COACHING: "low measured skill",
    model.CONFOUNDED_ASSET: "ability",
}
_RANDOMISED: Final = {model.DISCOVERY_COURSE, model.PLACEBO_COURSE, model.HELPFUL_ASSET}


@frozen
class Odds:
    """The equation of `truth.Truth`."""

    skills: Skills
    fit: Mapping[tuple[str, str], float]

    def probability(self, lead: Lead, world: World = ACTUAL) -> float:
        """The probability that a lead is won."""
        return logistic(
            model.INTERCEPT
            + model.TERRITORIES[lead.rep.team_id]
            + model.SOURCES[lead.source]
            + self.fit[lead.product.id, lead.account.industry]
            + self._skill(lead, world)
            + sum(_asset(kind, lead, world) for kind in model.ASSET_EFFECTS)
            + lead.noise
        )

    def _skill(self, lead: Lead, world: World) -> float:
        person, at = lead.rep.id, lead.opened
        skill = sum(
            weight * (self.skills.level(person, competency, at, world) - 3)
            for competency, weight in model.SKILL_WEIGHTS.items()
        )
        away = self.skills.talk_share(person, at) - model.BEST_TALK_SHARE
        return skill - model.TALK_PENALTY * away**2

    def had(self, treatment: str, lead: Lead) -> bool:
        """Whether a treatment had reached the rep when the lead came in, or was used on it."""
        if treatment in model.ASSET_EFFECTS:
            return treatment in lead.assets
        return self.skills.had(treatment, lead.rep.id, lead.opened)

    def effect(
        self, treatment: str, leads: Sequence[Lead], actual: Mapping[str, float]
    ) -> TrueEffect:
        """The true effect of a treatment, by simulating the same leads without it."""
        off, on = World(off=frozenset({treatment})), World(on=frozenset({treatment}))
        without = {lead.id: self.probability(lead, off) for lead in leads}
        treated = [lead for lead in leads if self.had(treatment, lead)]
        everyone = [self.probability(lead, on) - without[lead.id] for lead in leads]
        competency, levels = model.GAINS.get(treatment, (None, 0.0))
        return TrueEffect(
            treatment=treatment,
            competency=competency,
            levels=levels,
            log_odds=model.ASSET_EFFECTS.get(
                treatment, levels * model.SKILL_WEIGHTS.get(competency or "", 0)
            ),
            treated_points=_points([actual[lead.id] - without[lead.id] for lead in treated]),
            everyone_points=_points(everyone),
            treated_deals=len(treated),
            wins_gained=sum(without[lead.id] <= lead.luck < actual[lead.id] for lead in leads),
            randomised=treatment in _RANDOMISED,
            confounded_by=_BIAS.get(treatment),
        )


def _asset(kind: str, lead: Lead, world: World) -> float:
    used = kind in world.on or (kind in lead.assets and kind not in world.off)
    return model.ASSET_EFFECTS[kind] if used else 0.0


def _points(differences: Sequence[float]) -> float:
    return round(100 * sum(differences) / len(differences), 3)
