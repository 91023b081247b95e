"""Pairs of a person's and the machine's level, from a file of JSON lines."""

import json
from typing import Any, Final

from revrise.core.errors import Invalid
from revrise.core.scoring.bands import HIGHEST, LOWEST
from revrise.core.scoring.figures import Pair

_TEXTS: Final = ("call", "criterion", "language")
_MOST: Final = 200_000


def read_pairs(text: str, name: str) -> list[Pair]:
    """One pair a line: call, criterion, language, human, machine; coach and blind if known.

    `blind` is true unless it says otherwise. Raises Invalid naming the line.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > _MOST:
        raise Invalid(f"more than {_MOST} lines", culprit=name, remedy="give fewer")
    return [_pair(line, f"{name}: line {number}") for number, line in lines]


def _pair(line: str, place: str) -> Pair:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"no JSON: {error}", culprit=place) from None
    if not isinstance(found, dict):
        raise Invalid("must be an object", culprit=place)
    texts = [_text(found, key, place) for key in _TEXTS]
    human, machine = (_level(found, key, place) for key in ("human", "machine"))
    coach, blind = found.get("coach", ""), found.get("blind", True)
    if not isinstance(coach, str) or not isinstance(blind, bool):
        raise Invalid("coach must be a text and blind true or false", culprit=place)
    return Pair(texts[0], texts[1], texts[2], human, machine, coach, blind)


def _text(found: dict[str, Any], key: str, place: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Invalid("must be a text", culprit=f"{place}: {key}")
    return value


def _level(found: dict[str, Any], key: str, place: str) -> float:
    value = found.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid("must be a number", culprit=f"{place}: {key}")
    if not LOWEST <= value <= HIGHEST:
        raise Invalid(f"must be {LOWEST} to {HIGHEST}", culprit=f"{place}: {key}")
    return value
