"""Call sources: systems that keep calls, asked from time to time for what is new."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from revrise.core.conversations.intake.arrival import Party
from revrise.ports.readiness import Readiness


@frozen
class FoundCall:
    """A call with its file: `content` is a transcript in a format the host knows.

    Or `recording` gives the bytes of one, at once and in pieces, since links die: it is asked
    only where everybody agreed to being recorded, and raises as `CallSource` does. `origin_id` is
    the source's own and never changes; `started_at` is in UTC. `seller`, `seller_channel` (from
    0) and `language` (`en`, `zh`) are None where the source does not say.
    """

    origin_id: str
    started_at: datetime
    file_name: str
    content: bytes = b""
    title: str = ""
    parties: tuple[Party, ...] = ()
    language: str | None = None
    seller: str | None = None
    seller_channel: int | None = None
    recording: Callable[[], Iterable[bytes]] | None = field(default=None, eq=False, repr=False)


@frozen
class CallPage:
    """Calls of a page; `cursor` goes on right after it. A page may be empty and move on."""

    calls: Sequence[FoundCall]
    cursor: str


class CallSource(Protocol):
    """One system that keeps calls. Holds the promises of `revrise.testing.call_sources`.

    Every method but `check` raises Retriable when the world fails for now, Busy when it says for
    how long, Misconfigured when a
    setting is wrong, Fatal when the answer is none, Invalid on a cursor it did not write. No
    message shows a secret.
    """

    @property
    def id(self) -> str:
        """Its short name, e.g. `gong`."""
        ...

    @property
    def title(self) -> str:
        """Name for people."""
        ...

    def check(self) -> Readiness:
        """Whether it is set up; asks nobody, never raises."""
        ...

    def pull(self, cursor: str | None) -> Iterator[CallPage]:
        """Pages of calls that are ready, memory bounded by the page.

        None sends all from where the settings begin. A call whose transcript is not ready comes
        later, after the cursor. A call may come twice: the host knows it.
        """
        ...
