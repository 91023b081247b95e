"""Reward rules: pure decisions on what people did."""

from collections.abc import Iterable
from typing import Protocol

from revrise.core.rewards.facts import Facts
from revrise.core.rewards.rule import RewardDecision, RewardRuleDefinition


class RewardRule(Protocol):
    """Turns the facts of one person into decisions.

    Pure: the same facts give the same decisions, in whatever order the facts come; no clock,
    randomness, network or storage.
    """

    @property
    def definition(self) -> RewardRuleDefinition:
        """Id, version, title, points and effective period."""
        ...

    def decide(self, facts: Facts) -> Iterable[RewardDecision]:
        """At most one decision per source fact.

        Refusals are included, saying why not and what next, for every fact the rule is about.
        Facts outside the effective period earn nothing. Withdrawals are the host's business: it
        asks again without what was withdrawn and reverses points that no longer stand.
        """
        ...
