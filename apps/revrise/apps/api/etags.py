"""Entity tags: the version of a thing, and what a request says about it."""

import re

from revrise.apps.api.problems import Problem
from revrise.core.bilingual import Bilingual

_TAG = re.compile(r'(W/)?"([^"]*)"')
_NEEDED = Bilingual(
    "Send If-Match with the ETag you got when you read it.",
    "请在 If-Match 中带上读取时得到的 ETag。",
)
_MOVED = Bilingual(
    "It has another version by now: read it again and repeat your change.",
    "其版本已变化：请重新读取后再次修改。",
)


def etag(version: int) -> str:
    """The strong tag of a version."""
    return f'"{version}"'


def matches(header: str, version: int) -> bool:
    """If-None-Match (weak comparison): whether the reader has this version already."""
    return header.strip() == "*" or any(tag == str(version) for _, tag in _TAG.findall(header))


def demanded(header: str | None) -> frozenset[str] | None:
    """If-Match: the versions it allows, None for any (`*`). Raises Problem (428) without one.

    Comparison is strong: weak tags never match.
    """
    if header is None:
        raise Problem("precondition-required", _NEEDED)
    if header.strip() == "*":
        return None
    return frozenset(tag for weak, tag in _TAG.findall(header) if not weak)


def moved() -> Problem:
    """Another version than the one demanded."""
    return Problem("stale", _MOVED)
