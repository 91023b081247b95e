"""Chinese questions, with and without punctuation: particles, wh-words, A-not-A, requests."""

import re
from typing import Literal

from revrise.core.conversations import question_patterns_zh as wording

Kind = Literal["open", "closed"]

_CLAUSE = re.compile(r"[，。,.！!？?；;…\n\s]+")


def question(text: str) -> Kind | None:
    """`open`, `closed`, or None where nothing is asked; `text` is folded."""
    asked = [clause for clause in _CLAUSE.split(text) if clause and _asks(clause)]
    if not asked and "?" not in text and "？" not in text:
        return None
    return "open" if any(map(wording.OPEN.search, asked)) else "closed"


def _asks(clause: str) -> bool:
    bare = wording.TRAILING.sub("", clause)
    if wording.PARTICLE.search(bare) or wording.TOPIC.search(bare) or _offers_both(bare):
        return True
    rest = wording.IDLE.sub("", bare)
    if wording.WH.search(rest) or wording.CHOICE.search(rest):
        return True
    return bool(wording.ASKED.search(rest)) and not wording.OFFERED.search(rest)


def _offers_both(clause: str) -> bool:
    return bool(wording.A_NOT_A.search(clause)) and not wording.IDLE_A_NOT_A.search(clause)
