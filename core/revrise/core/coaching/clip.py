"""A clip: a stretch of a call worth hearing again, with a title and a note."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Transcript, Utterance
from revrise.core.errors import Invalid

# Who is offered a clip: who may see the call anyway, or the team of its rep too.
SHARED = ("call", "team")
SHORTEST_MS, LONGEST_MS = 1_000, 300_000
TITLE, NOTE = 120, 2_000


@frozen
class Clip:
    """From `start_ms` to `end_ms` of a call. `owner_id` is its rep, `author_id` who cut it.

    `shared` is one of SHARED. Neither words nor sound are kept: they are taken from the call each
    time, as far as its consents allow by then.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    author_id: str
    at: datetime
    start_ms: int
    end_ms: int
    title: str
    note: str = ""
    shared: str = "call"
    version: int = 1

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms

    def change(self, title: str, note: str, shared: str) -> "Clip":
        """With other words around it, for others. Raises Invalid as `words` and `audience`."""
        title, note = words(title, note)
        return evolve(
            self, title=title, note=note, shared=audience(shared), version=self.version + 1
        )


def words(title: str, note: str) -> tuple[str, str]:
    """Title and note without blanks around them. Raises Invalid for none or too long a one."""
    title, note = title.strip(), note.strip()
    if not title or len(title) > TITLE:
        raise Invalid("must be short", culprit="title", remedy=f"1 to {TITLE} characters")
    if len(note) > NOTE:
        raise Invalid("is too long", culprit="note", remedy=f"at most {NOTE:,} characters")
    return title, note


def audience(shared: str) -> str:
    """One of SHARED. Raises Invalid for anything else."""
    if shared not in SHARED:
        raise Invalid("is unknown", culprit="shared", remedy=f"one of {', '.join(SHARED)}")
    return shared


def span(start_ms: int, end_ms: int, length_ms: int | None) -> tuple[int, int]:
    """The stretch, ending where the call does.

    Raises Invalid for one that begins before the call or after it, is shorter than SHORTEST_MS or
    longer than LONGEST_MS.
    """
    end_ms = min(end_ms, length_ms) if length_ms else end_ms
    if start_ms < 0 or not SHORTEST_MS <= end_ms - start_ms <= LONGEST_MS:
        raise Invalid(
            "is no stretch of the call",
            culprit="end_ms",
            remedy=f"{SHORTEST_MS // 1_000} to {LONGEST_MS // 1_000} seconds within the call",
        )
    return start_ms, end_ms


def lines(transcript: Transcript, start_ms: int, end_ms: int) -> Sequence[tuple[int, Utterance]]:
    """The lines that are wholly within a stretch, by their index; of others nothing is given."""
    return [
        (index, said)
        for index, said in enumerate(transcript.utterances)
        if said.start_ms is not None
        and said.end_ms is not None
        and start_ms <= said.start_ms
        and said.end_ms <= end_ms
    ]
