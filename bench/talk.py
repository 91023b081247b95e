"""Sales conversations written for this repository, line by line labelled (docs/quality.md)."""

import json
from collections.abc import Iterator
from pathlib import Path

from revrise.core.conversations import labels
from revrise.core.conversations.labels import Labelled

_FOLDER = Path(__file__).parent / "conversations"


def conversations(part: str, language: str) -> Iterator[Labelled]:
    """Those to learn from (`train`), or those held out (`check`); `en` or `zh`."""
    path = _FOLDER / f"{part}_{language}.jsonl"
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield labels.parse(json.loads(line), f"{path.name}:{number}")
