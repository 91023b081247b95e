"""What is promised in a call, by the parts its lines hold, and where the call comes to its end."""

from revrise.core.conversations.commitment.finding import Parts, Place, find, holding
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Line

_LAST_LINES, _LAST_SHARE, _MOST_LINES = 7, 5, 40  # a call's end: its last fifth, within bounds
_REACH, _NEAR = 6, 3  # tokens behind a promise in which what is promised is named


class Heard:
    """What is said in a call, looked at where it is asked for, and once.

    `end` is the line with which the call comes to its end, where next steps are agreed.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading, count = reading, len(reading.lines)
        self.end = max(count - min(max(_LAST_LINES, count // _LAST_SHARE), _MOST_LINES), 0)
        self._known: dict[Line, Parts] = {}

    def parts(self, at: int) -> Parts:
        """The parts that an utterance holds, each with its places in no order."""
        line = self.reading.lines[at]
        if line not in self._known:
            self._known[line] = find(line)
        return self._known[line]

    def begun(self) -> list[int]:
        """Where a next step may be named before the end."""
        lines = self.reading.lines[: self.end]
        begun = set(holding(holding(dict.fromkeys(lines), "step"), "time"))
        return [at for at, line in enumerate(lines) if line in begun] if begun else []


def promises(said: Parts) -> list[Place]:
    """Where somebody says what they will do, but for idle turns ("let me see")."""
    told = sorted([*said.get("promise", ()), *said.get("let", ())])
    if "idle" not in said:
        return told
    idle = said["idle"]
    return [one for one in told if not any(_overlap(one, other) for other in idle)]


def promised(promise: Place, said: Parts) -> Place | None:
    """What is done by a promise."""
    first, last = promise
    deeds = (one for one in said.get("deed", ()) if first <= one[0] <= last + _REACH)
    return min(deeds, default=None)


def little(promise: Place, said: Parts) -> bool:
    """Whether a word that may be any deed follows ("I'll have", "I'll put")."""
    last = promise[1]
    return any(last <= first <= last + _NEAR for first, _ in said.get("little", ()))


def begins(said: Parts, part: str) -> bool:
    """Whether a line begins with a part."""
    return part in said and min(said[part])[0] == 0


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
