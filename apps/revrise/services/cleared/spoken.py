"""Which cells hold words of a conversation, or what was written about one."""

from collections.abc import Mapping
from typing import Any

from attrs import Factory, frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.coaching.review_skip import ReviewSkip
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.governance.consent import Consent
from revrise.core.governance.contact_consent import ContactConsent
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute

_ALL: tuple[str, ...] = ()


@frozen
class Spoken:
    """Where a kind of record keeps words.

    `call` is the column with the call's id, "" for what hangs on a person alone; `owner` the
    rep's. `words` says of each column with words which fields inside hold them; none: every text
    in it. Whoever is in `author` wrote them and has them plain.
    """

    call: str
    owner: str
    words: Mapping[str, tuple[str, ...]] = Factory(dict)
    author: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        """What has to be known of a row to decide."""
        named = ("id", self.call, self.owner, "team_id", self.author)
        return tuple(dict.fromkeys(filter(None, named)))


def _texts(*names: str) -> Mapping[str, tuple[str, ...]]:
    return dict.fromkeys(names, _ALL)


SPOKEN: Mapping[type[Any], Spoken] = {
    Call: Spoken("id", "owner_id", _texts("title", "source", "blocked_reason")),
    CallTranscript: Spoken("call_id", "owner_id", _texts("transcript")),
    Consent: Spoken("call_id", "owner_id", _texts("evidence")),
    ContactConsent: Spoken("", "owner_id", _texts("evidence")),
    CallComment: Spoken("call_id", "owner_id", _texts("text"), "author_id"),
    Clip: Spoken("call_id", "owner_id", _texts("title", "note"), "author_id"),
    ModelAnswer: Spoken(
        "call_id", "owner_id", {"points": ("text",), "question": _ALL}, "author_id"
    ),
    Assessment: Spoken("subject_id", "person_id", {"scorecard": ("because", "reason")}),
    Observation: Spoken("subject_id", "person_id", _texts("because")),
    CoachScore: Spoken("subject_id", "person_id", _texts("because"), "coach_id"),
    Adjudication: Spoken("subject_id", "person_id", {"reason": _ALL}, "settled_by"),
    ReviewSkip: Spoken("call_id", "owner_id", {"note": _ALL}, "coach_id"),
    Dispute: Spoken("subject_id", "person_id", _texts("reason", "decision")),
    Plan: Spoken("", "person_id", {"actions": ("title",), "closed_reason": _ALL}),
    OneOnOne: Spoken(
        "",
        "person_id",
        {**_texts("agenda", "shared_notes", "private_notes"), "promises": ("text",)},
        "coach_id",
    ),
}
