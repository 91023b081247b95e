"""From a path or an id to reports."""

import difflib
import os
from pathlib import Path

from revrise.adapters.plugins.catalogue import PluginCatalogue
from revrise.adapters.plugins.discovery import Found, discover, single
from revrise.adapters.plugins.host import SELECTION, load
from revrise.adapters.plugins.quality.project import declared, root_of
from revrise.adapters.plugins.quality.rules import RULES
from revrise.adapters.plugins.quality.subject import Subject
from revrise.core.errors import NotFound
from revrise.ports.plugin_report import PluginReport


def check(target: str, folder: Path | None = None) -> tuple[PluginReport, ...]:
    """A report on each plugin of a folder with a pyproject.toml, of a file, or of this id.

    The id is of a plugin that is installed or a file of `folder`; one of a project need not be
    installed. Settings come from the environment. Raises NotFound for anything else,
    Misconfigured for a pyproject.toml that declares no plugin.
    """
    path = Path(target)
    if path.is_dir():
        return tuple(_report(found, path.resolve()) for found in declared(path.resolve()))
    if path.is_file():
        return (_report(single(path.resolve()), path.resolve().parent),)
    return (_report(_named(target, folder), None),)


def _named(name: str, folder: Path | None) -> Found:
    known = {found.name: found for found in discover(folder)}
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=1)
    remedy = f"did you mean {close[0]}?" if close else "give a folder, a file or an id"
    raise NotFound("no such folder, file or plugin", culprit=name, remedy=remedy)


def _report(found: Found, root: Path | None) -> PluginReport:
    environ = {name: value for name, value in os.environ.items() if name != SELECTION}
    catalogue: PluginCatalogue = load(found=[found], environ=environ)
    (plugin,) = catalogue.plugins
    where = root or root_of(plugin.module)
    subject = Subject(plugin, where)
    return PluginReport(plugin.state, tuple(rule(subject) for rule in RULES))
