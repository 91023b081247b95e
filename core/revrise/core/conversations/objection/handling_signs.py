"""How a buyer's utterance takes an answer."""

from collections.abc import Sequence

from revrise.core.conversations.objection.handling_signs_said import AGREED, REFUSED
from revrise.core.conversations.objection.handling_steps import SYMBOLS
from revrise.core.conversations.words.phrases import Hit, Line, Matcher

_PARTICLES = frozenset("的吧了啊呀呢嘛")
_NODS = frozenset({"mm", "hmm", "mhm", "uh", "huh", "right", "yeah", "yes", "ok", "okay", "i see"})
_NODS |= {"嗯", "嗯嗯", "对", "对对", "哦", "啊", "是", "是的"}
_BUYER = Matcher({"agreed": AGREED, "refused": REFUSED})


def signs(line: Line) -> frozenset[str]:
    """What a buyer's words show: agreed, refused, a mere nod, or nothing said."""
    words = [token for token in line.tokens if token not in SYMBOLS]
    shown = {hit.key for hit in _BUYER.find(line) if _stands(line.tokens, hit)}
    if not words:
        shown.add("silent")
    elif _nod(words):
        shown.add("nod")
    return frozenset(shown)


def _nod(words: Sequence[str]) -> bool:
    return len(words) <= 2 and (" ".join(words) in _NODS or all(word in _NODS for word in words))  # noqa: PLR2004


def _stands(tokens: Sequence[str], hit: Hit) -> bool:
    """Whether a hit is no part of another word (银行) or of a question (可不可以)."""
    before = tokens[hit.first - 1] if hit.first else ""
    after = tokens[hit.last] if hit.last < len(tokens) else ""
    if hit.last - hit.first == 1 and not tokens[hit.first].isascii():
        free = (before in SYMBOLS or not before) and (after in SYMBOLS or not after)
        return free or (not before and after in _PARTICLES)
    if before == "不":
        return False
    return not (tokens[hit.first] == "不" and before and before == tokens[hit.first + 1])
