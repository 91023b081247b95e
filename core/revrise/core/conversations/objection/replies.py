"""What a buyer's line answers: a proposal it turns down, or a question it merely answers."""

from revrise.core.conversations.objection import replies_said as said
from revrise.core.conversations.questions import kind
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit

_SHORT = 10  # tokens of a mere answer
_BACK = 3  # lines in which the question is looked for
_POLITE = frozenset(
    [
        "problem",
        "problems",
        "worries",
        "idea",
        "doubt",
        "issue",
        "issues",
        "prob",
        "rush",
        "questions",
    ]
)


def mere_answer(reading: Reading, utterance: int) -> bool:
    """Whether a short line answers the seller's question, and not one that proposes something."""
    if utterance == 0 or reading.sides[utterance - 1] != "seller":
        return False
    asked, line = reading.lines[utterance - 1], reading.lines[utterance]
    if len(line.tokens) > _SHORT or kind(asked.text) is None:
        return False
    return bool(said.MORE.find(asked)) or not said.PROPOSES.find(asked)


def asked_for_needs(reading: Reading, utterance: int) -> bool:
    """Whether it answers what the speaker needs or wants: nothing is turned down yet."""
    if utterance == 0 or reading.sides[utterance - 1] == "buyer":
        return False
    return bool(said.ASKS_NEEDS.find(reading.lines[utterance - 1]))


def asked_for_pains(reading: Reading, utterance: int) -> bool:
    """Whether the other side last asked what hurts where the buyer is now."""
    for before in range(utterance - 1, max(utterance - 1 - _BACK, -1), -1):
        if reading.sides[before] != "buyer":
            return bool(said.ASKS_PAINS.find(reading.lines[before]))
    return False


def proposed(reading: Reading, utterance: int) -> bool:
    """Whether it answers a proposal; a line by itself answers nothing."""
    if utterance == 0 or reading.sides[utterance - 1] == "buyer":
        return False
    asked = reading.lines[utterance - 1]
    if said.ASKS_FACTS.find(asked):
        return False
    if "?" in asked.tokens and any(token[0].isdigit() for token in asked.tokens):
        return True
    if said.ASKS_NEEDS.find(asked):
        return False
    return bool(said.PROPOSES.find(asked) or said.OFFERS.find(asked))


def claimed(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a need is held against a proposal, and the proposal not accepted before."""
    if not proposed(reading, utterance):
        return False
    before = [one for one in said.ACCEPTS.find(reading.lines[utterance]) if one.first < hit.first]
    return not before or before[-1].key == "but"


def needed(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a need is held against a proposal of who gets what."""
    return claimed(reading, utterance, hit) and bool(said.ALLOTS.find(reading.lines[utterance - 1]))


def bare(reading: Reading, utterance: int, hit: Hit) -> bool:
    """Whether a "no" begins the answer to a proposal."""
    tokens = reading.lines[utterance].tokens
    if hit.first or (hit.last < len(tokens) and tokens[hit.last] in _POLITE):
        return False
    return proposed(reading, utterance)
