"""A file of labelled transcripts to figures of how well the detectors do on it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from revrise.core.conversations import labels
from revrise.core.conversations.evaluation import Task, evaluate
from revrise.core.errors import Invalid

_LONGEST = 64 << 20  # bytes of one line: a call of 100,000 utterances with timed words


def evaluate_file(path: Path, task: Task) -> dict[str, Any]:
    """The figures of `evaluation.evaluate` for a file of JSON lines; blank lines are left out.

    Reads line by line. Raises Invalid naming file and line for what is no labelled transcript,
    and for a file in which nothing is labelled for this task.
    """
    if not path.is_file():
        raise Invalid("no such file", culprit=str(path), remedy="check the path")
    with path.open("rb") as stream:
        found = evaluate(task, _read(stream, path.name))
    if not found["n"]:
        raise Invalid(
            f"nothing in it is labelled for {task}",
            culprit=str(path),
            remedy="see docs/quality.md for labelled sets",
        )
    return found


def _read(stream: BinaryIO, name: str) -> Iterator[labels.Labelled]:
    number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > _LONGEST:
            raise _wrong(place, f"a line of more than {_LONGEST >> 20} MB")
        if line.strip():
            yield labels.parse(_document(line, place), place)


def _document(line: bytes, place: str) -> object:
    try:
        document: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _wrong(place, "this is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(place, "this is not JSON") from error
    return document


def _wrong(place: str, problem: str) -> Invalid:
    return Invalid(problem, culprit=place, remedy="one labelled transcript a line, as JSON")
