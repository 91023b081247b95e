"""Points for every deal won, from a smallest value on."""

from collections.abc import Iterable

from attrs import frozen
from attrs.validators import ge

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.facts import DealWon, Facts
from revrise.core.rewards.rule import (
    RewardDecision,
    RewardRuleDefinition,
    granted,
    not_in_force,
    refused,
)
from revrise.plugins.rewards.effective import effective, iso_day
from revrise.ports import PluginManifest, hookimpl, setting
from revrise.ports.rewards import RewardRule


@frozen
class Config:
    """Settings of the rule."""

    points: int = setting("Points for each deal won", 100, validator=ge(1))
    smallest_value: int = setting(
        "Smallest deal value that counts, in whole units of its currency", 0, validator=ge(0)
    )
    first_day: str = setting("First day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)
    last_day: str = setting("Last day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)


@frozen
class DealWonRule:
    """Grants once per deal won whose value is known to be large enough."""

    definition: RewardRuleDefinition
    smallest_value: int = 0

    def decide(self, facts: Facts) -> Iterable[RewardDecision]:
        """One decision per deal won."""
        for deal in facts.won():
            yield self._one(deal)

    def _one(self, deal: DealWon) -> RewardDecision:
        if not self.definition.in_force(deal):
            return not_in_force(self.definition, deal)
        if self.smallest_value and deal.value is None:
            return refused(self.definition, deal, _NO_VALUE, _ENTER_VALUE)
        if deal.value is not None and deal.value.amount < self.smallest_value:
            return refused(self.definition, deal, self._too_small(deal), _AIM_HIGHER)
        worth = "" if deal.value is None else f" ({deal.value})"
        reason = Bilingual(f"Won deal {deal.called}{worth}.", f"赢得商机 {deal.called}{worth}。")
        return granted(self.definition, deal, reason)

    def _too_small(self, deal: DealWon) -> Bilingual:
        least = f"{self.smallest_value:,}"
        return Bilingual(
            f"The deal's value {deal.value} is below {least}.",
            f"商机金额 {deal.value} 低于 {least}。",
        )


_NO_VALUE = Bilingual("The deal has no value.", "该商机没有金额。")
_ENTER_VALUE = Bilingual("Enter the deal's value.", "请填写商机金额。")
_AIM_HIGHER = Bilingual(
    "Deals from the smallest value on earn points.", "达到最低金额的商机可获得积分。"
)


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id="deal-won", name="Deal won", api="1", config=Config)


@hookimpl
def register_reward_rules(config: Config) -> Iterable[RewardRule]:
    """The rule, with its points."""
    definition = RewardRuleDefinition(
        id="deal-won",
        title=Bilingual("Deal won", "赢单"),
        description=Bilingual("Points for every deal won.", "每赢得一个商机即可获得积分。"),
        points=config.points,
        effective=effective(config.first_day, config.last_day),
    )
    yield DealWonRule(definition, config.smallest_value)
