"""Rewards: where one stands, the ledger, the rules, running them."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.rewards import views
from revrise.apps.web.visit import words
from revrise.services.jobs.errands import Ask
from revrise.services.rewards.page import NEWEST, WEEKS
from revrise.services.rewards.service import SETTLE

_CHOICES = (4, 13, 26)


@get("/rewards")
def board(request: Web, app: App, by: By) -> Response[str]:
    """Places with their ranges, one's points with their reasons, and the scheme's fairness."""
    _, weeks = words(request), _weeks(request)
    view = app.reward_pages.view(by, request.query_params.get("team") or None, weeks)
    own = view.own
    shown: dict[str, Any] = {
        "view": view,
        "title": views.title(view, by.person_id, _),
        "level": views.level(view, by.person_id),
        "lines": views.lines(own.entries, own.why_not[:3], view.rules, _, most=NEWEST)
        if own
        else [],
        "weeks": weeks,
        "choices": _CHOICES,
        "mine": by.person_id,
    }
    return page(request, "rewards/board.html", **shown)


@get("/rewards/ledger")
def ledger(request: Web, app: App, by: By) -> Response[str]:
    """Every entry in reach."""
    _, person = words(request), request.query_params.get("person") or None
    rows, cursor = app.reward_pages.entries(by, person, request.query_params.get("cursor"))
    known = app.reward_pages.rules()
    found = [(views.lines([row], (), known, _)[0], row["person"]) for row in rows]
    return page(request, "rewards/ledger.html", lines=found, cursor=cursor, person=person)


@get("/rewards/rules")
def rules(request: Web, app: App, by: By) -> Response[str]:
    """What earns points."""
    app.desk.scope(by, "ledger_entry")
    return page(request, "rewards/rules.html", rules=app.reward_pages.rules())


@get("/rewards/run")
def ask(request: Web, app: App, by: By) -> Response[str]:
    """What a run would grant and take back now; nothing is changed."""
    done = app.rewards.run(by, dry=True)
    found = views.preview(done, app.reward_pages.rules())
    token = app.desk.ids.new("form")
    return page(request, "rewards/run.html", run=done, rules=found, token=token)


@post("/rewards/run")
def run(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Hands the run to a worker."""
    asked = Ask(SETTLE, "ledger_entry", "grant", {}, key=form.text("token"))
    app.errands.ask(asked, by)
    said = words(request)("The rules run now; new points show here in a moment.")
    return redirect(request, "/rewards", said)


@post("/rewards/shown")
def shown(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """One's own choice to be on boards."""
    on, _ = form.text("shown") == "1", words(request)
    app.reward_pages.show_me(by, shown=on)
    said = _("You are on boards.") if on else _("You are counted, not shown.")
    return redirect(request, "/rewards", said)


def _weeks(request: Web) -> int:
    asked = request.query_params.get("weeks", "")
    return int(asked) if asked in {str(one) for one in _CHOICES} else WEEKS


HANDLERS = [board, ledger, rules, ask, run, shown]
