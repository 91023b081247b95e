"""Points for every course completed."""

from collections.abc import Iterable

from attrs import frozen
from attrs.validators import ge

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.facts import Facts
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition, granted, not_in_force
from revrise.plugins.rewards.effective import effective, iso_day
from revrise.ports import PluginManifest, hookimpl, setting
from revrise.ports.rewards import RewardRule


@frozen
class Config:
    """Settings of the rule."""

    points: int = setting("Points for each course completed", 20, validator=ge(1))
    first_day: str = setting("First day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)
    last_day: str = setting("Last day in force (YYYY-MM-DD, UTC)", "", validator=iso_day)


@frozen
class CourseCompletedRule:
    """Grants once per completed course."""

    definition: RewardRuleDefinition

    def decide(self, facts: Facts) -> Iterable[RewardDecision]:
        """One decision per completed course."""
        for course in facts.courses():
            if self.definition.in_force(course):
                en, zh = course.titled("en"), course.titled("zh")
                reason = Bilingual(f"Completed {en}.", f"完成课程 {zh}。")
                yield granted(self.definition, course, reason)
            else:
                yield not_in_force(self.definition, course)


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id="course-completed", name="Course completed", api="1", config=Config)


@hookimpl
def register_reward_rules(config: Config) -> Iterable[RewardRule]:
    """The rule, with its points."""
    yield CourseCompletedRule(
        RewardRuleDefinition(
            id="course-completed",
            title=Bilingual("Course completed", "完成课程"),
            description=Bilingual(
                "Points for every course completed.", "每完成一门课程即可获得积分。"
            ),
            points=config.points,
            effective=effective(config.first_day, config.last_day),
        )
    )
