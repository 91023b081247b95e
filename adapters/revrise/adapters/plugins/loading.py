"""The steps from a found plugin to one in use; each ends in a Failure or the next."""

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any, Final

from revrise.adapters.plugins import config, failures
from revrise.adapters.plugins.failures import Failure, described
from revrise.adapters.plugins.hooks import connect
from revrise.adapters.plugins.kinds import KINDS, Kind
from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.schema import config_schema
from revrise.adapters.plugins.timebox import within
from revrise.adapters.plugins.tools import PluginTools
from revrise.core.errors import RevRiseError
from revrise.ports.manifest import PluginManifest

HOST_API: Final = 1
OLDEST_API: Final = 1
"""The host speaks its own interface and the one before it; there is none before 1."""

TIME_LIMIT_S: Final = 5.0
_MOST_THINGS: Final = 1000


def introduce(plugin: Plugin, limit: float = TIME_LIMIT_S) -> None:
    """Imports the plugin and reads its manifest."""
    _step(plugin, failures.IMPORT, lambda: _import(plugin, limit))
    _step(plugin, failures.MANIFEST, lambda: _manifest(plugin, limit))
    _step(plugin, failures.API, lambda: _acceptable(plugin))


def configure(
    plugin: Plugin,
    table: Any,
    environ: Mapping[str, str],
    others: Collection[str],
    stored: Mapping[str, Any] = config.NOTHING,
    secret: Callable[[str], str] = str,
) -> None:
    """Structures its configuration; of one that is switched off, only its schema."""

    def structure() -> None:
        cls = plugin.manifest.config if plugin.manifest else None
        plugin.schema = config_schema(cls) if cls else None
        if plugin.enabled:
            given = (plugin.id, cls, table, environ, others, stored, secret)
            plugin.config = config.structure(*given)

    _step(plugin, failures.CONFIG, structure)


def register(plugin: Plugin, environ: Mapping[str, str], limit: float = TIME_LIMIT_S) -> None:
    """Connects its hooks and collects the things it offers, unless it is switched off."""
    if not plugin.enabled:
        return
    _step(plugin, failures.UNKNOWN_HOOK, lambda: _connect(plugin))
    for kind in KINDS:
        _step(plugin, failures.REGISTER, partial(_collect, plugin, kind, environ, limit))


def _step(plugin: Plugin, code: str, step: Callable[[], None]) -> None:
    """Runs a step unless an earlier one failed. A plugin may raise anything, SystemExit too."""
    if plugin.failure or not plugin.selected:
        return
    try:
        step()
    except Failure as failure:
        plugin.quarantine(failure)
    except TimeoutError as error:
        remedy = "do slow work when first asked to, not on import or registration"
        plugin.quarantine(Failure(failures.TOO_SLOW, f"{_WHAT[code]}: {error}", remedy))
    except (Exception, SystemExit) as error:  # noqa: BLE001
        told = error.remedy if isinstance(error, RevRiseError) else None
        remedy = _REMEDY.get(code) or told or "report it to the plugin's author"
        plugin.quarantine(Failure(code, described(error, plugin.module), remedy))


_WHAT = {
    failures.IMPORT: "importing",
    failures.MANIFEST: "manifest()",
    failures.REGISTER: "registering",
}
_REMEDY = {
    failures.IMPORT: "reinstall it with what it needs, or report it to its author",
    failures.MANIFEST: "see PLUGINS.md, Manifest",
}


def _import(plugin: Plugin, limit: float) -> None:
    found = within(limit, plugin.found.load)
    if not isinstance(found, ModuleType):
        cause = f"the entry point gives {found!r:.80}, not a module"
        raise Failure(failures.IMPORT, cause, "let it name the module alone")
    plugin.module = found


