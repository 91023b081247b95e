"""Chinese questions, with and without punctuation: particles, wh-words, A-not-A, requests."""

import re
from typing import Literal

from revrise.core.conversations.question import patterns_zh as wording

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[，。,.！!？?；;…\n\s]+")


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    asked = [clause for clause in _CLAUSE.split(text) if clause and _asks(clause)]
    if not asked and "?" not in text and "？" not in text:
        return None
    return "open" if any(map(wording.OPEN.search, asked)) else "closed"


def _asks(clause: str) -> bool:
    said = frozenset(clause)
    if wording.SIGNS.isdisjoint(said):
        return False
    bare = _without(wording.TRAILING, clause, frozenset(clause[-1]))
    if _particle(bare) or _has(wording.TOPIC, bare, said):
        return True
    if _has(wording.A_NOT_A, bare, said) and not wording.IDLE_A_NOT_A.search(bare):
        return True
    return _cantonese(bare, said) or _wants_to_know(bare, said)


def _cantonese(bare: str, said: frozenset[str]) -> bool:
    return _has(wording.CANTONESE, _without(wording.IDLE_CANTONESE, bare, said), said)


def _wants_to_know(bare: str, said: frozenset[str]) -> bool:
    """By a wh-word, a choice or a request."""
    if wording.REQUESTS.isdisjoint(said):
        return False
    rest = _without(wording.IDLE, bare, said)
    if _has(wording.WH, rest, said) or _has(wording.CHOICE, rest, said):
        return True
    return _has(wording.ASKED, rest, said) and not wording.OFFERED.search(rest)


def _particle(clause: str) -> bool:
    ends = clause[-1:] in wording.PARTICLES or "吗" in clause
    return ends and wording.PARTICLE.search(clause) is not None


def _has(wanted: wording.Wording, clause: str, said: frozenset[str]) -> bool:
    """Whether a clause of no other characters than `said` is worded so."""
    pattern, signs = wanted
    return not signs.isdisjoint(said) and pattern.search(clause) is not None


def _without(wanted: wording.Wording, clause: str, said: frozenset[str]) -> str:
    """The clause but for what is worded so."""
    pattern, signs = wanted
    return clause if signs.isdisjoint(said) else pattern.sub("", clause)
