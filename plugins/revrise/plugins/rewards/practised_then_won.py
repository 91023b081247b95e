"""Points for a deal won soon after practising: the loop from training to result."""

from collections.abc import Iterable
from datetime import timedelta

from attrs import frozen
from attrs.validators import ge

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.facts import CourseCompleted, DealWon, Facts, RolePlayPassed
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

Practice = CourseCompleted | RolePlayPassed


@frozen
class Config:
    """Settings of the rule."""

    points: int = setting("Points for a deal won after practice", 50, validator=ge(1))
    days: int = setting("Longest time from practice to win, in days", 30, validator=ge(1))
    competency: str = setting("Competency the practice must train; empty for any", "")
    first_day: str = setting("First day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)
    last_day: str = setting("Last day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)


@frozen
class PractisedThenWonRule:
    """Grants once per deal won within `days` after a passed role-play or a completed course.

    The practice must train `competency` where one is given. The latest practice that counts is
    named as evidence; one practice may serve several deals.
    """

    definition: RewardRuleDefinition
    days: int
    competency: str = ""

    def decide(self, facts: Facts) -> Iterable[RewardDecision]:
        """One decision per deal won."""
        practice = [one for one in facts.practice() if self._trains(one)]
        for deal in facts.won():
            before = [one for one in practice if one.at <= deal.at]
            yield self._one(deal, before[-1] if before else None)

    def _trains(self, practice: Practice) -> bool:
        return not self.competency or self.competency in practice.competencies

    def _one(self, deal: DealWon, last: Practice | None) -> RewardDecision:
        if not self.definition.in_force(deal):
            return not_in_force(self.definition, deal)
        if last is None:
            return refused(self.definition, deal, self._none(), self._next())
        if deal.at - last.at > timedelta(days=self.days):
            return refused(self.definition, deal, self._late(deal, last), self._next())
        return granted(self.definition, deal, _because(deal, last), last)

    def _none(self) -> Bilingual:
        en, zh = self._on()
        return Bilingual(f"No practice{en} before the win.", f"赢单前没有{zh}练习。")

    def _late(self, deal: DealWon, last: Practice) -> Bilingual:
        gap, (en, zh) = (deal.at - last.at).days, self._on()
        return Bilingual(
            f"The last practice{en} was {gap} days before the win; the limit is {self.days}.",
            f"最近一次{zh}练习在赢单前 {gap} 天，上限为 {self.days} 天。",
        )

    def _next(self) -> Bilingual:
        en, zh = self._on()
        return Bilingual(
            f"Pass a role-play or complete a course{en}; deals won within {self.days} days of it "
            "earn points.",
            f"请通过一次{zh}角色扮演或完成一门{zh}课程；其后 {self.days} 天内赢单可获得积分。",
        )

    def _on(self) -> tuple[str, str]:
        return (f" on {self.competency}", f" {self.competency} ") if self.competency else ("", "")


def _because(deal: DealWon, last: Practice) -> Bilingual:
    gap = (deal.at - last.at).days
    role_play = isinstance(last, RolePlayPassed)
    en, zh = ("passing role-play", "通过角色扮演") if role_play else ("completing", "完成课程")
    return Bilingual(
        f"Won deal {deal.called} {gap} days after {en} {last.called}.",
        f"{zh} {last.called} 后 {gap} 天赢得商机 {deal.called}。",
    )


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(
        id="practised-then-won", name="Practised, then won", api="1", config=Config
    )


@hookimpl
def register_reward_rules(config: Config) -> Iterable[RewardRule]:
    """The rule, with its points, days and competency."""
    definition = RewardRuleDefinition(
        id="practised-then-won",
        title=Bilingual("Practised, then won", "先练后赢"),
        description=Bilingual(
            "Points for a deal won soon after practising.", "练习后不久赢单即可获得积分。"
        ),
        points=config.points,
        effective=effective(config.first_day, config.last_day),
    )
    yield PractisedThenWonRule(definition, config.days, config.competency)
