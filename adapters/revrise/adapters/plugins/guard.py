"""Every call into a plugin goes through here: what it does wrong costs only itself."""

from collections.abc import Callable, Iterator
from itertools import count
from math import inf
from typing import Any, TypeVar

from revrise.adapters.plugins.failures import HANGS, RAISED, WRONG_RESULT, Failure, described
from revrise.adapters.plugins.kinds import Answer, Kind
from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.shape import stray
from revrise.adapters.plugins.timebox import Escaped, within
from revrise.core.errors import RevRiseError
from revrise.ports.catalogue import PluginFailed

T = TypeVar("T")
_ABSENT = (AttributeError,)
# So much of a cause is logged, in characters.
_SAID = 500


def guarded(
    plugin: Plugin,
    call: Callable[[], T],
    *,
    passing: tuple[type[Exception], ...],
    spares: bool = False,
) -> T:
    """What `call` answers. Raises PluginFailed and quarantines the plugin when it raises.

    Errors of the `passing` classes are ordinary answers, handed on as they are. With `spares`
    the plugin stays in use: it was given what a stranger sent.
    """
    if plugin.failure:
        raise failed(plugin)
    try:
        return call()
    except PluginFailed:
        raise
    except (Exception, SystemExit) as error:
        if isinstance(error, passing):
            raise
        cause = described(error, plugin.module)
        if spares:
            raise _stumbled(plugin, cause) from error
        remedy = "report it to the plugin's author; restart to try it again"
        raise taken_out(plugin, RAISED, cause, remedy) from error


def taken_out(plugin: Plugin, code: str, cause: str, remedy: str) -> PluginFailed:
    """Quarantines the plugin, says so in the log, and returns the error for who called it.

    The cause may hold words of a call: it is logged only where all is.
    """
    import structlog

    plugin.quarantine(Failure(code, cause, remedy))
    log = structlog.get_logger("revrise.plugins")
    log.warning("plugin taken out of use", plugin=plugin.id, code=code)
    log.debug("why it was taken out of use", plugin=plugin.id, cause=cause[:_SAID])
    return failed(plugin)


def _stumbled(plugin: Plugin, cause: str) -> PluginFailed:
    """The error that costs one file, not all that come after it; the cause may hold its words."""
    import structlog

    log = structlog.get_logger("revrise.plugins")
    log.warning("plugin stumbled over a file", plugin=plugin.id, code=RAISED)
    log.debug("why it stumbled", plugin=plugin.id, cause=cause[:_SAID])
    return PluginFailed(plugin.id, RAISED, cause, "report it to the plugin's author, with the file")


def failed(plugin: Plugin) -> PluginFailed:
    """The error that tells a caller what the plugin's failure was."""
    failure = plugin.failure
    if failure is None:
        raise AssertionError(f"plugin {plugin.id} has not failed")
    return PluginFailed(plugin.id, failure.code, failure.cause, failure.remedy)


class Guarded:
    """Stands in for a thing of a plugin: the same attributes, every call guarded."""

    __slots__ = ("_kind", "_plugin", "_thing")

    def __init__(self, thing: Any, kind: Kind, plugin: Plugin) -> None:
        self._thing = thing
        self._kind = kind
        self._plugin = plugin

    def __getattr__(self, name: str) -> Any:
        # `hasattr` asks for what may not be there; that is no misdeed.
        value = guarded(self._plugin, lambda: getattr(self._thing, name), passing=_ABSENT)
        if not callable(value):
            return value

        expected = self._kind.answers.get(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            spares = expected is not None and expected.spares
            answer = self._safe(lambda: value(*args, **kwargs), spares=spares)
            return self._checked(name, expected, answer, args)

        if expected is None or expected.seconds is None:
            return call
        return lambda *args, **kwargs: self._in_time(name, expected, call, args, kwargs)

    def __repr__(self) -> str:
        return f"<{self._kind.name} of plugin {self._plugin.id}>"

    def _safe(self, call: Callable[[], T], *, spares: bool = False) -> T:
        passing = (RevRiseError,) if self._kind.answers_errors else ()
        return guarded(self._plugin, call, passing=passing, spares=spares)

    def _in_time(
        self, method: str, expected: Answer, call: Callable[..., Any], args: Any, kwargs: Any
    ) -> Any:
        """The whole answer, or none of it when it takes too long."""
        seconds = expected.seconds or 0.0

        def whole() -> Any:
            answer = call(*args, **kwargs)
            return tuple(answer) if expected.many else answer

        try:
            return within(seconds, whole)
        except TimeoutError as error:
            cause = f"{method}() of a {self._kind.name}: {error}"
            raise self._fault(cause, HANGS) from error
        except Escaped as error:
            raise self._fault(described(error, self._plugin.module), RAISED) from error

    def _checked(self, method: str, expected: Answer | None, answer: Any, asked: Any) -> Any:
        if expected is None:
            return answer
        if expected.becomes:
            return Guarded(answer, expected.becomes, self._plugin)
        if expected.many:
            return self._each(method, expected, answer, asked)
        return self._one(method, expected, answer, asked)

    def _each(self, method: str, expected: Answer, answer: Any, asked: Any) -> Any:
        items = self._items(method, expected, answer, asked)
        return items if isinstance(answer, Iterator) else tuple(items)

    def _items(self, method: str, expected: Answer, answer: Any, asked: Any) -> Iterator[Any]:
        try:
            iterator = iter(answer)
        except TypeError:
            raise self._wrong(method, f"an iterable of {expected.name}", answer) from None
        done, most = object(), expected.most(asked) if expected.most else inf
        for number in count():
            item = self._safe(lambda: next(iterator, done))
            if item is done:
                return
            if number >= most:
                raise self._fault(f"{method}() of a {self._kind.name} answered more than {most}")
            yield self._one(method, expected, item, asked)

    def _one(self, method: str, expected: Answer, answer: Any, asked: Any) -> Any:
        if not isinstance(answer, expected.of):
            raise self._wrong(method, expected.name, answer)
        name = expected.name.lower()
        if expected.deep and (wrong := self._safe(lambda: stray(answer))):
            raise self._fault(f"{method}() of a {self._kind.name}: {name}{wrong}")
        check = expected.check
        if check and (wrong := self._safe(lambda: check(self._thing, asked, answer))):
            raise self._fault(f"{method}() of a {self._kind.name}: a {name} {wrong}")
        return answer

    def _wrong(self, method: str, expected: str, answer: Any) -> PluginFailed:
        cause = f"{method}() of a {self._kind.name} answered {answer!r:.80}, expected {expected}"
        return self._fault(cause)

    def _fault(self, cause: str, code: str = WRONG_RESULT) -> PluginFailed:
        return taken_out(self._plugin, code, cause, "report it to the plugin's author")
