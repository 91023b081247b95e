"""English questions, with and without punctuation: fronted wh-words, inversion, tags, requests."""

import re
from collections.abc import Sequence
from typing import Literal

from revrise.core.conversations.question import heads_en as heads
from revrise.core.conversations.question import requests_en as requests
from revrise.core.conversations.question import tags_en as tags
from revrise.core.conversations.question import turns_en as turns
from revrise.core.conversations.question.words_en import FILLERS

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[.,;:!?…—\n]|\s-+\s")
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+){0,3}")
# "do you do you", "is is": a false start counts once.
_AGAIN = re.compile(r"\b(\S++(?: \S++){0,2})(?: \1\b)+")
_REACH = 8  # words an inversion in the middle, or a tag, is looked for in


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    marked = "?" in text
    # A writer who closes with a full stop has told us most of it is no question.
    stated = not marked and text.rstrip().endswith((".", "!"))
    asked = [" ".join(words) for words in _clauses(text) if _asks(words, stated=stated)]
    if not asked and not marked:
        return None
    return "open" if any(map(_is_open, asked)) else "closed"


def _clauses(text: str) -> list[list[str]]:
    """The words of each clause, as they would be said at once and without a false start."""
    clauses = filter(None, _CLAUSE.split(text))
    return [_once(words) for clause in clauses if (words := _words(clause))]


def _once(words: list[str]) -> list[str]:
    if len(set(words)) == len(words):
        return words
    return _AGAIN.sub(r"\1", " ".join(words)).split()


def _words(clause: str) -> list[str]:
    words = _WORD.findall(clause)
    return words if FILLERS.isdisjoint(words) else [one for one in words if one not in FILLERS]


def _asks(words: Sequence[str], *, stated: bool) -> bool:
    clause = " ".join(words)
    if _heads(clause) or _requests(clause, words) or _asks_again(clause, words):
        return True
    return not stated and (_tagged(words) or _inside(words) or _on_condition(clause, words))


def _heads(clause: str) -> bool:
    lead = heads.LEAD.match(clause)
    head = clause[lead.end() :] if lead else clause
    first = head.partition(" ")[0]
    if first not in heads.HEADS and first.partition("'")[0] not in heads.HEADS:
        return False
    if heads.ECHO.match(clause):
        return False
    if heads.FRONTED.match(head) and not heads.RELATIVE.match(head):
        return True
    return heads.INVERTED.match(head) is not None


def _requests(clause: str, words: Sequence[str]) -> bool:
    return not requests.ASKERS.isdisjoint(words) and requests.ASKED.search(clause) is not None


def _asks_again(clause: str, words: Sequence[str]) -> bool:
    if clause in tags.ASKED_AGAIN:
        return True
    return len(words) > 1 and words[-1] in tags.PLACED and not tags.PLACES.isdisjoint(words[-3:-1])


def _tagged(words: Sequence[str]) -> bool:
    if len(words) < 2:  # noqa: PLR2004 - a tag hangs on something
        return False
    if words[-1] in {"right", "correct"}:
        return words[-2] not in tags.AGREED
    if words[-2:] == ["or", "not"]:
        return len(words) > 2 and not {"whether", "if", "either"} & set(words)  # noqa: PLR2004
    return words[-1] in tags.ENDS and tags.TAG.match(" ".join(words[-_REACH:])) is not None


def _inside(words: Sequence[str]) -> bool:
    for place in range(1, len(words)):
        if words[place] in turns.TURNERS:
            rest = " ".join(words[place : place + _REACH])
            if turns.CHECKED.match(rest):
                return True
            if words[place - 1] not in turns.UNTURNED and turns.INSIDE.match(rest):
                return True
    return False


def _on_condition(clause: str, words: Sequence[str]) -> bool:
    return not turns.CONDITIONS.isdisjoint(words) and turns.CONDITIONAL.match(clause) is not None


def _is_open(clause: str) -> bool:
    if requests.OPEN_ASK.search(clause):
        return True
    if _asks_again(clause, clause.split()):
        return False
    return requests.OPEN_WH.search(clause) is not None and not requests.FACT.search(clause)
