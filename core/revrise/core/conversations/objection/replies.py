"""What a buyer's line answers: a proposal it turns down, or a question it merely answers."""

from revrise.core.conversations.objection import replies_said as said
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.lexicon import words
from revrise.core.conversations.words.phrases import Hit

_SHORT = 10  # tokens of a mere answer
_BACK = 3  # lines in which the question is looked for
# "No problem": no answer.
_POLITE = words("problem problems worries idea doubt issue issues prob rush questions")


def mere_answer(reading: Reading, utterance: int) -> bool:
    """Whether a short line answers the seller's question, and not one that proposes something."""
    if utterance == 0 or reading.sides[utterance - 1] != "seller":
        return False
    asked, line = reading.lines[utterance - 1], reading.lines[utterance]
    if len(line.tokens) > _SHORT or reading.asked[utterance - 1] is None:
        return False
    return bool(asked.hits(said.MORE)) or not asked.hits(said.PROPOSES)


def asked_for_needs(reading: Reading, utterance: int) -> bool:
    """Whether it answers what the speaker needs or wants: nothing is turned down yet."""
    if utterance == 0 or reading.sides[utterance - 1] == "buyer":
        return False
    return bool(reading.lines[utterance - 1].hits(said.ASKS_NEEDS))


def asked_for_pains(reading: Reading, utterance: int) -> bool:
    """Whether the other side last asked what hurts where the buyer is now."""
    before = next(reading.others_before(utterance, _BACK), None)
    return before is not None and bool(reading.lines[before].hits(said.ASKS_PAINS))


def proposed(reading: Reading, utterance: int) -> bool:
    """Whether it answers a proposal; a line by itself answers nothing."""
    if utterance == 0 or reading.sides[utterance - 1] == "buyer":
        return False
    asked = reading.lines[utterance - 1]
    if asked.hits(said.ASKS_FACTS):
        return False
    if "?" in asked.tokens and any(token[0].isdigit() for token in asked.tokens):
        return True
    if asked.hits(said.ASKS_NEEDS):
        return False
    return bool(asked.hits(said.PROPOSES) or asked.hits(said.OFFERS))


def claimed(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a need is held against a proposal, and the proposal not accepted before."""
    if not proposed(reading, utterance):
        return False
    before = [one for one in reading.lines[utterance].hits(said.ACCEPTS) if one.first < hit.first]
    return not before or before[-1].key == "but"


def needed(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a need is held against a proposal of who gets what."""
    return claimed(reading, utterance, hit) and bool(reading.lines[utterance - 1].hits(said.ALLOTS))


def bare(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a "no" begins the answer to a proposal."""
    tokens = reading.lines[utterance].tokens
    if hit.first or (hit.last < len(tokens) and tokens[hit.last] in _POLITE):
        return False
    return proposed(reading, utterance)
