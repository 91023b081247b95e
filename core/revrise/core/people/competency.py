"""What a seller should be able to do: the spine that joins training, calls and coaching."""

from datetime import datetime

from attrs import field, frozen
from attrs.validators import ge, le

LOWEST, HIGHEST = 1.0, 5.0


@frozen
class Competency:
    """A node of the framework; levels go from 1 to 5, `target` is the level wanted of a rep."""

    id: str
    title_en: str
    title_zh: str
    target: float = field(default=3.5, validator=[ge(LOWEST), le(HIGHEST)])
    parent_id: str | None = None
    version: int = 1


@frozen
class Observation:
    """One level of one competency of one person, seen at one place.

    `level` is 1–5. `utterance`, `start` and `end` point at the words that show it, where there
    are any; `subject_id` is the call or role-play, `assessment_id` the scorecard it came from.
    """

    id: str
    person_id: str
    team_id: str | None
    competency_id: str
    level: float
    at: datetime
    subject_id: str
    assessment_id: str
    criterion: str
    because: str = ""
    utterance: int | None = None
    start: int | None = None
    end: int | None = None
    version: int = 1


FRAMEWORK = (
    Competency("discovery", "Discovery", "需求挖掘"),
    Competency("active-listening", "Active listening", "积极倾听"),
    Competency("objection-handling", "Objection handling", "异议处理"),
    Competency("closing", "Closing", "成交推进"),
    Competency("product-knowledge", "Product knowledge", "产品知识"),
)
