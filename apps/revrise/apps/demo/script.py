"""What is said in a call and why: the lines behind a transcript, with their true labels."""

from datetime import date
from typing import Final, Literal

from attrs import frozen

from revrise.apps.demo.phrases.book import Side

HANDLING: Final = ("acknowledge", "explore", "answer", "confirm")
_OPEN: Final = frozenset({"open_situation", "open_problem", "open_implication", "explore"})
_CLOSED: Final = frozenset(
    {"closed_situation", "closed_problem", "closed_implication", "confirm", "notice"}
)


@frozen
class Line:
    """One utterance. `category` belongs to objections and answers, `due` to next steps."""

    side: Side
    act: str
    text: str
    start_ms: int
    end_ms: int
    category: str = ""
    due: date | None = None

    @property
    def question(self) -> Literal["open", "closed"] | None:
        """What kind of question the seller asks; None for buyers and for all else."""
        if self.side == "seller" and self.act in _OPEN:
            return "open"
        asks = self.act in _CLOSED or self.text.endswith(("?", "？"))
        return "closed" if self.side == "seller" and asks else None


@frozen
class Behaviour:
    """How a rep talks, as shares and probabilities 0-1; it follows the skill on that day.

    `open_share` of discovery questions; `handling` of each step after an objection; `next_step`
    that one with a date is proposed; `fillers` and `interruptions` per line.
    """

    open_share: float
    talk_share: float
    handling: float
    next_step: float
    fillers: float
    interruptions: float
    gives_notice: bool = True


@frozen
class Setting:
    """Who talks to whom about what, on which day, and for about how long."""

    language: Literal["en", "zh"]
    seller: str
    buyer: str
    product: str
    day: date
    minutes: int
    behaviour: Behaviour
