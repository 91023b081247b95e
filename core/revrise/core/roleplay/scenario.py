"""The brief of a practice call: who the buyer is, what they object to, how it is judged."""

from attrs import frozen


@frozen
class Scenario:
    """`rubric` is the id of the rubric that scores it; `pass_mark` a score from 1 to 5."""

    id: str
    title: str
    persona: str
    brief: str
    objections: tuple[str, ...]
    rubric: str
    competency_id: str
    language: str = "en"
    pass_mark: float = 3.0
    state: str = "published"
    version: int = 1
