"""A language model asked about labelled transcripts, so that its objections can be measured.

Asked as about a call: the same parts, instructions and checks. Words are hidden as its settings
say; whoever has the file answers for letting them go.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define

from revrise.core.assist import answering, asking, objecting
from revrise.core.assist.answer import OBJECTIONS, Point
from revrise.core.assist.chunk import Chunk, chunks
from revrise.core.conversations.detected import Detected
from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Fatal, Invalid, Misconfigured, Retriable
from revrise.core.governance.redaction.redacting import redacted
from revrise.ports.language_model import Answered, Asked, LanguageModel

_PAUSES_S: Final = (2.0, 10.0, 30.0)  # before a busy service is asked again
_CHARACTERS = 3  # of a token, in the mean


@define
class ModelHearing:
    """What was asked so far: `windows`, of which `unread` gave an answer that cannot be read.

    Lines of these, and those after the most parts of a transcript, count as lines in which it
    finds nothing; `heard` of `lines` were sent. `left_out` transcripts were not asked about, for
    `tokens` had reached the tokens of a day.
    """

    model: LanguageModel
    wait: Callable[[float], None] = time.sleep
    show: Callable[[str], None] = lambda _: None
    named: str = ""
    windows: int = 0
    unread: int = 0
    dropped: int = 0
    heard: int = 0
    lines: int = 0
    tokens: int = 0
    left_out: int = 0

    def within(self, labelled: Iterable[Labelled]) -> Iterator[Labelled]:
        """Those with labels of objections, while there are tokens."""
        for one in labelled:
            if not any("objection" in given for given in one.labels):
                continue
            if self.tokens < self.model.limits.tokens_a_day:
                yield one
            else:
                self.left_out += 1

    def hear(self, transcript: Transcript) -> Sequence[Detected]:
        """Its objections in one, in the place of the rules'.

        Raises Retriable for a service that stays busy, Misconfigured as the model does.
        """
        limits, said = self.model.limits, transcript
        if limits.redact:
            said = redacted(said, [one.name for one in said.speakers if one.name])
        self.lines += len(said.utterances)
        found: list[Point] = []
        for chunk in chunks(said, limits.characters, limits.parts, objecting.LEAD):
            found += self._asked(chunk)
        return (Detected(objecting.DETECTOR, tuple(objecting.moments(found))),)

    def told(self) -> Mapping[str, Any]:
        """The same as numbers, with what answered to which instructions."""
        counted = ("windows", "unread", "dropped", "heard", "lines", "left_out", "tokens")
        named = {"model": self.named or self.model.id, "prompt": objecting.PROMPT}
        return {**named, **{name: getattr(self, name) for name in counted}}

    def _asked(self, chunk: Chunk) -> Sequence[Point]:
        asked = Asked(asking.rules(OBJECTIONS), asking.data(OBJECTIONS, chunk, "", ()))
        self.windows += 1
        self.heard += len(chunk.lines)
        self.show(f"{self.windows} windows asked")
        try:
            answered = self._answered(asked)
        except Misconfigured:
            raise
        except Fatal:
            self.tokens += (len(asked.rules) + len(asked.data)) // _CHARACTERS
            self.unread += 1
            return ()
        self.named = answering.plain(answered.model)
        self.tokens += answered.tokens
        try:
            read = objecting.read(answered.text, chunk)
        except Invalid:
            self.unread += 1
            return ()
        self.dropped += read.dropped
        return read.points

    def _answered(self, asked: Asked) -> Answered:
        for pause in _PAUSES_S:
            try:
                return self.model.answer(asked)
            except Retriable:
                self.wait(pause)
        return self.model.answer(asked)
