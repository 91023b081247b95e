"""A file of labelled transcripts, one a line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from revrise.core.conversations import labels
from revrise.core.conversations.transcript import SCHEMA
from revrise.core.errors import Invalid

_LONGEST = 64 << 20  # bytes of one line: a call of 100,000 utterances with timed words
EXAMPLE = (
    '{"schema": "revrise.transcript/1", "language": "en", "speakers": [{"ref": "B", "side": '
    '"buyer"}], "utterances": [{"speaker": "B", "text": "…", "labels": {"question": true}}]}'
)


def existing(path: Path) -> Path:
    """The path, if there is a file; else raises Invalid."""
    if not path.is_file():
        raise Invalid("no such file", culprit=str(path), remedy="check the path")
    return path


def transcripts(
    stream: BinaryIO, name: str, lines: list[int], own: labels.Own | None = None
) -> Iterator[labels.Labelled]:
    """One after the other; `lines` ends with the number of the last one's line.

    Labels of `own` kinds of plugins are checked too.

    Blank lines are left out. Raises Invalid naming `name` and line for what is none.
    """
    number = 0
    while line := stream.readline(_LONGEST + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > _LONGEST:
            raise _wrong(place, f"a line of more than {_LONGEST >> 20} MB")
        if line.strip():
            lines[:] = [number]
            yield labels.parse(_document(line, place), place, own or {})


def _document(line: bytes, place: str) -> object:
    try:
        document: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _wrong(place, "this is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(place, "this is not JSON") from error
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        raise _wrong(place, f'this has no "schema": "{SCHEMA}"')
    return document


def _wrong(place: str, problem: str) -> Invalid:
    remedy = f"one labelled transcript a line, like {EXAMPLE}; see docs/quality.md"
    return Invalid(problem, culprit=place, remedy=remedy)
