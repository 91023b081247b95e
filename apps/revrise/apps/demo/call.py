"""A call record; its transcript is spoken only when somebody asks for it."""

from datetime import datetime

from attrs import frozen

from revrise.apps.demo.dialogue import perform
from revrise.apps.demo.script import Line, Setting
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

_TAIL_MS = 600


@frozen
class Consent:
    """The purposes a participant allowed and refused; `basis` is consent | contract.

    `separately`: they were asked about each purpose by itself.
    """

    participant_id: str
    granted: tuple[str, ...]
    refused: tuple[str, ...]
    basis: str
    jurisdiction: str
    at: datetime
    separately: bool = False


@frozen
class Call:
    """A call on a deal. `transcribed` says whether the company holds a transcript.

    `minutes` is the length on the phone bill; the transcript's own duration is exact.
    A participant without a Consent was never asked.
    """

    id: str
    deal_id: str
    rep_id: str
    contact_id: str
    stage: str
    started_at: datetime
    transcribed: bool
    setting: Setting
    consents: tuple[Consent, ...]
    seed: int

    @property
    def language(self) -> str:
        """`en` or `zh`."""
        return self.setting.language

    @property
    def minutes(self) -> int:
        """About how long it took."""
        return self.setting.minutes

    def allowed(self, purpose: str) -> bool:
        """Whether both participants consented to a purpose."""
        agreed = {c.participant_id for c in self.consents if purpose in c.granted}
        return {self.rep_id, self.contact_id} <= agreed

    def script(self) -> tuple[Line, ...]:
        """The lines with their true labels, performed anew, the same each time."""
        return perform(self.setting, self.seed, self.id)

    def transcript(self) -> Transcript:
        """The canonical transcript: seller A in channel 0, buyer B in channel 1."""
        lines = self.script()
        refs = {"seller": ("A", 0), "buyer": ("B", 1)}
        return Transcript(
            self.setting.language,
            (
                Speaker("A", "seller", self.setting.seller, self.rep_id),
                Speaker("B", "buyer", self.setting.buyer, self.contact_id),
            ),
            tuple(
                Utterance(
                    refs[line.side][0], line.text, line.start_ms, line.end_ms, refs[line.side][1]
                )
                for line in lines
            ),
            max(line.end_ms for line in lines) + _TAIL_MS,
            f"demo/{self.id}",
        )
