"""A plan under way, and calls that were scored."""

from datetime import timedelta
from typing import Any

from tests.services.conftest import NOW, PEOPLE
from tests.services.test_coaching_service import agreed

from revrise.core.coaching.plan import Action, Plan
from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.scorecard import CriterionScore, total

DUE = NOW + timedelta(weeks=4)
ACTIONS = (Action("course", "c1", "Asking", DUE), Action("one_on_one", "o1", "1:1", DUE))
PLAN = Plan("plan_1", "n1", "north", "coach", "discovery", 2.0, 3.5, ACTIONS,
            NOW - timedelta(days=5), DUE, "accepted")  # fmt: skip
TEAM = {person.id: person.team_id for person in PEOPLE}


def scored(name: str, rep: str, level: int, day: int, share: float = 0.5) -> list[Any]:
    at = NOW - timedelta(days=day)
    card = total("r@1", "plugin:r", [CriterionScore("c", "discovery", 1, level, "so")])
    return [
        Call(
            name,
            name,
            rep,
            TEAM[rep],
            at,
            "en",
            name,
            state="analysed",
            participants=("A",),
            metrics={"talk_share": Metric("talk_share/B@1", "ratio", share, "words", 2)},
        ),
        Assessment(f"a-{name}", name, rep, TEAM[rep], at, "r@1", card.score, card),
        *agreed(name, rep, "A"),
    ]
