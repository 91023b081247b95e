"""English questions, with and without punctuation: fronted wh-words, inversion, tags, requests."""

import re
from collections.abc import Sequence
from typing import Literal

from revrise.core.conversations import question_patterns_en as wording

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[.,;:!?…—\n]+|\s-+\s")
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+){0,3}")
# "do you do you", "is is": a false start counts once.
_AGAIN = re.compile(r"\b(\S+(?: \S+){0,2})(?: \1\b)+")
_REACH = 8  # words an inversion in the middle, or a tag, is looked for in


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    marked = "?" in text
    # A writer who closes with a full stop has told us most of it is no question.
    stated = not marked and text.rstrip().endswith((".", "!"))
    asked = [clause for clause in _clauses(text) if _asks(clause, stated=stated)]
    if not asked and not marked:
        return None
    return "open" if any(map(_is_open, asked)) else "closed"


def _clauses(text: str) -> list[str]:
    clauses = (" ".join(_WORD.findall(clause)) for clause in _CLAUSE.split(text))
    return [_AGAIN.sub(r"\1", clause) for clause in clauses if clause]


def _asks(clause: str, *, stated: bool) -> bool:
    words = clause.split()
    if _heads(clause) or _requests(clause, words):
        return True
    return not stated and (_tagged(words) or _inside(words))


def _heads(clause: str) -> bool:
    lead = wording.LEAD.match(clause)
    head = clause[lead.end() :] if lead else clause
    if head.partition(" ")[0].partition("'s")[0] not in wording.HEADS:
        return False
    if wording.ECHO.match(clause):
        return False
    if wording.FRONTED.match(head) and not wording.RELATIVE.match(head):
        return True
    return wording.INVERTED.match(head) is not None


def _requests(clause: str, words: Sequence[str]) -> bool:
    return not wording.ASKERS.isdisjoint(words) and wording.ASKED.search(clause) is not None


def _tagged(words: Sequence[str]) -> bool:
    if len(words) < 2:  # noqa: PLR2004 - a tag hangs on something
        return False
    if words[-1] in {"right", "correct"}:
        return words[-2] not in wording.AGREED
    if words[-2:] == ["or", "not"]:
        return len(words) > 2 and not {"whether", "if", "either"} & set(words)  # noqa: PLR2004
    return wording.TAG.match(" ".join(words[-_REACH:])) is not None


def _inside(words: Sequence[str]) -> bool:
    for place in range(1, len(words)):
        if words[place] in wording.TURNERS:
            rest = " ".join(words[place : place + _REACH])
            if wording.CHECKED.match(rest):
                return True
            if words[place - 1] not in wording.UNTURNED and wording.INSIDE.match(rest):
                return True
    return False


def _is_open(clause: str) -> bool:
    if wording.OPEN_ASK.search(clause):
        return True
    return wording.OPEN_WH.search(clause) is not None and not wording.FACT.search(clause)
