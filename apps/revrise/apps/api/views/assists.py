"""What language models answered, as the API shows it and is asked for it."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, Version, View

Task = Annotated[
    str,
    Meta(
        pattern="^(summary|next_steps|answer|rubric|objections)$",
        description="A summary, next steps, the answer to `question`, levels of `rubric`, or the "
        "buyer's objections.",
        examples=["summary"],
    ),
]


class ModelQuote(View):
    """Characters [start, end) of an utterance, found there word for word."""

    utterance: int
    start: int
    end: int


class ModelPoint(View):
    """One thing the model says, with the words of the call under it."""

    text: str
    quotes: list[ModelQuote]
    about: Annotated[
        str, Meta(description="The criterion it is of, for a rubric; the category of an objection.")
    ] = ""
    level: int | None = None


class ModelAnswer(View):
    """By a language model, not checked: only its quotes are known to be in the call."""

    id: str
    version: Version
    call_id: str | None = None
    owner_id: Annotated[str | None, Meta(description="The rep of the call.")] = None
    team_id: str | None = None
    author_id: Annotated[str | None, Meta(description="Who asked.")] = None
    at: datetime | None = None
    task: str | None = None
    model: str | None = None
    prompt: Annotated[str | None, Meta(description="Version of the instructions.")] = None
    points: list[ModelPoint] | None = None
    heard: Annotated[int | None, Meta(description="Utterances that were sent.")] = None
    lines: Annotated[int | None, Meta(description="Utterances of the call.")] = None
    dropped: Annotated[int | None, Meta(description="Points without a quote in the call.")] = None
    usage: Annotated[int | None, Meta(description="What the model counted, both ways.")] = None
    question: str | None = None
    rubric: str | None = None


class DetectedObjection(View):
    """An objection that detectors hear and the model does not name."""

    utterance: Count
    category: str


class ModelComparison(View):
    """Objections of a model beside the detectors', by number of the line.

    Each list is null for another task, and where the words may not be coached on now.
    """

    answer: str
    call_id: str
    task: str
    heard: Annotated[int, Meta(ge=0, description="Utterances that were sent: only of those.")]
    both: Annotated[
        list[Count] | None, Meta(description="The model's lines in which detectors hear one too.")
    ]
    model_alone: Annotated[list[Count] | None, Meta(description="The model's other lines.")]
    detectors_alone: list[DetectedObjection] | None


class NewQuestion(Command):
    """What to ask a language model about a call."""

    task: Task
    question: Annotated[str, Meta(max_length=500, examples=["What does the buyer fear?"])] = ""
    rubric: Annotated[str, Meta(max_length=160, examples=["discovery@1"])] = ""
