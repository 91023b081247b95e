"""How a buyer's utterance takes an answer."""

import re
from collections.abc import Sequence

from revrise.core.conversations.objection.handling_signs_said import AGREED, REFUSED
from revrise.core.conversations.objection.handling_steps import SYMBOLS
from revrise.core.conversations.words.phrases import Hit, Line, Matcher

_SHORT = 6  # tokens of a bare no
_PARTICLES = frozenset("的吧了啊呀呢嘛")
_NODS = frozenset({"mm", "hmm", "mhm", "uh", "huh", "right", "yeah", "yes", "ok", "okay", "i see"})
_NODS |= {"嗯", "嗯嗯", "对", "对对", "哦", "啊", "是", "是的"}
# All of a line that says no and nothing else.
_NO = re.compile(
    r"(?:(?:well|but|oh|sorry|no) )*(?:no|nope|nah|not really|i don't think so)"
    r"(?: (?:no|sorry|thanks))*"
    r"|(?:不|不要|不了|不用|不行|算了)[了吧啊呀]?(?:谢谢)?"
)
_BUYER = Matcher({"agreed": AGREED, "refused": REFUSED})


def signs(line: Line) -> frozenset[str]:
    """What a buyer's words show: agreed, refused, a bare no, a mere nod, or nothing said."""
    words = [token for token in line.tokens if token not in SYMBOLS]
    shown = {hit.key for hit in _BUYER.find(line) if _stands(line.tokens, hit)}
    if not words:
        shown.add("silent")
    elif _nod(words):
        shown.add("nod")
    elif len(words) <= _SHORT and _NO.fullmatch(_together(words)):
        shown.add("no")
    return frozenset(shown)


def _together(words: Sequence[str]) -> str:
    return ("" if not words[0].isascii() else " ").join(words)


def _nod(words: Sequence[str]) -> bool:
    return len(words) <= 2 and (" ".join(words) in _NODS or all(word in _NODS for word in words))  # noqa: PLR2004


def _stands(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether a hit is no part of another word (银行) or question (可不可以), nor denied."""
    before = tokens[hit.first - 1] if hit.first else ""
    after = tokens[hit.last] if hit.last < len(tokens) else ""
    if hit.last - hit.first == 1 and not tokens[hit.first].isascii():
        free = (before in SYMBOLS or not before) and (after in SYMBOLS or not after)
        return free or (not before and after in _PARTICLES)
    if before in ("不", "not"):
        return False
    return not (tokens[hit.first] == "不" and before and before == tokens[hit.first + 1])
