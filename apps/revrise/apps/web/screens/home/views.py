"""The sentences of the next steps: what, why, where it comes from, and one thing to do."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.apps.web import formats
from revrise.apps.web.i18n import Words, marked
from revrise.core.coaching.wording import said
from revrise.services.home.views import HomeView, Step


@frozen
class Said:
    """A step in words. `urgency` is bad | warn | ''; the button leads to `does`."""

    title: str
    why: str
    source: str
    tag: str
    urgency: str
    minutes: int
    action: str
    icon: str
    href: str
    id: str
    does: str


@frozen
class _Wording:
    title: str
    why: str
    source: str
    action: str
    icon: str


_WORDINGS: Mapping[str, _Wording] = {
    "deal_step": _Wording(
        marked("%(detail)s"),
        marked("You planned it as the next step of %(about)s (%(value)s)."),
        marked("from the deal"),
        marked("Open the deal"),
        "layout-kanban",
    ),
    "deal_stalled": _Wording(
        marked("Decide what happens with %(about)s"),
        marked("%(days)s days in its stage, and the process allows %(limit)s. Worth %(value)s."),
        marked("from the deal"),
        marked("Plan a step"),
        "layout-kanban",
    ),
    "deal_stepless": _Wording(
        marked("Decide what happens with %(about)s"),
        marked("Nobody wrote down its next step. Worth %(value)s."),
        marked("from the deal"),
        marked("Plan a step"),
        "layout-kanban",
    ),
    "plan_accept": _Wording(
        marked("Answer the plan for “%(about)s”"),
        marked("Your coach proposes it; it counts once you accept."),
        marked("from your coaching plan"),
        marked("Read the plan"),
        "target-arrow",
    ),
    "plan_action": _Wording(
        marked("%(about)s"),
        marked("The next action of your plan."),
        marked("from your coaching plan"),
        marked("Start"),
        "messages",
    ),
    "course": _Wording(
        marked("Go on with “%(about)s”"),
        marked("It was assigned to you."),
        marked("from your courses"),
        marked("Start"),
        "school",
    ),
    "feedback": _Wording(
        marked("Read what %(detail)s says of your call"),
        marked("New feedback on “%(about)s”."),
        marked("from the call"),
        marked("Read it"),
        "message-2",
    ),
    "review": _Wording(
        marked("Review %(detail)s: %(about)s"),
        marked("Of the calls nobody reviewed it tells most: %(because)s."),
        marked("from the review queue"),
        marked("Review"),
        "headphones",
    ),
    "blind": _Wording(
        marked("Score %(about)s blind"),
        marked("A call of %(detail)s was given to you and others; levels are shown once all gave."),
        marked("given to you"),
        marked("Score it"),
        "eye-off",
    ),
    "meeting": _Wording(
        marked("1:1 with %(about)s"),
        marked("The agenda is made from their calls, plan and promises."),
        marked("from your calendar"),
        marked("Open the agenda"),
        "users",
    ),
    "stuck": _Wording(
        marked("Look at the %(about)s deals that are stuck"),
        marked("They stand longer than their stage allows; %(detail)s have no next step."),
        marked("from the pipeline"),
        marked("Open the pipeline"),
        "layout-kanban",
    ),
    "approve": _Wording(
        marked("Approve “%(about)s”"),
        marked("%(detail)s submitted it; nobody can use it before."),
        marked("from the library"),
        marked("Read and decide"),
        "clipboard-check",
    ),
}


REASONS: Mapping[str, str] = {
    "disputed": marked("score disputed"),
    "apart": marked("coaches scored otherwise"),
    "edge": marked("score between two levels"),
    "unscored": marked("little evidence"),
    "unusual": marked("unusual for the rep"),
    "rare": marked("rare objection"),
    "tests_plan": marked("tests a plan"),
    "unheard": marked("rep not heard for long"),
    "never_heard": marked("rep never reviewed"),
}


def say(step: Step, _: Words, now: datetime) -> Said:
    """A step for a reader."""
    days, _slash, limit = step.detail.partition("/")
    over = days.isdigit() and limit.isdigit() and 0 < int(limit) < int(days)
    kind = "deal_stepless" if step.kind == "deal_stalled" and not over else step.kind
    wording = _WORDINGS[kind]
    about = step.about_zh if step.about_zh and _.locale == "zh" else said(step.about, _.locale)
    values = {
        "about": about,
        "detail": step.detail,
        "days": days,
        "limit": limit,
        "value": formats.compact(step.value, _.locale),
        "because": _(", ").join(_(REASONS[why]) for why in step.because),
    }
    tag, urgency = _when(step, _, now)
    return Said(
        title=_(wording.title, **values),
        why=_(wording.why, **values),
        source=_(wording.source, **values),
        tag=tag,
        urgency=urgency,
        minutes=step.minutes,
        action=_(wording.action, **values),
        icon=wording.icon,
        href=step.href,
        id=step.id,
        # Heard before the machine's levels are seen.
        does=step.href + ("/score" if step.kind == "review" else ""),
    )


def parts(view: HomeView) -> frozenset[str]:
    """The parts worth their room: who only leads is not shown deals they do not have."""
    found = {
        name
        for name in ("team", "coaching", "enabling", "system")
        if getattr(view, name) is not None
    }
    mine = view.mine
    if mine is not None and (not found or _busy(view)):
        found.add("mine")
    return frozenset(found)


def _busy(view: HomeView) -> bool:
    mine = view.mine
    return bool(
        mine
        and (
            mine.risks
            or mine.plans
            or mine.learning
            or mine.heard
            or (mine.board and mine.board.count)
        )
    )


def _when(step: Step, _: Words, now: datetime) -> tuple[str, str]:
    if step.due is None or step.late_days is None:
        return "", ""
    if step.late_days > 0:
        return _.n("%(num)s day late", "%(num)s days late", step.late_days), "bad"
    if step.due.date() == now.date() or step.late_days == 0:
        return _("due today"), "warn"
    return _("due %(day)s", day=formats.day(step.due, _.locale, "weekday", now=now)), ""
