"""Attribution on what is stored: credit among touches, behaviour beside results."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from attrs import frozen

from revrise.core.attribution.association import associate, assumptions
from revrise.core.attribution.models import chosen
from revrise.core.attribution.panel import Panel
from revrise.core.attribution.path import Journeys
from revrise.core.attribution.question import Association, Question
from revrise.core.bilingual import Bilingual
from revrise.core.governance.actor import Actor
from revrise.ports.catalogue import Catalogue
from revrise.services.deal_panel import DealPanel
from revrise.services.desk import Desk

_DRAWS = 499


@frozen
class Insight:
    """Behaviour beside the win rate of the deals in reach; `estimate` in win-rate points per SD."""

    deals: int
    won: int
    reps: int
    associations: tuple[Association, ...]
    assumptions: tuple[Bilingual, ...]


@frozen
class Attribution:
    """Use cases around what moved revenue, over the deals an actor may see."""

    desk: Desk
    catalogue: Catalogue

    def insight(self, by: Actor, *, smallest: float = 0.02, seed: int = 0) -> Insight:
        """Which behaviours go with winning, held constant by team: grade L1, never more.

        `smallest` is the change of the win rate per SD that would matter.
        """
        with self.desk.store.read(by) as work:
            found = DealPanel(self.desk, work, by).read()
        teams = sorted({row.team for row in found})[1:]
        behaviours = sorted({name for row in found for name in row.behaviours})
        rows = [
            {
                "won": float(row.won),
                **row.behaviours,
                **{f"team:{team}": float(row.team == team) for team in teams},
            }
            for row in found
        ]
        question = Question(
            "won",
            tuple(behaviours),
            tuple(f"team:{team}" for team in teams),
            smallest,
            draws=_DRAWS,
        )
        panel = Panel.of(rows, [row.rep for row in found])
        answers = associate(panel, question, Random(seed)) if rows else ()  # noqa: S311
        return Insight(
            deals=len(found),
            won=sum(row.won for row in found),
            reps=len({row.rep for row in found}),
            associations=answers,
            assumptions=assumptions(question, clustered=True),
        )

    def credit(self, by: Actor, models: Sequence[str] = ()) -> Mapping[str, Any]:
        """Credit per model and touch channel over the closed deals in reach."""
        with self.desk.store.read(by) as work:
            journeys = Journeys(DealPanel(self.desk, work, by).journeys())
        return {
            "journeys": len(journeys.all),
            "conversions": journeys.conversions,
            "models": {model.name: model.share(journeys) for model in chosen(models)},
        }
