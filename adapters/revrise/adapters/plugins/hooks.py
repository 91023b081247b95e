"""Hook implementations meet their specifications; what does not fit is named."""

import difflib
import inspect
from functools import cache
from types import ModuleType

import pluggy

from revrise.adapters.plugins.failures import UNKNOWN_HOOK, WRONG_ARGUMENT, Failure
from revrise.ports.hooks import PROJECT
from revrise.ports.hookspecs import CONCERNS

_MARK = f"{PROJECT}_impl"


def connect(module: ModuleType) -> pluggy.PluginManager:
    """A manager with this plugin alone. Raises Failure for an unknown hook or argument."""
    manager = pluggy.PluginManager(PROJECT)
    for concern in CONCERNS:
        manager.add_hookspecs(concern)
    _marked(module)
    try:
        manager.register(module, module.__name__)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise _unfit(module, error) from None
    return manager


@cache
def specified() -> dict[str, tuple[str, ...]]:
    """Every hook of the host with its arguments."""
    return {
        name: tuple(inspect.signature(function).parameters)[1:]
        for concern in CONCERNS
        for name, function in vars(concern).items()
        if not name.startswith("_")
    }


def _marked(module: ModuleType) -> None:
    """A function that is called like a hook but not marked would be silently left out."""
    for name in specified():
        function = getattr(module, name, None)
        own = getattr(function, "__module__", None) == module.__name__
        if inspect.isfunction(function) and own and not hasattr(function, _MARK):
            cause = f"{name}() is not marked as a hook ({_place(function)})"
            raise Failure(UNKNOWN_HOOK, cause, "put @hookimpl above it")


def _unfit(module: ModuleType, error: pluggy.PluginValidationError) -> Failure:
    """Says pluggy's complaint in our words, with the place and a close name."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if not hasattr(function, _MARK):
            continue
        if name not in specified():
            return _unknown_hook(name, function)
        if extra := set(inspect.signature(function).parameters) - set(specified()[name]):
            return _unknown_argument(name, sorted(extra), function)
    return Failure(UNKNOWN_HOOK, str(error), "see PLUGINS.md, Hooks")


def _unknown_hook(name: str, function: object) -> Failure:
    close = difflib.get_close_matches(name, specified(), n=1)
    remedy = f"did you mean {close[0]}?" if close else "see PLUGINS.md, Hooks"
    return Failure(UNKNOWN_HOOK, f"unknown hook {name!r} ({_place(function)})", remedy)


def _unknown_argument(name: str, extra: list[str], function: object) -> Failure:
    offered = ", ".join(specified()[name]) or "no arguments"
    names = ", ".join(map(repr, extra))
    cause = f"{name}() asks for {names} ({_place(function)})"
    return Failure(WRONG_ARGUMENT, cause, f"it is offered {offered}; take any of these")


def _place(function: object) -> str:
    code = getattr(inspect.unwrap(function), "__code__", None)  # type: ignore[arg-type]
    return f"{code.co_filename}:{code.co_firstlineno}" if code else "?"
