"""What a trained model finds in the transcripts of a file, and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.learned.finding import Found, explained
from revrise.core.conversations.learned.model import LinearModel
from revrise.core.conversations.learned.model_json import MOST_BYTES, parse
from revrise.services.detectors.labelled_file import existing, transcripts


def explain_file(model: Path, calls: Path) -> Iterator[dict[str, Any]]:
    """Each line found, with the signs that spoke for it, call after call.

    `line` is that of the file; utterances count from 0 in the order of their times. Raises Invalid
    naming the file for what is no model, and file and line for what is no transcript.
    """
    with existing(model).open("rb") as file:
        learned = parse(file.read(MOST_BYTES + 1), str(model))
    return _explained(learned, existing(calls))


def _explained(model: LinearModel, calls: Path) -> Iterator[dict[str, Any]]:
    lines: list[int] = []
    with calls.open("rb") as stream:
        for one in transcripts(stream, calls.name, lines):
            for found in explained(model, one.transcript):
                yield _told(found, one, lines[-1])


def _told(found: Found, one: Labelled, line: int) -> dict[str, Any]:
    span = found.moment.span
    text = one.transcript.utterances[span.utterance].text
    return {
        "line": line,
        "utterance": span.utterance,
        "label": found.moment.label,
        "above": round(found.above, 4),
        "words": text[span.start : span.end],
        "because": [list(pair) for pair in found.because],
        "text": text,
    }
