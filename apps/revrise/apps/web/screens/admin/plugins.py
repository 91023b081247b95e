"""Plugins: what runs, what stopped and why, what is set, and on or off."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.admin.config_form import Setting, changed, settings_of
from revrise.apps.web.visit import words
from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.ports.catalogue import PluginState
from revrise.services.jobs.errands import Ask
from revrise.services.plugins.settings import ConfigurePlugin, PluginSettings, WrongSettings
from revrise.services.processing.remeasuring import REMEASURE
from revrise.services.reach import may

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


@get("/admin/plugins")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """Every plugin; the first that needs somebody is opened."""
    seen = _seen(app, by, request.query_params.get("show", "all"))
    chosen = next((one for one in seen.states if one.state in _NEEDS), None)
    return _page(request, app, by, seen, chosen or next(iter(seen.states), None))


@get("/admin/plugins/{plugin_id:str}")
def show(request: Web, app: App, by: By, plugin_id: Part) -> Response[str]:
    """One plugin beside the others; `?level=1` computes how good it is."""
    seen = _seen(app, by, request.query_params.get("show", "all"))
    chosen = _one(app, plugin_id)
    report = _report(plugin_id) if request.query_params.get("level") else None
    return _page(request, app, by, seen, chosen, report=report)


@post("/admin/plugins/{plugin_id:str}/settings")
def save(request: Web, app: App, by: By, plugin_id: Part, form: Form) -> Response[Any]:
    """Stores what was typed, or says what is wrong with it."""
    seen, chosen, _ = _seen(app, by, "all"), _one(app, plugin_id), words(request)
    settings, errors = changed(_fields(app, chosen), form, _)
    if not errors:
        try:
            version = form.whole("version") or 0
            wanted = ConfigurePlugin(plugin_id, settings, version=version)
            app.plugin_settings.configure(wanted, by)
            return redirect(request, f"/admin/plugins/{plugin_id}", _("Saved, and in force"))
        except WrongSettings as error:
            errors = dict(error.problems)
    return _page(request, app, by, seen, chosen, 422, errors=errors, typed=form)


@post("/admin/plugins/{plugin_id:str}/enabled")
def switch(request: Web, app: App, by: By, plugin_id: Part, form: Form) -> Response[Any]:
    """On or off."""
    _, on = words(request), form.text("enabled") == "1"
    wanted = ConfigurePlugin(plugin_id, enabled=on, version=form.whole("version") or 0)
    app.plugin_settings.configure(wanted, by)
    name = _one(app, plugin_id).name
    said = _("%(name)s is on", name=name) if on else _("%(name)s is off", name=name)
    return redirect(request, f"/admin/plugins/{plugin_id}", said)


@post("/admin/detectors/remeasure")
def remeasure(request: Web, app: App, by: By) -> Response[Any]:
    """Hands calls that other detectors heard to a worker; its job shows how far it is."""
    job = app.errands.ask(Ask(REMEASURE, "plugin", "manage", {}), by)
    said = words(request)("Calls are measured again; how far it is stands here.")
    return redirect(request, f"/admin/jobs/{job}", said)


@post("/admin/plugins/{plugin_id:str}/restore")
def restore(request: Web, app: App, by: By, plugin_id: Part, form: Form) -> Response[Any]:
    """The settings before the last change again."""
    app.plugin_settings.restore(plugin_id, form.whole("version") or 0, by)
    said = words(request)("The earlier settings are back")
    return redirect(request, f"/admin/plugins/{plugin_id}", said)


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
    request: Web,
    app: Any,
    by: Actor,
    seen: Seen,
    chosen: PluginState | None,
    status: int = 200,
    **more: Any,
) -> Response[str]:
    return page(
        request,
        "admin/plugins.html",
        status,
        seen=seen,
        chosen=chosen,
        steps=STEPS,
        stopped=_stopped(chosen),
        fields=_fields(app, chosen) if chosen else (),
        stored=_stored(app, chosen, by),
        configures=may(app.desk, by, "plugin", "configure"),
        report=more.get("report"),
        errors=more.get("errors") or {},
        typed=more.get("typed") or Sent(),
    )


def _stored(app: Any, state: PluginState | None, by: Actor) -> PluginSettings | None:
    """None of what is not installed, and for who may not see it."""
    installed = state is not None and bool(state.distribution or state.config)
    if state is None or not installed or not may(app.desk, by, "plugin_setting", "read"):
        return None
    found: PluginSettings = app.plugin_settings.show(state.id, by)
    return found


def _fields(app: Any, state: PluginState) -> Sequence[Setting]:
    return settings_of(state, app.plugin_host.values(state.id))


def _stopped(state: PluginState | None) -> int:
    """The step a plugin stopped at; past the last one while it runs."""
    if state is None or state.state == "enabled":
        return len(STEPS)
    if state.state == "disabled":
        return 0
    words = state.code.replace("-", ".").replace("_", ".").split(".")
    return next((_STOPPED[word] for word in words if word in _STOPPED), len(STEPS) - 1)


HANDLERS = [listing, show, save, switch, remeasure, restore]
