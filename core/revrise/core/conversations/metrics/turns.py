"""Who has the floor: turns, and the backchannels that do not take it.

A turn is one speaker's utterances with less than a second between them. A backchannel, at most two
words or three 字 of listening ("mm-hmm", 嗯) in at most a second, takes no turn and breaks none;
nor do several in a row.
"""

from collections.abc import Iterable, Sequence

from attrs import define, frozen

from revrise.core.conversations.transcript import Side
from revrise.core.conversations.words import language, lexicon_en, lexicon_zh
from revrise.core.conversations.words.folding import fold

GAP_MS = 1000
BACKCHANNEL_MS = 1000
_LONGEST = 24  # characters: nothing longer is looked at
_WORDS, _CHARACTERS = 2, 3
_LISTENING = lexicon_en.BACKCHANNELS | lexicon_zh.BACKCHANNELS
_FIRST = _LISTENING | {language.tokens(phrase)[0] for phrase in _LISTENING}


@define
class Turn:
    """One speaker's stretch from `start` to `end` ms, with the utterances it is made of.

    Not frozen, for speed: see `Line`.
    """

    speaker: str
    side: Side
    start: int
    end: int
    utterances: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def length(self) -> int:
        """In ms."""
        return self.end - self.start

    def joined(self, later: Sequence["Turn"]) -> "Turn":
        """One turn of it and later ones of the same speaker."""
        if not later:
            return self
        parts = (self, *later)
        return Turn(
            self.speaker,
            self.side,
            self.start,
            max(part.end for part in parts),
            tuple(index for part in parts for index in part.utterances),
            tuple(text for part in parts for text in part.texts),
        )


Backchannel = Turn


@frozen
class Turns:
    """Both in order of start."""

    turns: tuple[Turn, ...]
    backchannels: tuple[Backchannel, ...]


def split(utterances: Iterable[Turn]) -> Turns:
    """Turns and backchannels of utterances given as turns of one, in order of start. Linear."""
    turns: list[list[Turn]] = []
    backchannels: list[Turn] = []
    floor_end = 0  # until when the current turn, or one listening to it, is heard
    for parts in _runs(utterances):
        run = parts[0].joined(parts[1:])
        held = bool(turns) and run.start - floor_end < GAP_MS
        if heard := _backchannels(run, parts):
            backchannels += heard
            floor_end = max(floor_end, run.end) if held else floor_end
            continue
        if held and turns[-1][0].speaker == run.speaker:
            turns[-1].append(run)
            floor_end = max(floor_end, run.end)
        else:
            turns.append([run])
            floor_end = run.end
    return Turns(tuple(parts[0].joined(parts[1:]) for parts in turns), tuple(backchannels))


def _backchannels(run: Turn, parts: Sequence[Turn]) -> Sequence[Turn]:
    """All of a run as one, or each part by itself where it goes on for longer; else none."""
    if is_backchannel(run):
        return (run,)
    return parts if len(parts) > 1 and all(map(is_backchannel, parts)) else ()


def is_backchannel(run: Turn) -> bool:
    """Whether all of it is listening."""
    if run.length > BACKCHANNEL_MS or sum(map(len, run.texts)) > _LONGEST:
        return False
    return listening(" ".join(run.texts))


def listening(text: str) -> bool:
    """Whether a text is at most two words or three 字 of a backchannel."""
    return listens(fold(text).text)


def listens(folded: str) -> bool:
    """The same of a text that is folded already."""
    if language.first(folded) not in _FIRST:
        return False  # the rest of it need not be read
    words = language.tokens(folded)
    characters = language.has_han(folded)
    if not 0 < len(words) <= (_CHARACTERS if characters else _WORDS):
        return False
    if all(word in _LISTENING for word in words):
        return True
    return _one_or_two("".join(words)) if characters else " ".join(words) in _LISTENING


def _one_or_two(text: str) -> bool:
    """Whether a Chinese text is a phrase of listening, or two in a row: 哦是吗."""
    return text in _LISTENING or any(
        text[:at] in _LISTENING and text[at:] in _LISTENING for at in range(1, len(text))
    )


def _runs(utterances: Iterable[Turn]) -> Iterable[list[Turn]]:
    """Neighbours of one speaker together, before anyone is judged to be only listening."""
    run: list[Turn] = []
    end = 0
    for utterance in utterances:
        if run and utterance.speaker == run[0].speaker and utterance.start - end < GAP_MS:
            run.append(utterance)
            end = max(end, utterance.end)
            continue
        if run:
            yield run
        run, end = [utterance], utterance.end
    if run:
        yield run
