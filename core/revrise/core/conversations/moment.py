"""A place in a call that matters: a question, an objection, a commitment, a tracker hit."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, frozen


@frozen
class Span:
    """Characters [start, end) of the text of one utterance, by its index in the transcript."""

    utterance: int
    start: int
    end: int


@frozen
class Moment:
    """`kind` is question | objection | commitment | tracker | topic …; `label` its category.

    `data` holds what the kind needs, JSON-able (an objection's handling steps, for instance).
    `by` is the detector (`id@version`) of a plugin that heard it, empty for the built-in ones.
    """

    kind: str
    span: Span
    label: str = ""
    data: Mapping[str, Any] = Factory(dict)
    by: str = ""
