"""Whether a line agrees a next step: plain signs for it and against it, added up.

The weights are a logistic regression over written sales conversations (see docs/quality.md), the
same for English and Chinese.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from revrise.core.conversations.commitment import parts
from revrise.core.conversations.commitment.finding import Parts, Place
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit

# What each sign adds to the log odds. Those with `<` are of what the other side said just before.
# Three are not learnt but meant: a proposal nobody answers stands (`unanswered`), what others said
# they would do is no promise (`told`), and who, what and when (`all named`) is one anywhere.
WEIGHTS: Mapping[str, float] = {
    "unanswered": 2.50,
    "yours": 2.39,
    "end": 1.49,
    "time": 1.43,
    "sure": 1.34,
    "promise": 1.21,
    "agree": 1.13,
    "last": 1.06,
    "follow": 1.01,
    "all named": 1.00,
    "deed": 0.81,
    "little": 0.81,
    "times": 0.79,
    "agree & <ask": 0.77,
    "<promise": 0.71,
    "settled": 0.68,
    "<bid": 0.60,
    "both": 0.59,
    "bid": 0.57,
    "<time": 0.54,
    "<offer": 0.54,
    "past": -0.56,
    "habit": -0.63,
    "not": -0.65,
    "offer": -0.70,
    "perhaps": -0.76,
    "ask": -2.17,
    "told": -2.50,
}
_BASE = -5.21  # log odds without any sign, less those that are enough
_SAID = ("yours", "both", "settled", "bid", "offer", "deed", "follow", "time")
_AGAINST = ("perhaps", "not", "past", "told", "habit")
_PARTS = frozenset((*_SAID, *_AGAINST))
_BEFORE = {part: f"<{part}" for part in ("promise", "time", "offer", "bid")}
_PROPOSED = frozenset(("asked", "meet"))  # next steps that are proposed by asking for them
# What the signs of the line before can add at most.
_MOST = sum(max(weight, 0) for sign, weight in WEIGHTS.items() if "<" in sign)
# Who owns what a part names: the speaker's own side, the other, or both; the first one counts.
_OWNERS = {
    "meet": "both",
    "both": "both",
    "yours": "own",
    "promise": "own",
    "let": "own",
    "asked": "yours",
    "mine": "own",
    "settled": "both",
    "bid": "yours",
    "time": "both",
    "agree": "both",
}
_LAST = 4  # lines with which a call ends
_BACK = 3  # lines in which the other side spoke last
_APART = 3  # tokens between two times


def steps(heard: parts.Heard) -> Iterator[tuple[int, Hit]]:
    """(utterance, hit) of each line that agrees a next step; the key says who owns it.

    `own` the speaker, `yours` the other side, or `both`.
    """
    for at in (*heard.begun(), *range(heard.end, len(heard.reading.lines))):
        said = heard.parts(at)
        if said.keys().isdisjoint(_OWNERS):
            continue
        shown = signs(heard, at)
        if agreed(shown, _MOST) and agreed({*shown, *answering(heard, at)}):
            yield at, _owned(said)


def agreed(shown: Collection[str], more: float = 0) -> bool:
    """Whether signs are enough, or would be with `more`; rounded, as sets come in any order."""
    return round(_BASE + more + sum(map(WEIGHTS.__getitem__, shown)), 6) > 0


def signs(heard: parts.Heard, at: int) -> set[str]:
    """Those of `WEIGHTS` that a line shows by itself."""
    reading, said = heard.reading, heard.parts(at)
    told = parts.promises(said) if "promise" in said or "let" in said else ()
    found = {*_PARTS.intersection(said), *_placed(heard, at), *_promising(told, said)}
    if parts.begins(said, "agree"):
        found.add("agree")
    if "time" in said and max(said["time"])[0] - min(said["time"])[0] >= _APART:
        found.add("times")
    if not _PROPOSED.isdisjoint(said) and _unanswered(reading, at):
        found.add("unanswered")
    elif reading.asked[at]:
        found.add("ask")
    elif "time" in found and found.isdisjoint(_AGAINST):
        found.update("all named" for one in told if parts.promised(one, said))
    return found


def _promising(told: Sequence[Place], said: Parts) -> Iterator[str]:
    if told:
        yield "promise"
        if "sure" in said:
            yield "sure"
        if "little" in said and any(parts.little(one, said) for one in told):
            yield "little"


def _placed(heard: parts.Heard, at: int) -> Iterator[str]:
    if at >= heard.end:
        yield "end"
    if len(heard.reading.lines) - at <= _LAST:
        yield "last"


def answering(heard: parts.Heard, at: int) -> Iterator[str]:
    """The signs by what the other side said just before."""
    before = next(heard.reading.others_before(at, _BACK), None)
    if before is None:
        return
    answered = heard.parts(before)
    yield from [sign for part, sign in _BEFORE.items() if part in answered]
    if heard.reading.asked[before] and parts.begins(heard.parts(at), "agree"):
        yield "agree & <ask"


def _unanswered(reading: Reading, at: int) -> bool:
    """Whether the other side says nothing any more, so that what is proposed stands."""
    if len(reading.lines) - at > _LAST:
        return False
    return all(side == reading.sides[at] for side in reading.sides[at + 1 :])


def _owned(said: Parts) -> Hit:
    """Where the step is named, and who owns it."""
    if "meet" not in said:
        for promise in parts.promises(said):
            if deed := parts.promised(promise, said):
                return Hit("own", promise[0], max(promise[1], deed[1]))
    named = next(part for part in _OWNERS if part in said)
    first, last = min(said[named])
    return Hit(_OWNERS[named], first, last)
