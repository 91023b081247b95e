"""The `Transcriber` port around another one that runs in a process of its own.

Native code that crashes ends that process and no worker; one that hangs is ended after a while.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import finalize

from attrs import field, frozen, validators

from revrise.adapters.apart.beside import end_all, rested
from revrise.adapters.apart.hand import Hand, start
from revrise.adapters.apart.talk import Order
from revrise.core.conversations.transcript import Transcript
from revrise.core.quiet import quiet
from revrise.ports.readiness import Readiness
from revrise.ports.speech import Keep, Progress, SpeechOptions, Transcriber, unkept


@frozen(eq=False)
class ApartTranscriber:
    """What `make` makes, in as many processes as recordings are transcribed at once.

    `make` must be picklable and cheap. A process stays, with its model, for the next recording;
    it ends when it is silent for `silence_s`, when the caller stops it, or with this object.
    """

    make: Callable[[], Transcriber]
    silence_s: float = field(validator=validators.gt(0))
    _idle: list[Hand] = field(init=False, factory=list)
    _here: Transcriber = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_here", self.make())
        finalize(self, end_all, self._idle)

    @property
    def id(self) -> str:
        """Of the one inside."""
        return self._here.id

    def check(self) -> Readiness:
        """Of the one inside, asked in this process."""
        return self._here.check()

    def transcribe(
        self,
        audio: Path,
        options: SpeechOptions = SpeechOptions(),
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> Transcript:
        """As the port says, and Retriable where the process hangs or dies."""
        order = Order(audio, options)
        with self._hand() as hand:
            return hand.transcribe(order, progress or quiet, keep or unkept, self.silence_s)

    @contextmanager
    def _hand(self) -> Iterator[Hand]:
        """An idle process or a new one; it is kept unless it is in the middle of something."""
        hand = rested(self._idle) or start(self.make)
        try:
            yield hand
        finally:
            if hand.resting:
                self._idle.append(hand)
            else:
                hand.end()
