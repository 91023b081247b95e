"""Plugins: what runs, what stopped and why, and what may be set."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from litestar import Response, post

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.admin.config_form import Setting, checked, settings_of, toml
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.ports.catalogue import PluginState

# The steps of loading; the code of a failure says at which one it stopped.
STEPS = ("found", "manifest", "api", "config", "hooks", "running")
_STOPPED = {"manifest": 1, "api": 2, "config": 3, "network": 3, "secret": 3, "hook": 4, "import": 1}
_NEEDS = ("quarantined", "blocked")


@frozen
class Seen:
    """The plugins of a page. `show` is all | needs | off."""

    states: Sequence[PluginState]
    counts: Mapping[str, int]
    show: str


@get("/admin/plugins", sync_to_thread=True)
def listing(request: Web, app: App, by: By) -> Response[str]:
    """Every plugin; the first that needs somebody is opened."""
    seen = _seen(app, by, request.query_params.get("show", "all"))
    chosen = next((one for one in seen.states if one.state in _NEEDS), None)
    return _page(request, seen, chosen or next(iter(seen.states), None))


@get("/admin/plugins/{plugin_id:str}", sync_to_thread=True)
def show(request: Web, app: App, by: By, plugin_id: Part) -> Response[str]:
    """One plugin beside the others; `?level=1` computes how good it is."""
    seen = _seen(app, by, request.query_params.get("show", "all"))
    chosen = _one(app, plugin_id)
    report = _report(plugin_id) if request.query_params.get("level") else None
    return _page(request, seen, chosen, report=report)


@post("/admin/plugins/{plugin_id:str}/check", sync_to_thread=True)
def check(request: Web, app: App, by: By, plugin_id: Part, data: Form) -> Response[Any]:
    """Whether values would do, and the lines to put into the settings file."""
    seen, chosen = _seen(app, by, "all"), _one(app, plugin_id)
    fields = settings_of(chosen)
    values, errors = checked(fields, data, request)
    lines = "" if errors else toml(chosen.id, fields, values)
    return _page(
        request, seen, chosen, 422 if errors else 200, errors=errors, lines=lines, typed=data
    )


def _seen(app: Any, by: Actor, show: str) -> Seen:
    app.desk.scope(by, "plugin", "manage")
    states = app.catalogue.states()
    counts = {
        "all": len(states),
        "needs": sum(one.state in _NEEDS for one in states),
        "off": sum(one.state == "disabled" for one in states),
        "on": sum(one.state == "enabled" for one in states),
    }
    wanted = {"needs": _NEEDS, "off": ("disabled",)}.get(show)
    return Seen([one for one in states if not wanted or one.state in wanted], counts, show)


def _one(app: Any, plugin_id: str) -> PluginState:
    found = next((one for one in app.catalogue.states() if one.id == plugin_id), None)
    if found is None:
        raise NotFound(f"no plugin {plugin_id}")
    state: PluginState = found
    return state


def _report(plugin_id: str) -> Any:
    from revrise.apps import assembly

    return next(iter(assembly.check_plugin(plugin_id)), None)


def _page(
    request: Web, seen: Seen, chosen: PluginState | None, status: int = 200, **more: Any
) -> Response[str]:
    fields: Sequence[Setting] = settings_of(chosen) if chosen else ()
    return page(
        request,
        "admin/plugins.html",
        status,
        seen=seen,
        chosen=chosen,
        steps=STEPS,
        stopped=_stopped(chosen),
        fields=fields,
        report=more.get("report"),
        errors=more.get("errors") or {},
        lines=more.get("lines", ""),
        typed=more.get("typed") or {},
    )


def _stopped(state: PluginState | None) -> int:
    """The step a plugin stopped at; past the last one while it runs."""
    if state is None or state.state == "enabled":
        return len(STEPS)
    if state.state == "disabled":
        return 0
    words = state.code.replace("-", ".").replace("_", ".").split(".")
    return next((_STOPPED[word] for word in words if word in _STOPPED), len(STEPS) - 1)


HANDLERS = [listing, show, check]
