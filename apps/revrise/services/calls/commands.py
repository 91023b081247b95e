"""What can be asked of calls: adding one, under what was agreed."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from attrs import field, frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.title import typed
from revrise.core.conversations.transcript import Transcript
from revrise.core.ids import derived
from revrise.core.scoring.scorecard import Scorecard

# Training of models is never among what is usual: it takes its own word.
# Everybody on a call, as long as nobody knows who speaks.
ALL = "*"
USUAL = ("record", "transcribe", "analyse", "coach")
CONSENTS = ("all-party", "seller-only", "none")


@frozen
class Agreed:
    """Who agreed to what before the call: participants (None: all) and purposes, on a basis.

    `separately`: to each purpose by itself.
    """

    jurisdiction: str
    participants: tuple[str, ...] | None = None
    purposes: tuple[str, ...] = USUAL
    basis: str = "consent"
    evidence: str = ""
    separately: bool = False


def _each(agreed: Agreed | tuple[Agreed, ...] | None) -> tuple[Agreed, ...]:
    if agreed is None:
        return ()
    return (agreed,) if isinstance(agreed, Agreed) else agreed


@frozen
class AddCall:
    """A call to keep. `fingerprint` is the SHA-256 of what it came from.

    `agreed` may differ by participant. None: nobody's consent is known, so nothing is analysed
    or shown. Raises Invalid for a `title` that nobody types.
    """

    transcript: Transcript
    fingerprint: str
    title: str = field(converter=typed)
    rep_id: str
    at: datetime
    deal_id: str | None = None
    agreed: tuple[Agreed, ...] = field(default=None, converter=_each)
    source: str = ""
    media_sha256: str | None = None

    @property
    def participants(self) -> tuple[str, ...]:
        """The refs of those who spoke; everybody, where nobody did."""
        return tuple(speaker.ref for speaker in self.transcript.speakers) or (ALL,)

    def call_id(self, tenant_id: str) -> str:
        """The same id for the same file of the same rep."""
        return derived("call", tenant_id, self.rep_id, self.fingerprint)


@frozen
class Added:
    """What became of it; `created` False: it was there already, nothing was changed."""

    call: Call
    created: bool
    scorecards: tuple[Scorecard, ...] = ()


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
