"""Chinese questions, with and without punctuation: particles, wh-words, A-not-A, requests.

Where a text has marks, they say most: a sentence before ？ asks, one before 。 only if it says so
plainly.
"""

import re
from typing import Literal

from revrise.core.conversations.question import idle_zh as idle
from revrise.core.conversations.question import patterns_zh as wording
from revrise.core.conversations.question.clause_zh import has, without

Kind = Literal["open", "closed"]

_SENTENCE = re.compile(r"([^。!?]+)([。!?]*)")
_CLAUSE = re.compile(r"[，。,.！!？?；;…\n\s]+")


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    if "。" not in text and "?" not in text and "!" not in text:
        return _kind(_asking(text))
    asked = [one for part in _SENTENCE.findall(text) for one in _marked(*part)]
    return _kind(asked) or ("closed" if "?" in text else None)


def _kind(asked: list[str]) -> Kind | None:
    if not asked:
        return None
    return "open" if any(map(wording.OPEN.search, asked)) else "closed"


def _marked(sentence: str, mark: str) -> list[str]:
    """What asks in a sentence with its mark: as said, before ？ all of it, before 。 what must."""
    asking = _asking(sentence)
    if "?" in mark:
        return asking or [sentence]
    return [one for one in asking if wording.STRONG.search(one)] if mark else asking


def _asking(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text) if clause and _asks(clause)]


def _asks(clause: str) -> bool:
    said = frozenset(wording.SIGN.findall(clause))
    if not said:
        return False
    bare = without(wording.TRAILING, clause, clause[-1])
    if _particle(bare) or has(wording.TOPIC, clause, said) or has(wording.SOFTENED, bare, said):
        return True
    return _turned(bare, said) or _cantonese(bare, said) or _wants_to_know(bare, said)


def _particle(clause: str) -> bool:
    ends = clause[-1:] in wording.PARTICLES or "吗" in clause
    return ends and wording.PARTICLE.search(clause) is not None


def _turned(bare: str, said: frozenset[str]) -> bool:
    """By A-not-A."""
    if not has(wording.A_NOT_A, bare, said):
        return False
    return has(wording.A_NOT_A, without(idle.A_NOT_A, bare, said), said)


def _cantonese(bare: str, said: frozenset[str]) -> bool:
    return has(wording.CANTONESE, without(idle.CANTONESE, bare, said), said)


def _wants_to_know(bare: str, said: frozenset[str]) -> bool:
    """By a wh-word, a choice or a request."""
    if wording.REQUESTS.isdisjoint(said) or not _requests(bare, said):
        return False
    rest = without(idle.WH, bare, said)
    return rest == bare or _requests(rest, said)


def _requests(clause: str, said: frozenset[str]) -> bool:
    if has(wording.WH, clause, said) or has(wording.CHOICE, clause, said):
        return True
    return has(wording.ASKED, clause, said) and not idle.OFFERED.search(clause)
