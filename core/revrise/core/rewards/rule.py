"""What a reward rule is, and what it decides: points or not, and why."""

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Invalid
from revrise.core.period import Period
from revrise.core.rewards.facts import Fact


def whole(_: object, attribute: object, value: int) -> None:
    """Validator of points: an int of zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        name = getattr(attribute, "name", "points")
        raise Invalid(f"{value!r} is not a whole number of points, zero or more", culprit=name)


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(ids)


@frozen
class RewardRuleDefinition:
    """A rule and the edition of it; only facts within `effective` can earn points.

    `id` and `version` together name an edition (`deal-won@1`); a change of points or conditions
    is a new version. `trackers` are the ids of trackers whose hits it looks at.
    """

    id: str
    title: Bilingual
    description: Bilingual
    points: int = field(validator=whole)
    version: int = 1
    effective: Period = field(factory=Period)
    trackers: tuple[str, ...] = field(converter=_ids, default=())

    @property
    def ref(self) -> str:
        """The edition: `deal-won@1`."""
        return f"{self.id}@{self.version}"

    def in_force(self, fact: Fact) -> bool:
        """Whether the fact falls within the effective period."""
        return fact.at in self.effective


@frozen
class RewardDecision:
    """Points for a fact, or none, and why.

    `source_id` is the fact it is about, `evidence` every fact it rests on, `at` when that fact
    happened. `following` says what to do next. Raises Invalid for a grant without points, a
    refusal with points, or an empty reason.
    """

    rule: RewardRuleDefinition
    person_id: str
    source_id: str
    at: datetime
    granted: bool
    points: int = field(validator=whole)
    reason: Bilingual
    evidence: tuple[str, ...] = field(converter=_ids, default=())
    following: Bilingual | None = None

    def __attrs_post_init__(self) -> None:
        if self.granted != (self.points > 0):
            raise Invalid("a grant has points and a refusal has none", culprit=self.source_id)
        if not (self.reason.en.strip() and self.reason.zh.strip()):
            raise Invalid("a decision needs a reason in both languages", culprit=self.source_id)


def granted(
    rule: RewardRuleDefinition, fact: Fact, reason: Bilingual, *evidence: Fact
) -> RewardDecision:
    """The rule's points for a fact, resting on it and on `evidence`."""
    return RewardDecision(
        rule=rule,
        person_id=fact.person_id,
        source_id=fact.id,
        at=fact.at,
        granted=True,
        points=rule.points,
        reason=reason,
        evidence=(fact.id, *(other.id for other in evidence)),
    )


def refused(
    rule: RewardRuleDefinition, fact: Fact, reason: Bilingual, following: Bilingual
) -> RewardDecision:
    """No points for a fact: why not, and what next."""
    return RewardDecision(
        rule=rule,
        person_id=fact.person_id,
        source_id=fact.id,
        at=fact.at,
        granted=False,
        points=0,
        reason=reason,
        evidence=(fact.id,),
        following=following,
    )


def not_in_force(rule: RewardRuleDefinition, fact: Fact) -> RewardDecision:
    """The refusal of a fact outside the effective period."""
    day = fact.at.date().isoformat()
    return refused(
        rule,
        fact,
        Bilingual(
            f"The rule was not in force on {day}.",
            f"该规则在 {day} 尚未生效或已失效。",
        ),
        Bilingual(
            "Ask enablement which rules are in force now.", "请向赋能团队了解当前生效的规则。"
        ),
    )
