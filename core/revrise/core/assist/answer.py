"""What a language model said of a call, as kept: points, each with words of the call under it."""

from datetime import datetime

from attrs import frozen

SUMMARY, NEXT_STEPS, ANSWER, RUBRIC = "summary", "next_steps", "answer", "rubric"
OBJECTIONS = "objections"
TASKS = (SUMMARY, NEXT_STEPS, ANSWER, RUBRIC, OBJECTIONS)


@frozen
class Quote:
    """Characters [start, end) of an utterance, found there word for word."""

    utterance: int
    start: int
    end: int


@frozen
class Point:
    """One thing the model says. `about` is the criterion it is of, `level` what it suggests.

    Of an objection `about` is its category, and there is no text but what the buyer said.
    """

    text: str
    quotes: tuple[Quote, ...]
    about: str = ""
    level: int | None = None


@frozen
class ModelAnswer:
    """An answer by a language model, checked by nobody but for its quotes.

    `owner_id` is the rep of the call, `author_id` who asked. `model` and `prompt` say what made
    it. `heard` of `lines` utterances were sent; `dropped` points had no quote that is in the call.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    author_id: str
    at: datetime
    task: str
    model: str
    prompt: str
    points: tuple[Point, ...]
    heard: int
    lines: int
    dropped: int
    usage: int
    question: str = ""
    rubric: str | None = None
    version: int = 1
