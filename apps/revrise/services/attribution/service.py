"""Attribution on what is stored: credit among touches, behaviour beside results."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil
from random import Random
from typing import Any

from attrs import evolve, frozen

from revrise.core.attribution.association import associate, assumptions
from revrise.core.attribution.insight import Insight
from revrise.core.attribution.models import chosen
from revrise.core.attribution.panel import Panel
from revrise.core.attribution.path import Journeys
from revrise.core.attribution.question import Association, Question
from revrise.core.attribution.touch import Journey
from revrise.core.bilingual import Bilingual
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.aggregates import K, enough, parts
from revrise.core.governance.scope import Scope
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.storage import UnitOfWork
from revrise.services.attribution.deal_history import DealHistory
from revrise.services.attribution.deal_panel import DealRow, journeys, panel
from revrise.services.desk import Desk

__all__ = ["Attribution", "Insight"]
_DRAWS = 499
OTHERS = "content: of few people"
_PACE_WEEKS = 26
_ADJUSTED = Bilingual(
    "L1: compared within the same team and the same quarter of opening. Whoever differs in "
    "anything else, ability for instance, may win more for that reason: this is no proof of cause.",
    "L1：在同一团队、同一开单季度内比较。若双方还有其他差异（如个人能力），差距可能由此而来：不能证明因果。",
)


@frozen
class Attribution:
    """Use cases around what moved revenue, over the deals an actor may see."""

    desk: Desk
    catalogue: Catalogue

    def insight(self, by: Actor, *, smallest: float = 0.02, seed: int = 0) -> Insight:
        """Which behaviours go with winning, within team and quarter: grade L1, never more.

        `smallest` is the change of the win rate per SD that would matter. `weeks` of an answer
        that cannot be told yet follows from how many deals closed a week in the last half-year.
        """
        found = self.rows(by)
        rows = [_numbers(row) for row in found]
        question = _question(rows, smallest)
        columns = Panel.of(rows, [row.rep for row in found])
        answers = associate(columns, question, Random(seed)) if rows else ()  # noqa: S311
        weekly = _weekly(found)
        return Insight(
            deals=len(found),
            won=sum(row.won for row in found),
            reps=len({row.rep for row in found}),
            associations=tuple(_timed(each, weekly, len(found)) for each in answers),
            assumptions=(_ADJUSTED, *assumptions(question, clustered=True)[1:]),
        )

    def rows(self, by: Actor) -> list[DealRow]:
        """The closed deals in reach with what their reps had done: what an insight is made of."""
        self.reach(by)
        with self.desk.store.read(by) as work:
            history = self._history(work, by)
            rows = panel(history)
        return _crowded(rows) if history.whole else rows

    def reach(self, by: Actor) -> Scope:
        """Raises Refused for who may see neither deals nor figures over all of them."""
        resource = "deal" if self._may(by, "deal") else "insight"
        return self.desk.scope(by, resource)

    def _history(self, work: UnitOfWork, by: Actor) -> DealHistory:
        """Who sees no deals may still see figures over all of them, where the policy says so."""
        whole = not self._may(by, "deal") and self._may(by, "insight")
        history = DealHistory(self.desk, work, by, whole=whole)
        if whole:
            _crowd({deal["owner_id"] for deal in history.every()})
        return history

    def _may(self, by: Actor, resource: str) -> bool:
        return self.desk.policy.explain(by, resource, "read").allowed

    def credit(self, by: Actor, models: Sequence[str] = ()) -> Mapping[str, Any]:
        """Credit per model and touch channel over the closed deals in reach."""
        self.reach(by)
        with self.desk.store.read(by) as work:
            history = self._history(work, by)
            told = journeys(history)
            owners = {deal["id"]: deal["owner_id"] for deal in history.closed()}
        found = Journeys(_pooled(told, owners) if history.whole else told)
        wanted = chosen(models, self.catalogue.attribution_models())
        return {
            "journeys": len(found.all),
            "conversions": found.conversions,
            "models": {
                model.name: share for model, share in surviving(wanted, lambda m: m.share(found))
            },
        }


def _crowded(rows: list[DealRow]) -> list[DealRow]:
    """The rows without behaviours that only a few people showed, or only a few did not show."""
    shown: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.behaviours.items():
            if value:
                shown.setdefault(name, set()).add(row.rep)
    kept = {name for name, reps in shown.items() if enough(reps) and _others(rows, name)}
    return [
        evolve(row, behaviours={k: v for k, v in row.behaviours.items() if k in kept})
        for row in rows
    ]


def _others(rows: Sequence[DealRow], name: str) -> bool:
    """Whether nobody, or enough people, closed deals without it."""
    without = {row.rep for row in rows if not row.behaviours.get(name)}
    return not without or enough(without)


def _pooled(found: Sequence[Journey], owners: Mapping[str, str]) -> list[Journey]:
    """The journeys with the channels of a few people under one name."""
    users: dict[str, set[str]] = {}
    for journey in found:
        for channel in journey.channels:
            users.setdefault(channel, set()).add(owners[journey.id])
    told = parts(users)
    return [
        evolve(
            journey,
            touches=[
                touch if touch.channel in told else evolve(touch, channel=OTHERS)
                for touch in journey.touches
            ],
        )
        for journey in found
    ]


def _crowd(reps: set[str]) -> None:
    """Figures over a few people would tell of each of them to who may see none of their deals."""
    if reps and not enough(reps):
        raise Refused(
            f"figures over the deals of {len(reps)} people would tell of each of them",
            culprit="insight",
            remedy=f"wait until {K} people have closed deals",
        )


def _numbers(row: DealRow) -> dict[str, float]:
    return {
        "won": float(row.won),
        f"team {row.team}": 1.0,
        f"opened {row.opened}": 1.0,
        **row.behaviours,
    }


def _question(rows: Sequence[dict[str, float]], smallest: float) -> Question:
    """One team and one quarter are what the others are compared with; missing ones become 0."""
    names = sorted({name for row in rows for name in row} - {"won"})
    groups = [[one for one in names if one.startswith(head)] for head in ("team ", "opened ")]
    for row in rows:
        for name in (*groups[0], *groups[1]):
            row.setdefault(name, 0.0)
    behaviours = tuple(one for one in names if one not in groups[0] and one not in groups[1])
    adjust = (*groups[0][1:], *groups[1][1:])
    return Question("won", behaviours, adjust, smallest, draws=_DRAWS)


def _weekly(found: Sequence[DealRow]) -> float:
    newest = max((row.closed_at for row in found), default=None)
    if newest is None:
        return 0.0
    start = newest - timedelta(weeks=_PACE_WEEKS)
    return sum(row.closed_at > start for row in found) / _PACE_WEEKS


def _timed(each: Association, weekly: float, deals: int) -> Association:
    """Only the share of new deals on which the behaviour is known brings an answer nearer."""
    pace = weekly * each.n / deals
    return evolve(each, weeks=ceil(each.more / pace)) if each.more and pace else each
