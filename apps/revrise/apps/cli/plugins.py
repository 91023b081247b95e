"""`revrise plugins`: which there are, how they do, how to write one."""

import difflib
import json as json_text
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rich_click as click
from attrs import asdict
from click import Context

from revrise.apps.cli.acting import Session, acting
from revrise.apps.cli.echo import echo
from revrise.apps.cli.scaffold.names import Names
from revrise.apps.cli.scaffold.project import KINDS, create
from revrise.apps.cli.trying import try_
from revrise.core.errors import Invalid, NotFound
from revrise.ports.catalogue import Catalogue, PluginState
from revrise.ports.plugin_report import PluginReport
from revrise.services.plugins.settings import ConfigurePlugin, PluginSettings

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def plugins() -> None:
    """See, check and write plugins."""


plugins.add_command(try_)


@plugins.command("list")
@click.option("--level", "levels", is_flag=True, help="Compute each plugin's level (slower).")
@as_json
def list_(levels: bool, as_json: bool) -> None:
    """Every plugin with its state, and what to do about those that are not in use."""
    states = _catalogue().states()
    reached = {state.id: _level(state) for state in states} if levels else {}
    if as_json:
        _print([_summary(state) | _said("level", reached.get(state.id)) for state in states])
        return
    headings = ["ID", "KIND", "VERSION", "API", *(["LEVEL"] if levels else []), "STATE", "NOTE"]
    _table(headings, [_row(state, reached.get(state.id)) for state in states])


@plugins.command()
@click.argument("plugin_id", metavar="ID")
@as_json
def show(plugin_id: str, as_json: bool) -> None:
    """One plugin: hooks, settings, state."""
    state = _state(plugin_id)
    if as_json:
        _print(asdict(state))
        return
    echo(f"{state.name} ({state.id})  {state.state}")
    if state.code:
        echo(f"{_note(state)}; see {state.docs}")
    echo(state.summary)
    echo(f"from {state.distribution} {state.version}, API {state.api or '-'}")
    echo(f"hooks: {', '.join(state.hooks) or '-'}")
    _settings(state)


@plugins.command()
@click.argument("target", metavar="[PATH]", default=".")
@as_json
@click.pass_context
def check(ctx: Context, target: str, as_json: bool) -> None:
    """How good a plugin is: folder, single file or id; exits with 1 below bronze."""
    from revrise.apps import assembly

    reports = assembly.check_plugin(target)
    if as_json:
        _print([_report(report) for report in reports])
    else:
        for report in reports:
            _tell(report)
    if any(report.level == "none" for report in reports):
        ctx.exit(1)


@plugins.command()
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--name", help="What people call it, e.g. 'First call'.")
@click.option("--id", "plugin_id", help="Its id; made from the name if left out.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder; revrise-ID if left out.")
@as_json
def new(
    kind: str | None, name: str | None, plugin_id: str | None, output: Path | None, as_json: bool
) -> None:
    """Start a plugin: a repository whose tests are green. Asks for what is not given."""
    kind = kind or click.prompt("Kind", type=click.Choice(KINDS), err=True)
    name = name or click.prompt("Name", default=f"My {kind}".replace("-", " "), err=True)
    names = Names.of(name, plugin_id)
    folder = output or Path(names.distribution)
    files = create(kind, names, folder)
    install = "pip install -e . 'revrise[cli,testing]'"
    steps = [f"cd {folder}", install, "python -m pytest", "revrise plugins list"]
    if as_json:
        _print({"id": names.id, "kind": kind, "files": [str(path) for path in files]})
        return
    echo("\n".join([*map(str, files), "", "Next:", *(f"  {step}" for step in steps)]))


@plugins.command("set")
@click.argument("plugin_id", metavar="ID")
@click.argument("pairs", metavar="KEY=VALUE…", nargs=-1, required=True)
@as_json
@acting
def set_(session: Session, plugin_id: str, pairs: tuple[str, ...], as_json: bool) -> None:
    """Store settings over those of the file; KEY= goes back to file or default."""
    _configure(session, ConfigurePlugin(plugin_id, dict(map(_pair, pairs))), as_json=as_json)


