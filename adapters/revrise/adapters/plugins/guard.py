"""Every call into a plugin goes through here: what it does wrong costs only itself."""

from collections.abc import Callable, Iterator
from itertools import count
from math import inf
from typing import Any, TypeVar

from revrise.adapters.plugins.blame import failed, stumbled, taken_out
from revrise.adapters.plugins.failures import HANGS, RAISED, WRONG_RESULT, described
from revrise.adapters.plugins.kinds import Answer, Kind
from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.shape import stray
from revrise.adapters.plugins.timebox import Escaped, Late, within
from revrise.core.errors import RevRiseError
from revrise.ports.catalogue import PluginFailed

T = TypeVar("T")
_ABSENT = (AttributeError,)


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
            raise stumbled(plugin, RAISED, cause) from error
        remedy = "report it to the plugin's author; restart to try it again"
        raise taken_out(plugin, RAISED, cause, remedy) from error


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
            answer = self._paced(
                name, expected, lambda: self._safe(lambda: value(*args, **kwargs), spares)
            )
            return self._checked(name, expected, answer, args)

        if expected is None or expected.seconds is None or expected.paced:
            return call

        def whole(*args: Any, **kwargs: Any) -> Any:
            answer = call(*args, **kwargs)
            return tuple(answer) if expected.many else answer

        return lambda *a, **kw: self._in_time(f"{name}()", expected, lambda: whole(*a, **kw))

    def __repr__(self) -> str:
        return f"<{self._kind.name} of plugin {self._plugin.id}>"

    def _safe(self, call: Callable[[], T], spares: bool = False) -> T:  # noqa: FBT001, FBT002
        passing = (RevRiseError,) if self._kind.answers_errors else ()
        return guarded(self._plugin, call, passing=passing, spares=spares)

    def _paced(self, method: str, expected: Answer | None, call: Callable[[], Any]) -> Any:
        """One step of what comes in steps; in its time, where that is limited."""
        if expected is None or not expected.paced:
            return call()
        return self._in_time(f"{method}()", expected, call)

    def _in_time(self, what: str, expected: Answer, call: Callable[[], Any]) -> Any:
        """The whole answer, or none of it when it takes too long."""
        if self._plugin.failure:
            raise failed(self._plugin)
        try:
            return within(expected.seconds or 0.0, call)
        except Late as error:
            cause = f"{what} of a {self._kind.name}: {error}"
            spares = expected.spares and self._plugin.leaves(error.thread)
            raise self._fault(cause, HANGS, spares=spares) from error
        except Escaped as error:
            cause = described(error, self._plugin.module)
            raise self._fault(cause, RAISED, spares=expected.spares) from error

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
            raise self._wrong(method, expected, f"an iterable of {expected.name}", answer) from None
        done, most = object(), expected.most(asked) if expected.most else inf
        for number in count():
            item = self._paced(method, expected, lambda: self._safe(lambda: next(iterator, done)))
            if item is done:
                return
            if number >= most:
                raise self._fault(f"{method}() of a {self._kind.name} answered more than {most}")
            yield self._one(method, expected, item, asked)

    def _one(self, method: str, expected: Answer, answer: Any, asked: Any) -> Any:
        if not isinstance(answer, expected.of):
            raise self._wrong(method, expected, expected.name, answer)
        if wrong := self._safe(lambda: self._amiss(expected, answer, asked), expected.spares):
            cause = f"{method}() of a {self._kind.name}: {wrong}"
            raise self._fault(cause, spares=expected.spares)
        if expected.finish:
            return expected.finish(answer, lambda what, call: self._in_time(what, expected, call))
        return answer

    def _amiss(self, expected: Answer, answer: Any, asked: Any) -> str:
        """What is wrong with an answer of the right class; empty where nothing is."""
        name = expected.name.lower()
        if expected.deep and (wrong := stray(answer)):
            return f"{name}{wrong}"
        wrong = expected.check(self._thing, asked, answer) if expected.check else ""
        return f"a {name} {wrong}" if wrong else ""

    def _wrong(self, method: str, expected: Answer, wanted: str, answer: Any) -> PluginFailed:
        cause = f"{method}() of a {self._kind.name} answered {answer!r:.80}, expected {wanted}"
        return self._fault(cause, spares=expected.spares)

    def _fault(self, cause: str, code: str = WRONG_RESULT, *, spares: bool = False) -> PluginFailed:
        if spares:
            return stumbled(self._plugin, code, cause)
        return taken_out(self._plugin, code, cause, "report it to the plugin's author")
