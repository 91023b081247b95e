"""Whether words that look like an objection are about the offer, and object at all."""

from collections.abc import Callable, Sequence

from revrise.core.conversations.objection import replies
from revrise.core.conversations.objection import scope_said as said
from revrise.core.conversations.objection.phrases import NEGATIONS, SETTLED
from revrise.core.conversations.questions import kind
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.lexicon import words
from revrise.core.conversations.words.phrases import Hit

Seen = dict[int, dict[str, int]]
_REACH = 3  # tokens before a hit in which a negation undoes it
_NO_DENIAL = {"不": "起", "别": "家人的处"}  # 对不起, 别家
_COMPLAINTS = frozenset({"product", "price", "timing"})
_BEFORE_NUMBERS = words("$ ~ £ € ¥ about around like only even is at to the a of")
_ENDS = frozenset(".?!;,")
_SUM = frozenset("$£€¥")
_SUPPOSED = ("如果", "要是", "假如")  # a condition: nothing is stated
_CARES = frozenset({"need", "timing", "trust"})
_SAID_IDLY = frozenset({"timing", "price", "trust", "need", "competitor", "contract"})


def plain(hit: Hit) -> str:
    """The category of a hit, without the mark that says what else must hold."""
    return hit.key.rstrip("+?!#~<=^")


def objects(reading: Reading, utterance: int, hit: Hit, seen: Seen) -> bool:
    """Whether a hit stands as an objection; its key may be marked (see `objections`).

    `seen` keeps what the lines of this reading are about; start with an empty one.
    """
    tokens = reading.lines[utterance].tokens
    category, mark = plain(hit), hit.key[-1]
    if mark == "+":
        if not SETTLED[category].isdisjoint(tokens[hit.first : hit.last]):
            return False
    elif _negated(tokens, hit.first):
        return False
    if mark == "?":
        return not replies.mere_answer(reading, utterance)
    if mark in _HOLDS and not _HOLDS[mark](reading, utterance, hit):
        return False
    if _means_nothing(reading, utterance, hit, category):
        return False
    return not of_the_present(reading, utterance, hit, seen)


def _means_nothing(reading: Reading, utterance: int, hit: Hit, category: str) -> bool:
    if category == "need" and _given_away(reading, utterance):
        return True
    if category in _CARES and _own_care(reading, utterance, hit):
        return True
    return category in _SAID_IDLY and _idle(reading, utterance, hit)


def _idle(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether the words stand in a turn of phrase that puts nothing off ("what do you think")."""
    return any(
        idle.first < hit.last and hit.first < idle.last
        for idle in reading.lines[utterance].hits(said.IDLE)
    )


def _own_care(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether the words name one's own cares or wants, and answer no proposal."""
    touched = any(
        care.first < hit.last and hit.first < care.last
        for care in reading.lines[utterance].hits(said.OWN_CARES)
    )
    return touched and not replies.claimed(reading, utterance, hit)


def _given_away(reading: Reading, utterance: int) -> bool:
    """Whether what is not needed is what the other may have: a trade, no refusal."""
    line = reading.lines[utterance]
    return any(
        not _SUM.intersection(line.tokens[one.last : one.last + 1]) for one in line.hits(said.GIVES)
    )


def of_the_present(reading: Reading, utterance: int, hit: Hit, seen: Seen) -> bool:
    """Whether it complains about what the buyer has today, or had: a pain, no objection to us.

    A bare complaint (`!`) is no objection either where it is about others ("the reps are too
    busy").
    """
    if plain(hit) not in _COMPLAINTS:
        return False
    if utterance not in seen:  # once a line, however many hits it has
        found = reversed(reading.lines[utterance].hits(said.SCOPE))
        seen[utterance] = {one.key: one.first for one in found}
    about = seen[utterance]
    if "offer" in about:
        return False
    others = hit.key.endswith("!") and about.get("others", hit.first) < hit.first
    if "present" in about or others:
        return True
    return plain(hit) == "product" and replies.asked_for_pains(reading, utterance)


def _negated(tokens: Sequence[str], first: int) -> bool:
    for at in range(first - 1, max(first - 1 - _REACH, -1), -1):
        token = tokens[at]
        if not token[0].isalnum():
            return False
        if token in NEGATIONS:
            asked = at > 0 and tokens[at - 1] == tokens[at + 1]
            return not asked and tokens[at + 1] not in _NO_DENIAL.get(token, ())
    return False


def _numbered(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a number follows, after a sign of money and little words at most."""
    for token in reading.lines[utterance].tokens[hit.last : hit.last + 4]:
        if token[0].isdigit():
            return True
        if token not in _BEFORE_NUMBERS:
            return False
    return False


def _stated(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether the sentence up to here asks nothing."""
    line = reading.lines[utterance]
    if any(word in line.text for word in _SUPPOSED) or replies.asked_for_needs(reading, utterance):
        return False
    begins = hit.first
    while begins and line.tokens[begins - 1] not in _ENDS:
        begins -= 1
    if "?" in line.tokens[hit.last : hit.last + _REACH]:
        return False
    return kind(line.text[slice(*line.between(begins, hit.last))]) is None


_HOLDS: dict[str, Callable[[Reading, int, Hit], bool]] = {
    "#": _numbered,
    "~": _stated,
    "<": replies.claimed,
    "=": replies.needed,
    "^": replies.bare,
}
