"""What moved revenue, over one set of deals."""

from attrs import frozen

from revrise.core.attribution.question import Association
from revrise.core.bilingual import Bilingual


@frozen
class Insight:
    """Behaviour beside the win rate of the deals in reach; `estimate` in win-rate points per SD."""

    deals: int
    won: int
    reps: int
    associations: tuple[Association, ...]
    assumptions: tuple[Bilingual, ...]
