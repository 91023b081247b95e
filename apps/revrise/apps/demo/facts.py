"""What a reward rule may pay for, gathered from all records in order of time."""

from collections.abc import Iterable

from revrise.apps.demo.deal import Deal
from revrise.apps.demo.development import Development
from revrise.apps.demo.enablement import Fact


def facts(done: Development, deals: Iterable[Deal]) -> tuple[Fact, ...]:
    """Courses completed, role-plays passed, plans completed and deals won."""
    found = [
        Fact("course-completed", one.person_id, one.id, one.completed_at)
        for one in done.enrolments
        if one.completed_at
    ]
    found += [
        Fact("role-play-passed", one.person_id, one.id, one.at)
        for one in done.role_plays
        if one.passed
    ]
    found += [
        Fact("plan-completed", one.person_id, one.id, one.completed_at)
        for one in done.plans
        if one.completed_at
    ]
    found += [
        Fact("deal-won", deal.rep_id, deal.id, deal.closed_at, deal.amount)
        for deal in deals
        if deal.closed_at and deal.state == "won"
    ]
    return tuple(sorted(found, key=lambda fact: (fact.at, fact.kind, fact.subject_id)))
