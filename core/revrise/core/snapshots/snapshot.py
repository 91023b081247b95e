"""Figures as of a moment, kept so that pages need not compute them."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.core.attribution.insight import Insight
from revrise.core.rewards.leaderboard import Leaderboard

Figure = float | int | None


@frozen
class MetricSnapshot:
    """A team's figures on a day. Money is in minor units of `currency`; None is unknown."""

    id: str
    day: datetime
    team_id: str | None
    as_of: datetime
    currency: str
    figures: Mapping[str, Figure]
    version: int = 1


@frozen
class StoredBoard:
    """The whole leaderboard of a `unit`: a team with those below it, or `everybody`.

    It holds every place: whoever shows it takes out what the reader may not see. `points` are
    those of everybody who entered.
    """

    id: str
    day: datetime
    unit: str
    as_of: datetime
    start: datetime
    end: datetime
    board: Leaderboard
    points: Mapping[str, int]
    version: int = 1


@frozen
class StoredInsight:
    """What moved revenue, as those see it who hold the same roles in the same team.

    `unit` names them; under another version of the policy it is not theirs any more.
    """

    id: str
    day: datetime
    unit: str
    policy_version: int
    as_of: datetime
    insight: Insight
    version: int = 1
