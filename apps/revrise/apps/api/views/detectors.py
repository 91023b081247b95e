"""How well the detectors agree with people's labels."""

from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View

_LABELS = (
    '{"schema": "revrise.transcript/1", "language": "en", "speakers": [{"ref": "B", "side": '
    '"buyer"}], "utterances": [{"speaker": "B", "text": "what does it cost", "labels": '
    '{"question": true, "open": false, "objection": null, "act": "question"}}]}\n'
)
Task = Annotated[
    str,
    Meta(
        pattern="^(questions|open-questions|objections|acts)$",
        description="questions, open-questions, objections or acts.",
        examples=["questions"],
    ),
]
Share = Annotated[float, Meta(ge=0, le=1)] | None


class EvaluateDetectors(Command):
    """A labelled set; nothing of it is kept."""

    labels: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=8 << 20,
            description="JSON lines, each a transcript whose utterances carry labels.",
            examples=[_LABELS],
        ),
    ]
    task: Task
    wrong: Annotated[
        int, Meta(ge=0, le=500, description="So many of the lines it got wrong.", examples=[20])
    ] = 100


class Figures(View):
    """Precision, recall, F1 with its 95 % interval; null where there is nothing to divide by."""

    n: Annotated[int, Meta(ge=0, description="Labelled utterances.")]
    positives: Annotated[int, Meta(ge=0, description="Positive labels among them.")]
    precision: Share
    recall: Share
    f1: Share
    ci95: list[float] | None


class WrongLine(View):
    """One decision that a detector got wrong."""

    line: Annotated[int, Meta(ge=1, description="Of the labelled set.")]
    utterance: Annotated[int, Meta(ge=0, description="In the transcript, by time.")]
    language: str
    what: Annotated[str, Meta(description="The task; of acts the act.")]
    error: Annotated[str, Meta(description="missed or false-alarm.")]
    text: str


class Evaluation(Figures):
    """The figures over all, by language, and what was got wrong."""

    task: Task
    language: dict[str, Figures]
    detectors: Annotated[
        list[str],
        Meta(description="Those of plugins that were asked beside the built-in ones, id@version."),
    ]
    mistakes: Count
    wrong: list[WrongLine]