def _manifest(plugin: Plugin, limit: float) -> None:
    hook = getattr(plugin.module, "manifest", None)
    if not callable(hook) or not hasattr(hook, "revrise_impl"):
        missing = "manifest() is not marked" if callable(hook) else "there is no manifest()"
        remedy = "write `@hookimpl def manifest() -> PluginManifest`"
        raise Failure(failures.MANIFEST, missing, remedy)
    answer = within(limit, hook)
    if not isinstance(answer, PluginManifest):
        cause = f"manifest() answered {answer!r:.80}, expected PluginManifest"
        raise Failure(failures.MANIFEST, cause, "return a PluginManifest")
    name = plugin.found.name
    if answer.id != name:
        cause = f"its manifest says {answer.id!r}, its entry point or file {name!r}"
        raise Failure(failures.MANIFEST, cause, "give both the same name")
    plugin.manifest = answer


def _acceptable(plugin: Plugin) -> None:
    manifest = plugin.manifest
    if manifest is None:
        return
    if not OLDEST_API <= int(manifest.api) <= HOST_API:
        newer = int(manifest.api) > HOST_API
        spoken = str(HOST_API) if OLDEST_API == HOST_API else f"{OLDEST_API}–{HOST_API}"
        cause = f"written for API {manifest.api}, this host speaks {spoken}"
        raise Failure(failures.API, cause, f"upgrade {'RevRise' if newer else 'the plugin'}")
    if manifest.tier == "isolated":
        cause = "it asks for a process of its own, which this host does not offer yet"
        raise Failure(failures.TIER, cause, 'if you trust it, ask its author for tier="trusted"')


def _connect(plugin: Plugin) -> None:
    if plugin.module is not None:
        plugin.hooks = connect(plugin.module)
        callers = plugin.hooks.get_hookcallers(plugin.module) or ()
        plugin.implements = tuple(sorted(caller.name for caller in callers))


def _collect(plugin: Plugin, kind: Kind, environ: Mapping[str, str], limit: float) -> None:
    hook = getattr(plugin.hooks.hook, kind.hook) if plugin.hooks else None
    if hook is None or not hook.get_hookimpls():
        return
    offered = arguments(plugin, hook, environ)
    things = within(limit, lambda: _things(kind, hook(**offered)))
    plugin.things[kind.name] = [_fit(kind, thing) for thing in things]


def arguments(plugin: Plugin, hook: Any, environ: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """What the host offers for the arguments a hook is specified with."""
    manifest = plugin.manifest
    secrets, network = (manifest.secrets, manifest.network) if manifest else ((), ())
    tools = PluginTools(plugin.id, secrets, environ, plugin.send, network, plugin.fetch)
    offered = {"config": plugin.config, "tools": tools, **more}
    return {name: offered[name] for name in hook.spec.argnames}


def _things(kind: Kind, answers: list[Any]) -> list[Any]:
    """All that the hook answered; generators are run here, where the time is limited."""
    things: list[Any] = []
    for answer in answers or [None]:  # pluggy leaves out a None
        if not isinstance(answer, Iterable) or isinstance(answer, str | bytes | Mapping):
            cause = f"{kind.hook}() answered {answer!r:.80}, expected an iterable"
            raise Failure(failures.WRONG_RESULT, cause, f"return a list, or yield each {kind.name}")
        things += itertools.islice(answer, _MOST_THINGS + 1)
    if len(things) > _MOST_THINGS:
        cause = f"{kind.hook}() answered more than {_MOST_THINGS} things"
        raise Failure(failures.WRONG_RESULT, cause, "end the generator")
    return things


def _fit(kind: Kind, thing: Any) -> Any:
    cause = f"{kind.hook}() offered {thing!r:.80}"
    if isinstance(thing, type):
        raise Failure(failures.WRONG_RESULT, f"{cause}, a class", "offer an instance of it")
    if missing := kind.missing(thing):
        lack = f"{cause}, which lacks {', '.join(missing)}"
        raise Failure(failures.WRONG_RESULT, lack, f"implement {kind.promise.__name__}")
    if kind.defined and not isinstance(thing.definition, kind.defined):
        given = f"{cause} with the definition {thing.definition!r:.80}"
        raise Failure(failures.WRONG_RESULT, given, f"give it a {kind.defined.__name__}")
    if not isinstance(kind.id(thing), str) or not kind.id(thing):
        raise Failure(failures.WRONG_RESULT, f"{cause} without {kind.key}", "give it one")
    return thing
