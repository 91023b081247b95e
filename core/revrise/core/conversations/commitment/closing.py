"""Whether a seller asks for the order, or for the next step: signs added up as for next steps."""

from collections.abc import Collection, Iterator, Mapping

from revrise.core.conversations.commitment.finding import holding
from revrise.core.conversations.commitment.parts import Heard
from revrise.core.conversations.words.phrases import Hit

# What each sign adds to the log odds.
WEIGHTS: Mapping[str, float] = {
    "late": 1.54,
    "deal": 1.54,
    "end": 1.24,
    "order & asks": 1.24,
    "orders": 1.20,
    "shall": 1.01,
    "so": 0.94,
    "says time": 0.87,
    "deal & asks": 0.71,
    "so & figure": 0.70,
    "order": 0.61,
    "order & shall": 0.27,
    "end & so": 0.25,
    "may": -0.23,
    "<asks": -0.43,
    "says promise": -0.81,
    "fact": -1.35,
}
_BASE = -5.67  # log odds without any sign, less those that are enough
_NAMING = frozenset(("order", "shall", "may", "deal"))
_PARTS = _NAMING | {"fact"}
_PAIRS = (("order", "shall"), ("end", "so"))
_FIRST = 2  # tokens among which "so" leads up to it
_LEADS = frozenset(("so", "then", "那"))
_APART = 2  # tokens between two words of an order
_LATE = 0.6  # the place in a call from which sellers close


def attempts(heard: Heard) -> Iterator[tuple[int, Hit]]:
    """(utterance, hit) of each line of the seller that asks for the order."""
    for at in candidates(heard):
        said = heard.parts(at)
        named = _NAMING.intersection(said)
        if named and asked(signs(heard, at)):
            yield at, Hit("closing", *min(min(said[part]) for part in named))


def candidates(heard: Heard) -> list[int]:
    """Lines of the seller that may ask for it: questions, and late in the call what leads up."""
    reading, begins = heard.reading, late(heard)
    lines = reading.lines
    sold = [at for at, side in enumerate(reading.sides) if side == "seller"]
    asking = [at for at in sold if reading.asked[at]]
    orders = {
        *holding([lines[at] for at in asking if at < begins], "deal"),
        *holding([lines[at] for at in asking if at >= begins], "order"),
    }
    leading = [
        at for at in sold if at >= begins and not _LEADS.isdisjoint(lines[at].tokens[:_FIRST])
    ]
    return sorted({*leading, *(at for at in asking if lines[at] in orders)})


def late(heard: Heard) -> int:
    """The line from which sellers close."""
    return min(int(_LATE * (len(heard.reading.lines) - 1)), heard.end)


def asked(shown: Collection[str]) -> bool:
    """Whether signs are enough; rounded, as a set is added up in any order."""
    return round(_BASE + sum(map(WEIGHTS.__getitem__, shown)), 6) > 0


def signs(heard: Heard, at: int) -> set[str]:
    """Those of `WEIGHTS` that a line shows."""
    reading, said = heard.reading, heard.parts(at)
    found = set(_PARTS.intersection(said))
    if "order" in said and max(said["order"])[0] - min(said["order"])[0] >= _APART:
        found.add("orders")
    if "so" in said and min(said["so"])[0] < _FIRST:
        found.add("so")
    if "so" in said and "figure" in said:
        found.add("so & figure")
    found.update(f"says {part}" for part in ("time", "promise") if part in said)
    if at >= late(heard):
        found.add("late")
    if at >= heard.end:
        found.add("end")
    if reading.asked[at]:
        found.update(f"{part} & asks" for part in ("order", "deal") if part in said)
    if at and reading.asked[at - 1]:
        found.add("<asks")
    found.update(" & ".join(pair) for pair in _PAIRS if found.issuperset(pair))
    return found
