"""The worker's end: starts the process, orders, notices when it is silent or gone."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from attrs import define

from revrise.adapters.apart.beside import Beside, spawned
from revrise.adapters.apart.talk import HEAR, READY, Asked, Done, Failed, Kept, Order, Part, Told
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Retriable
from revrise.ports.speech import Keep, Progress, Transcriber

_LOOK_S, _START_S = 5.0, 120.0
_REMEDY = "see the worker's log; if it always happens with this recording, export it again"

_UNREADY = "see the worker's log; `revrise doctor` says what speech lacks"


@define(eq=False)
class Hand(Beside):
    """A process that transcribes, and the line to it. `resting`: it waits for an order."""

    resting: bool = True

    def transcribe(
        self, order: Order, progress: Progress, keep: Keep, silence_s: float
    ) -> Transcript:
        """As the port. Retriable where the process dies or says nothing for `silence_s`."""
        return _Hearing(self, progress, keep, silence_s).of(order)

    def said(self, wait_s: float) -> Any:
        """What it said, None when it said nothing in so many seconds. Raises Retriable."""
        try:
            return self.line.recv() if self.line.poll(wait_s) else None
        except (EOFError, OSError):
            raise self._gone() from None

    def say(self, what: Any) -> None:
        """Raises Retriable when it is gone."""
        try:
            self.line.send(what)
        except OSError:
            raise self._gone() from None

    def _gone(self) -> Retriable:
        how = self.ending(_LOOK_S)
        return Retriable(f"the process that transcribes died ({how})", remedy=_REMEDY)


class _Hearing:
    """One recording."""

    def __init__(self, hand: Hand, progress: Progress, keep: Keep, silence_s: float) -> None:
        self._hand, self._progress, self._keep = hand, progress, keep
        self._silence_s, self._share = silence_s, 0.0

    def of(self, order: Order) -> Transcript:
        self._hand.say(order)
        self._hand.resting = False
        answers: dict[type, Callable[[Any], None]] = {Asked: self._asked}
        whole: Transcript = self._until(Done, answers).transcript
        self._hand.resting = True
        return whole

    def _asked(self, asked: Asked) -> None:
        self._hand.say(Kept(self._keep(asked.name, self._part)))

    def _part(self) -> Transcript:
        self._hand.say(HEAR)
        heard: Transcript = self._until(Part, {}).heard
        return heard

    def _until(self, end: type, answers: dict[type, Callable[[Any], None]]) -> Any:
        heard_at = monotonic()
        while True:
            said = self._hand.said(min(_LOOK_S, self._silence_s))
            if isinstance(said, end):
                return said
            if isinstance(said, Failed):
                self._hand.resting = True
                raise said.error
            if said is None:
                self._patient(heard_at)
                continue
            self._tell(said) if isinstance(said, Told) else answers[type(said)](said)
            heard_at = monotonic()

    def _tell(self, told: Told) -> None:
        self._share = told.share
        self._progress(told.share)

    def _patient(self, heard_at: float) -> None:
        """Silent yet: somebody may have cancelled the job meanwhile, which `progress` says."""
        if monotonic() - heard_at >= self._silence_s:
            silent = f"said nothing for {self._silence_s:g} s and was ended"
            raise Retriable(
                f"the process that transcribes {silent}",
                remedy="raise speech.silence_s if the machine is that slow, else export it again",
            )
        self._progress(self._share)


def start(make: Callable[[], Transcriber]) -> Hand:
    """A new process that is ready; `make` must be picklable. Raises Retriable when it is not."""
    from revrise.adapters.apart import child

    hand = Hand(*spawned(child.main, "revrise-hears", make))
    try:
        ready = hand.said(_START_S) == READY
    except Retriable as error:
        hand.end()
        raise Retriable(f"{error.message} before it was ready", remedy=_UNREADY) from None
    if not ready:
        hand.end()
        late = f"the process that transcribes did not start in {_START_S:g} s"
        raise Retriable(late, remedy=_UNREADY)
    return hand
