"""An utterance as it is shown to who may not know whom it is about, once somebody looks at it."""

from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from typing import Any

from attrs import evolve, fields

from revrise.core.conversations.transcript import Utterance, Word
from revrise.core.governance.redaction.finding import personal_data
from revrise.core.governance.redaction.found import HIDDEN, Found, hidden
from revrise.core.governance.redaction.known import perhaps_said

_keep = object.__setattr__


class Veiled(Utterance):
    """One with what is personal in it hidden, `names` too; every character keeps its place.

    To hide takes longer than all else that is done with a line, and of a long call most lines are
    only counted and drawn: it is done when `text` or `words` are asked for the first time.
    """

    __slots__ = ("_plain", "_shown", "names")

    names: frozenset[str]
    _plain: Utterance
    _shown: Utterance
    speaker = property(attrgetter("_plain.speaker"))
    start_ms = property(attrgetter("_plain.start_ms"))
    end_ms = property(attrgetter("_plain.end_ms"))
    channel = property(attrgetter("_plain.channel"))

    def __init__(self, plain: Utterance, names: frozenset[str]) -> None:
        _keep(self, "names", names)
        _keep(self, "_plain", plain)

    @property  # type: ignore[misc]
    def __class__(self) -> type[Utterance]:  # type: ignore[override]
        """What attrs compares and evolves by: it equals, and becomes, a line of what is shown."""
        return Utterance

    @property
    def text(self) -> str:
        """See Utterance."""
        return self._seen().text

    @property
    def words(self) -> tuple[Word, ...]:
        """See Utterance."""
        return self._seen().words

    def __reduce__(self) -> tuple[type[Utterance], tuple[Any, ...]]:
        """A copy, and what goes to another process, holds what is shown and nothing else."""
        shown = self._seen()
        return Utterance, tuple(getattr(shown, one.name) for one in fields(Utterance))

    def _seen(self) -> Utterance:
        try:
            return self._shown
        except AttributeError:
            _keep(self, "_shown", _hidden(self._plain, self.names))
            return self._shown


def veil(lines: Sequence[Utterance]) -> frozenset[str] | None:
    """What is hidden in lines beside what rules find: names they may hold; None in plain ones."""
    veiled = [one for one in lines if isinstance(one, Veiled)]
    text = "\n".join(one._plain.text for one in veiled)
    return perhaps_said(text, veiled[0].names) if veiled else None


def _hidden(one: Utterance, names: Collection[str]) -> Utterance:
    found = personal_data(one.text, names)
    if not found:
        return one
    return evolve(one, text=hidden(one.text, found), words=tuple(_words(one, found)))


def _words(one: Utterance, found: list[Found]) -> Iterator[Word]:
    """The words at the same places; one that is not in the text is hidden too."""
    place = 0
    for word in one.words:
        at = one.text.find(word.text, place)
        place = at + len(word.text) if at >= 0 else place
        if at < 0 or any(at < each.end and each.start < place for each in found):
            yield evolve(word, text=HIDDEN * len(word.text))
        else:
            yield word
