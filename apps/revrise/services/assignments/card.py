"""The scorecard that reviewers score against: made in that moment, where the call has none.

Only of a scorecard made in the same commit nobody can have seen a level.
"""

from collections.abc import Callable, Sequence

from revrise.core.assist.answer import RUBRIC, ModelAnswer
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.facts import CallFacts
from revrise.ports.query import Query
from revrise.ports.rubrics import Rubric
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.bundle import assessments
from revrise.services.cleared.store import original
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, table

_REASON = "score a call in the moment it is given to reviewers"
_SCORED = ("call.scored", "call.added", "rubric.backscored")
Hear = Callable[[Transcript], CallAnalysis]


def to_hear(desk: Desk, work: UnitOfWork, call: Call, rubric: Rubric) -> Transcript | None:
    """The words a scorecard will have to be made of, where there is none; raises as `given_card`.

    Hearing takes long: it is done before the write, where nobody waits for it.
    """
    _open(desk, work, call)
    return None if _known(work, call, rubric.definition.id) else _said(work, call, rubric)


def given_card(
    desk: Desk, work: UnitOfWork, call: Call, rubric: Rubric, hear: Hear
) -> tuple[Assessment, bool]:
    """The scorecard, and whether nobody can have seen a level of it or of another version.

    `hear` measures words. Raises Refused where not everybody agrees now to have the call analysed
    and coached on, Conflict for one that is not analysed, Invalid for a language the rubric does
    not know.
    """
    _open(desk, work, call)
    known = _known(work, call, rubric.definition.id)
    if known:
        exact = [one for one in known if one.rubric == rubric.definition.ref]
        return (exact or list(known))[-1], False
    return _made(work, call, rubric, hear), _never_told(desk, work, call)


def card_id(work: UnitOfWork, call: Call, rubric: Rubric) -> str:
    """The id of the scorecard it would be, made or not."""
    known = _known(work, call, rubric.definition.id)
    refs = {one.rubric: one.id for one in known}
    newest = known[-1].id if known else assessment_id(call.id, rubric.definition.ref)
    return refs.get(rubric.definition.ref, newest)


def _open(desk: Desk, work: UnitOfWork, call: Call) -> None:
    if call.state != "analysed":
        raise Conflict(f"the call is {call.state}", culprit=call.id, remedy="wait for its analysis")
    _agreed(desk, work, call)


def _agreed(desk: Desk, work: UnitOfWork, call: Call) -> None:
    query, law = Query(where=where(call_id=call.id)), table(work)
    words = work.of(Consent).load_many(_scope(work, "consent"), query)
    for purpose in NEEDED:
        found = decide(words, call.participants, purpose, desk.clock.now(), law)
        if not found.allowed:
            raise Refused(found.because, culprit=call.id, remedy="have everybody agree first")


def _known(work: UnitOfWork, call: Call, name: str) -> Sequence[Assessment]:
    query = Query(where(subject_id=call.id), (("at", False), ("rubric", False)))
    cards = work.of(Assessment).load_many(_scope(work, "assessment"), query)
    return [one for one in cards if one.rubric.partition("@")[0] == name]


def _said(work: UnitOfWork, call: Call, rubric: Rubric) -> Transcript:
    if call.language not in rubric.definition.languages:
        raise Invalid(
            f"{rubric.definition.id} does not know the language of the call",
            culprit="rubric_id",
            remedy=f"one of {', '.join(rubric.definition.languages)}",
        )
    query = Query(where(call_id=call.id))
    words = work.of(CallTranscript).load_many(_scope(work, "call_transcript"), query)
    if not words:
        raise Conflict("the words of the call are not kept", culprit=call.id)
    return original(work, words[0]).transcript


def _made(work: UnitOfWork, call: Call, rubric: Rubric, hear: Hear) -> Assessment:
    said = _said(work, call, rubric)
    (card,) = assessments(call, [rubric.score(CallFacts.of(hear(said)))])
    work.of(Assessment).add(card, _scope(work, "assessment", "create"))
    levels = card.observations()
    work.of(Observation).add_many(list(levels), _scope(work, "observation", "create"))
    return card


def _never_told(desk: Desk, work: UnitOfWork, call: Call) -> bool:
    """Scored once only, so that no scorecard was taken away; no model was asked for levels."""
    scored = Query(where=where(subject=call.id, action=_SCORED), limit=2)
    told = list(desk.store.audit(_scope(work, "audit"), scored))
    asked = Query(where(call_id=call.id, task=RUBRIC))
    answers = work.of(ModelAnswer).count(_scope(work, "model_answer"), asked)
    return len(told) <= 1 and not answers


def _scope(work: UnitOfWork, resource: str, action: str = "read") -> Scope:
    return system_scope(work.actor.tenant_id, resource, action, _REASON)
