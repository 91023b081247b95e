"""English questions, with and without punctuation: fronted wh-words, inversion, tags, requests."""

import re
from collections.abc import Callable, Iterator, Sequence
from operator import eq
from typing import Literal

from revrise.core.conversations.question import heads_en as heads
from revrise.core.conversations.question import requests_en as requests
from revrise.core.conversations.question import tags_en as tags
from revrise.core.conversations.question import turns_en as turns
from revrise.core.conversations.question.words_en import FILLERS
from revrise.core.conversations.words.phrases import SYMBOLS

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[.,;:!?…—\n]|\s-+\s")
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+){0,3}")
# Of ASCII without these, tokens are words as they are; so many apostrophes hold one together.
_APOSTROPHES = 3
_ENDS = frozenset(".,;:!?")  # of a clause
_LEFT_OUT = FILLERS | SYMBOLS
# "do you do you", "is is": a false start counts once.
_AGAIN = re.compile(r"\b(\S++(?: \S++){0,2})(?: \1\b)+")
_REACH = 8  # words an inversion in the middle, or a tag, is looked for in


def question(text: str, tokens: Sequence[str]) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded, `tokens` are its own."""
    asks = _how(text, tokens)
    clauses = _written(text) if _joined(text) else _spoken(tokens)
    asked = [" ".join(said) for words in clauses if (said := _once(words)) and asks(said)]
    if not asked and "?" not in text:
        return None
    return "open" if any(map(_is_open, asked)) else "closed"


def _how(text: str, tokens: Sequence[str]) -> Callable[[Sequence[str]], bool]:
    """What a clause must do to ask.

    Whoever closes with a full stop has told us that most of it asks nothing, and with marks
    inside nearly all of it.
    """
    if "?" in text or not text.rstrip().endswith((".", "!")):
        return _asks
    return _by_form if _ENDS.isdisjoint(tokens[:-1]) else _plainly


def _joined(text: str) -> bool:
    """Whether something joins tokens to words, or parts them, that is no token."""
    return not text.isascii() or "-" in text or "\n" in text or text.count("'") > _APOSTROPHES


def _spoken(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words of each clause, where tokens are words."""
    first = 0
    for last in [at for at, one in enumerate(tokens) if one in _ENDS]:
        yield _words(tokens[first:last])
        first = last + 1
    yield _words(tokens[first:])


def _written(text: str) -> Iterator[Sequence[str]]:
    """The same of any text."""
    return map(_words, map(_WORD.findall, _CLAUSE.split(text)))


def _words(tokens: Sequence[str]) -> Sequence[str]:
    if _LEFT_OUT.isdisjoint(tokens):
        return tokens
    return [one for one in tokens if one not in _LEFT_OUT]


def _once(words: Sequence[str]) -> Sequence[str]:
    """Without a false start: up to three words said again at once."""
    if len(set(words)) == len(words):
        return words
    clause = " ".join(words)
    if "'" in clause or "-" in clause or _again(words, 1) or _again(words, 2) or _again(words, 3):
        return _AGAIN.sub(r"\1", clause).split()
    return words


def _again(words: Sequence[str], far: int) -> bool:
    return any(map(eq, words, words[far:]))


def _plainly(words: Sequence[str]) -> bool:
    """Whether a clause asks to be told."""
    return requests.PLAIN.search(" ".join(words)) is not None


def _by_form(words: Sequence[str]) -> bool:
    """Whether a clause begins as a question, or asks to be told or told again."""
    clause = " ".join(words)
    return _heads(clause, words[0]) or _requests(clause, words) or _asks_again(clause, words)


def _asks(words: Sequence[str]) -> bool:
    if _by_form(words) or _tagged(words) or _inside(words):
        return True
    clause = " ".join(words)
    if _on_condition(clause, words):
        return True
    return "or" in words and tags.EITHER.match(clause) is not None


def _heads(clause: str, first: str) -> bool:
    head = clause
    if first in heads.LEADS and (lead := heads.LEAD.match(clause)):
        head = clause[lead.end() :]
        first = head.partition(" ")[0]
    if first not in heads.HEADS and first.partition("'")[0] not in heads.HEADS:
        return False
    fronted = heads.FRONTED.match(head) and not heads.RELATIVE.match(head)
    return bool(fronted or heads.INVERTED.match(head)) and not heads.ECHO.match(clause)


def _requests(clause: str, words: Sequence[str]) -> bool:
    return not requests.ASKERS.isdisjoint(words) and requests.ASKED.search(clause) is not None


def _asks_again(clause: str, words: Sequence[str]) -> bool:
    if clause in tags.ASKED_AGAIN:
        return True
    return words[-1] in tags.PLACED and not tags.PLACES.isdisjoint(words[-3:-1])


def _tagged(words: Sequence[str]) -> bool:
    last = words[-1]
    if last not in tags.ENDS or len(words) < 2:  # noqa: PLR2004 - a tag hangs on something
        return False
    if last in {"right", "correct"}:
        return words[-2] not in tags.AGREED
    if last == "not":
        either = words[-2] != "or" or not {"whether", "if", "either"}.isdisjoint(words)
        return not either and len(words) > 2  # noqa: PLR2004
    return tags.TAG.match(" ".join(words[-_REACH:])) is not None


def _inside(words: Sequence[str]) -> bool:
    if turns.TURNERS.isdisjoint(words):
        return False
    for place in range(1, len(words) - 1):
        if words[place] in turns.TURNERS and _may_turn(*words[place : place + 2]):
            rest = " ".join(words[place : place + _REACH])
            if _turned(_before(words, place), rest):
                return True
    return False


def _before(words: Sequence[str], place: int) -> str:
    """The word before a place; none where it ends what was said: "doing it", "for you"."""
    before = words[place - 1]
    governed = before in {"it", "you"} and place > 1 and words[place - 2] in turns.GOVERNING
    return "" if governed else before


def _turned(before: str, rest: str) -> bool:
    """Whether a question begins with `rest`, after a word."""
    if any(before not in unless and asks.match(rest) for asks, unless in turns.TURNS):
        return True
    return before in turns.BEGINNERS and turns.BEGUN.match(rest) is not None


def _may_turn(turner: str, word: str) -> bool:
    """Whether a question in the middle can begin with these two words."""
    return word in turns.TURNED or turner == "what" or "'" in word or "-" in word


def _on_condition(clause: str, words: Sequence[str]) -> bool:
    return "if" in words and turns.CONDITIONAL.match(clause) is not None


def _is_open(clause: str) -> bool:
    if requests.OPEN_ASK.search(clause):
        return True
    if _asks_again(clause, clause.split()):
        return False
    return requests.OPEN_WH.search(clause) is not None and not requests.FACT.search(clause)
