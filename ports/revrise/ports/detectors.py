"""Detectors: what finds the moments in a call that matter."""

from collections.abc import Iterable
from typing import Protocol

from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.transcript import Transcript


class Detector(Protocol):
    """A pure thing: the same words give the same moments; no clock, network or randomness."""

    @property
    def definition(self) -> DetectorDefinition:
        """What it finds, in which languages, and its version."""
        ...

    def find(self, transcript: Transcript) -> Iterable[Moment]:
        """The moments of the definition's kind, in any order; in time linear in the length.

        A span lies inside the text of its utterance and is not empty. `label` is one of the
        definition's, or empty where it has none; of a built-in kind `open` or `closed` for a
        question, the category of an objection (`revrise.core.conversations.objections`),
        `next_step` for a commitment, `attempt` for a closing. `data` stays empty, but for the
        `owner` of a commitment (seller | buyer | both | unknown): what is said is shown through
        the span alone, to those who may read it. How an objection was handled, the date of a
        commitment and the place of a closing are added by the host. Objections are the buyer's,
        closings the seller's. At most 50 moments for each utterance. Never raises, whatever the
        call: empty, untimed, without sides, in a language it does not know.
        """
        ...
