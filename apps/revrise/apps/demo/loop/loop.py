"""The loop on the demo company: pipeline, rewards, gaps, plans, attribution."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import Writer
from revrise.apps.demo.loop.calls import count_calls
from revrise.apps.demo.loop.evening import evening
from revrise.apps.demo.loop.plans import Proposed, propose
from revrise.apps.demo.loop.rollouts import RolloutEffect, effects
from revrise.apps.demo.loop.talk import talk
from revrise.apps.demo.people import SELLING
from revrise.ports.storage import View
from revrise.services.attribution.service import Insight
from revrise.services.coaching.gaps import GapView
from revrise.services.rewards.service import RewardRun, Standing

_GAPS, _CANDIDATES, _PLANS = 5, 30, 3


@frozen
class Loop:
    """What one pass found. `boards` holds a leaderboard a team, by the team's name."""

    pipeline: Mapping[str, Any]
    rewards: RewardRun
    ledger: Sequence[View]
    boards: Mapping[str, Standing]
    gaps: tuple[GapView, ...]
    plans: tuple[Proposed, ...]
    insight: Insight
    rollouts: tuple[RolloutEffect, ...]
    credit: Mapping[str, Any]
    calls: Mapping[str, Any]
    changed: bool


def run(app: RevRise, company: Company, tell: Callable[[str], None] = lambda _: None) -> Loop:
    """Runs it as the owner; plans are proposed by coaches. A second run finds the same."""
    owner, known = app.actor(), Known.read(Writer(app))
    tell("rewards, gaps and plans")
    rewards = app.rewards.run(owner)
    boards = {team.name: app.rewards.leaderboard(owner, known.teams[team.id]) for team in SELLING}
    gaps = app.gaps.widest(owner, limit=_CANDIDATES)
    plans = propose(app, company, known.people, gaps, _PLANS)
    talk(app, company, known.people)
    tell("what people are told, and what moved revenue")
    evening(app)
    return Loop(
        pipeline=app.pipeline.report(owner),
        rewards=rewards,
        ledger=app.rewards.ledger(owner),
        boards=boards,
        gaps=tuple(gaps[:_GAPS]),
        plans=plans,
        insight=app.attribution.insight(owner),
        rollouts=effects(app.desk, owner, company, known.people),
        credit=app.attribution.credit(owner),
        calls=count_calls(app.desk, owner),
        changed=bool(rewards.granted or rewards.reversed or any(one.new for one in plans)),
    )
