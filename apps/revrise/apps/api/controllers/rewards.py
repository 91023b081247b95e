"""Points, places, and what moved revenue."""

from typing import Any

from revrise.apps.api.jobs import accepted
from revrise.apps.api.lists import offer
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import rewards as views
from revrise.apps.api.views import system
from revrise.apps.api.views.common import Accepted
from revrise.core.governance.rule import where
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.snapshots.snapshot import MetricSnapshot
from revrise.services.attribution.views import association
from revrise.services.jobs.errands import Ask
from revrise.services.rewards.service import SETTLE
from revrise.services.snapshots.taking import TAKE

REWARDS, ATTRIBUTION = "Rewards", "Attribution"
LEDGER = Resource(
    LedgerPosting, "ledger_entry", "ledger", "ledger entry", "ledger entries", REWARDS,
    views.Entry, filters=("person_id", "team_id", "rule", "points", "at"),
    sorts=("id", "at", "points"), order="-at", only=where(wallet=True),
)  # fmt: skip
SNAPSHOTS = Resource(
    MetricSnapshot, "metric_snapshot", "snapshots", "snapshot", "snapshots", ATTRIBUTION,
    system.Snapshot, filters=("team_id", "day"), sorts=("id", "day"), order="-day",
)  # fmt: skip
offer(LEDGER)
offer(SNAPSHOTS)


@operation("GET /v1/leaderboard", tag=REWARDS, needs="ledger_entry:read", answer=views.Board)
def show_leaderboard(context: Context, query: views.BoardQuery) -> Any:
    """Show the leaderboard.

    Places over the last weeks with their intervals, of the people you may see.
    """
    found = context.app.rewards.leaderboard(context.by, query.team_id, query.weeks)
    return {
        "start": found.start,
        "end": found.end,
        "entrants": found.board.entrants,
        "opted_out": found.board.opted_out,
        "places": [
            {
                "person_id": one.person_id,
                "person": found.names.get(one.person_id, one.person_id),
                "place": one.place,
                "first": one.first,
                "last": one.last,
                "score": one.score,
                "points": found.points.get(one.person_id, 0),
            }
            for one in found.board.places
        ],
    }


@operation(
    "POST /v1/rewards:run",
    tag=REWARDS,
    needs="ledger_entry:grant",
    answer=Accepted,
    status=202,
)
def run_rewards(context: Context) -> Answer:
    """Apply the reward rules.

    To every fact; what was granted before is not granted again.
    """
    ask = Ask(SETTLE, "ledger_entry", "grant", {})
    return accepted(context.app.errands.ask(ask, context.by))


@operation("GET /v1/attribution/insight", tag=ATTRIBUTION, needs="deal:read", answer=views.Insight)
def show_insight(context: Context, query: views.InsightQuery) -> Any:
    """Show which behaviours go with winning.

    Within team and quarter of opening: association, no proof of cause.
    """
    found = context.app.attribution.insight(context.by, smallest=query.smallest)
    return {
        "deals": found.deals,
        "won": found.won,
        "reps": found.reps,
        "associations": [association(one) for one in found.associations],
        "assumptions": [one.of(context.language) for one in found.assumptions],
    }


@operation("GET /v1/attribution/credit", tag=ATTRIBUTION, needs="deal:read", answer=views.Credit)
def show_credit(context: Context, query: views.CreditQuery) -> Any:
    """Show credit among touches.

    Per model and channel over the closed deals in reach.
    """
    return context.app.attribution.credit(context.by, query.model)


@operation(
    "POST /v1/attribution/insight:refresh",
    tag=ATTRIBUTION,
    needs="plugin:manage",
    answer=Accepted,
    status=202,
)
def refresh_insight(context: Context) -> Answer:
    """Compute the stored figures again.

    Those that pages show, with the moment they were true.
    """
    ask = Ask(TAKE, "plugin", "manage", {})
    return accepted(context.app.errands.ask(ask, context.by))
