"""The review queue: every reason in words with its figures."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web import formats
from revrise.apps.web.forms import Form
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.calls.lines import CATEGORIES
from revrise.apps.web.screens.calls.metrics import SHOWN
from revrise.apps.web.screens.coaching import views
from revrise.apps.web.visit import visit, words
from revrise.core.bilingual import Language
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.errors import Invalid
from revrise.services.coaching.queue import ToReview, Why
from revrise.services.coaching.skipping import SkipCall
from revrise.services.reach import may

_SHOWN, _SOON = 50, timedelta(days=2)
WHY = {
    "bad_recording": marked("the recording is bad"),
    "no_conversation": marked("nothing of substance is said"),
    "known": marked("I was on it, or know it well"),
    "language": marked("I do not speak its language"),
    "too_long": marked("too long for what it teaches"),
    "other": marked("another reason"),
}
_REASONS = {
    "disputed": marked("The level of %(about)s is disputed"),
    "apart": marked("Coaches and machine %(figure)s levels apart on %(about)s (%(n)s scores)"),
    "edge": marked("Scored %(figure)s on %(about)s, on the edge between two levels"),
    "unscored": marked("Too little evidence to score %(about)s"),
    "unusual": marked("%(about)s %(figure)s; usual is %(low)s to %(high)s (%(n)s calls)"),
    "rare": marked("Objection seldom heard: %(about)s, in %(share)s of %(n)s calls"),
    "tests_plan": marked("Tests the plan on %(about)s"),
    "unheard": marked("Not heard for %(figure)s days"),
    "never_heard": marked("Never heard yet"),
}


@get("/coaching/reviews")
def reviews(request: Web, app: App, by: By) -> Response[str]:
    """The queue, and how much of each rep is heard."""
    app.desk.scope(by, "coach_score", "create")
    return shown(request, app, by, {}, 200)


@post("/coaching/reviews/{call_id:str}/back")
def take_back(request: Web, app: App, by: By, call_id: Part) -> Response[Any]:
    """Lets one come back."""
    app.skipping.take_back(call_id, by)
    _ = words(request)
    return redirect(request, "/coaching/reviews", _("The call may come back to your queue"))


@post("/coaching/reviews/{call_id:str}/skip")
def skip(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Passes over a call with a reason."""
    _ = words(request)
    try:
        app.skipping.skip(SkipCall(call_id, form.text("reason"), form.text("note")), by)
    except Invalid:
        wrong = {"": _("Choose a reason; for another one say which, in at most 500 characters")}
        return shown(request, app, by, wrong, 422)
    return redirect(request, "/coaching/reviews", _("Skipped: it does not come back to you"))


def shown(request: Web, app: Any, by: Any, errors: dict[str, str], status: int) -> Response[str]:
    """The queue, with what was wrong in a form of it."""
    locale, found = visit(request).locale, app.review_queues.show(by, _SHOWN)
    return page(
        request,
        "coaching/reviews.html",
        status,
        errors=errors,
        given=app.assignments.mine(by),
        soon=visit(request).now + _SOON,
        skips=app.skipping.show(by) if may(app.desk, by, "review_skip", "read") else None,
        why=WHY,
        queue=found,
        named=views.names(
            list(app.heat_maps.competencies(by).values()), app.catalogue.rubrics(), locale
        ),
        reviews=WORDS,
    )


@frozen
class QueueWords:
    """What templates ask of a line of the queue."""

    def why(self, found: ToReview, named: Mapping[str, str], locale: Language) -> list[str]:
        """Every reason in words, the strongest first."""
        order = sorted(found.why, key=lambda one: -one.points)
        return [_why(one, named, locale) for one in order]

    def sum_of(self, found: ToReview, named: Mapping[str, str], locale: Language) -> str:
        """How the value of a line comes about."""
        parts = [f"{_why(one, named, locale)} {one.points}" for one in found.why]
        return f"{' + '.join(parts)} = {found.value}"


WORDS = QueueWords()


def _why(one: Why, named: Mapping[str, str], locale: Language) -> str:
    """A reason in words, with its figures."""
    _ = Words(locale)

    def number(value: float | None) -> str:
        return "" if value is None else _figure(one, value, locale)

    return _(
        _REASONS[one.kind],
        about=_about(one, named, locale),
        figure=number(one.figure),
        share=formats.percent(one.figure, locale) if one.kind == "rare" else "",
        low=number(one.low),
        high=number(one.high),
        n=one.n,
    )


def _about(one: Why, named: Mapping[str, str], locale: Language) -> str:
    if one.kind == "unusual":
        return _METRICS[locale][one.about]
    if one.kind == "rare":
        return Words(locale)(CATEGORIES.get(one.about, one.about))
    return named.get(one.about) or named.get(one.about.partition("@")[0], one.about)


def _figure(one: Why, value: float, locale: Language) -> str:
    if one.kind == "unusual":
        kind = SHOWN[one.about]
        unit = kind.unit and Words(locale)(kind.unit)
        return f"{kind.write(value, locale)} {unit}".rstrip()
    return formats.number(value, locale, 0 if one.kind == "unheard" else 2)


_METRICS: Mapping[Language, Mapping[str, str]] = {
    "en": {one.key: one.title_en for one in DEFINITIONS},
    "zh": {one.key: one.title_zh for one in DEFINITIONS},
}
HANDLERS: list[Any] = [reviews, skip, take_back]
