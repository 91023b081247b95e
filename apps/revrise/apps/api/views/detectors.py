"""Which detectors hear calls, and how well they agree with people's labels."""

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
        min_length=1,
        max_length=200,
        description="questions, open-questions, objections, acts, or a kind that only plugins find:"
        " KIND, or KIND:CATEGORY for one of its categories.",
        examples=["questions"],
    ),
]
Share = Annotated[float, Meta(ge=0, le=1)] | None


class Said(View):
    """A text in both languages."""

    en: str
    zh: str


class Detector(View):
    """A detector; of a plugin that tells of none, the plugin alone."""

    id: Annotated[str | None, Meta(description="Of a built-in one its kind.")]
    ref: Annotated[
        str | None,
        Meta(description="id@version; null of a built-in one.", examples=["customer-stories@1"]),
    ]
    version: int | None
    kind: Annotated[str | None, Meta(description="Of the moments it finds.", examples=["question"])]
    label: Said | None
    about: Said | None
    labels: Annotated[dict[str, Said], Meta(description="The categories of its moments.")]
    languages: Annotated[list[str], Meta(description="None: all.", examples=[["en", "zh"]])]
    instead: Annotated[bool, Meta(description="Stands in for the built-in one of its kind.")]
    metrics: Annotated[list[str], Meta(description="Definitions that rest on what it finds.")]
    replaced_by: Annotated[
        list[str], Meta(description="Those in use that stand in for it, in their languages.")
    ]
    plugin: Annotated[str | None, Meta(description="Null: built in.")]
    plugin_name: str
    loaded: Annotated[
        bool,
        Meta(description="False: its plugin failed to load; whether it brings any is not known."),
    ]
    state: Annotated[str, Meta(description="in_use, off or set_aside.", examples=["in_use"])]
    code: Annotated[str, Meta(description="Why it is set aside, as in PLUGINS.md; else empty.")]
    cause: Annotated[str, Meta(description="The same in words, for who may manage plugins.")]
    remedy: Annotated[str, Meta(description="The way out, for who may manage plugins.")]


class Detectors(View):
    """Every detector."""

    items: list[Detector]


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
        Meta(description="Those of plugins that were asked, beside the built-in ones, id@version."),
    ]
    mistakes: Count
    wrong: list[WrongLine]
    act: Annotated[dict[str, Figures] | None, Meta(description="By act; null for other tasks.")] = (
        None
    )