@plugins.command()
@click.argument("plugin_id", metavar="ID")
@as_json
@acting
def enable(session: Session, plugin_id: str, as_json: bool) -> None:
    """Switch a plugin on."""
    _configure(session, ConfigurePlugin(plugin_id, enabled=True), as_json=as_json)


@plugins.command()
@click.argument("plugin_id", metavar="ID")
@as_json
@acting
def disable(session: Session, plugin_id: str, as_json: bool) -> None:
    """Switch a plugin off; what it did stays."""
    _configure(session, ConfigurePlugin(plugin_id, enabled=False), as_json=as_json)


@plugins.command()
@click.argument("plugin_id", metavar="ID")
@as_json
@acting
def restore(session: Session, plugin_id: str, as_json: bool) -> None:
    """Put the settings before the last change back."""
    _stored(session.app.plugin_settings.restore(plugin_id, None, session.actor), as_json=as_json)


def _configure(session: Session, command: ConfigurePlugin, *, as_json: bool) -> None:
    _stored(session.app.plugin_settings.configure(command, session.actor), as_json=as_json)


def _pair(text: str) -> tuple[str, Any]:
    """A key with its value: JSON where it is some (12, true), else text; nothing is None."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise Invalid("not KEY=VALUE", culprit=text)
    try:
        return key, json_text.loads(value) if value else None
    except ValueError:
        return key, value


def _stored(found: PluginSettings, *, as_json: bool) -> None:
    if as_json:
        _print(asdict(found))
        return
    echo(f"{found.id} is {'on' if found.enabled else 'off'}")
    for key, value in found.settings.items():
        echo(f"{key} = {json_text.dumps(value, ensure_ascii=False)}")
    for key in found.secrets:
        echo(f"{key} is set, not shown")


def _catalogue() -> Catalogue:
    from revrise.apps import assembly

    return assembly.plugins()


def _state(plugin_id: str) -> PluginState:
    states = {state.id: state for state in _catalogue().states()}
    if plugin_id in states:
        return states[plugin_id]
    close = difflib.get_close_matches(plugin_id, states, n=1)
    remedy = f"did you mean {close[0]}?" if close else "see revrise plugins list"
    raise NotFound("no such plugin", culprit=plugin_id, remedy=remedy)


def _level(state: PluginState) -> str:
    from revrise.apps import assembly

    if state.state != "enabled":
        return "-"
    return next((report.level for report in assembly.check_plugin(state.id)), "-")


def _summary(state: PluginState) -> dict[str, Any]:
    return {key: value for key, value in asdict(state).items() if key != "config"}


def _said(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value else {}


def _row(state: PluginState, level: str | None) -> list[str]:
    kinds = ", ".join(state.kinds) or "-"
    levels = [level] if level else []
    return [state.id, kinds, state.version, state.api or "-", *levels, state.state, _note(state)]


def _note(state: PluginState) -> str:
    if state.code:
        return f"{state.code} {state.cause} (fix: {state.remedy})"
    offers = any(hook.startswith("register_") for hook in state.hooks)
    idle = state.state == "enabled" and offers and not state.kinds
    return f"offers nothing as it is set (revrise plugins show {state.id})" if idle else ""


def _settings(state: PluginState) -> None:
    schema = state.config or {"properties": {}, "required": []}
    rows = [
        [
            f"plugins.{state.id}.{key}",
            str(field.get("type", field.get("enum", ""))),
            "required" if key in schema["required"] else json_text.dumps(field.get("default")),
            field.get("description", ""),
        ]
        for key, field in schema["properties"].items()
    ]
    if rows:
        _table(["SETTING", "TYPE", "DEFAULT", "DESCRIPTION"], rows)


def _report(report: PluginReport) -> dict[str, Any]:
    return {
        "id": report.state.id,
        "level": report.level,
        "state": _summary(report.state),
        "checks": [asdict(check) for check in report.checks],
    }


def _tell(report: PluginReport) -> None:
    echo(f"{report.state.id}: {report.level}")
    rows = [
        [check.level, check.rule, "ok" if check.met else "missed", check.found, check.remedy]
        for check in report.checks
    ]
    _table(["LEVEL", "RULE", "", "FOUND", "WAY OUT"], rows)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console().print(table)


def _print(value: Any) -> None:
    echo(json_text.dumps(value, ensure_ascii=False, indent=2, default=str))
