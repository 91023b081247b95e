"""A plugin's configuration, an instance of its class: TOML < stored settings < environment."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, get_type_hints

import attrs
from attrs import define
from cattrs import BaseValidationError, transform_error
from cattrs.errors import ForbiddenExtraKeysError

from revrise.adapters.plugins.converter import Mismatch, converter
from revrise.adapters.plugins.failures import CONFIG, Failure
from revrise.adapters.plugins.schema import secrets
from revrise.core.errors import RevRiseError

PREFIX = "REVRISE_PLUGINS_"
_MISSING = "required, but not set"
NOTHING: Mapping[str, Any] = MappingProxyType({})
_VALIDATED = re.compile(r"'(\w+)' (must .*)", re.DOTALL)  # how validators of attrs begin


class Wrong(Exception):
    """What is wrong: pairs of a setting's path and a sentence; the path is empty for the whole."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems)
        self.problems = problems


@define
class Source:
    """The raw settings of one plugin, and the variable each came from if not from a file."""

    plugin_id: str
    values: dict[str, Any]
    variables: dict[str, str]

    def where(self, path: str) -> str:
        """The name an operator knows a setting by: its key in TOML, or its variable."""
        key, rest = re.match(r"(\w*)(.*)", path.lstrip(".")).groups()  # type: ignore[union-attr]
        if key in self.variables:
            return self.variables[key] + rest
        return ".".join(filter(None, ("plugins", self.plugin_id, key))) + rest


def structure(
    plugin_id: str,
    cls: type[Any] | None,
    table: Any,
    environ: Mapping[str, str],
    others: Iterable[str] = (),
    stored: Mapping[str, Any] = NOTHING,
    secret: Callable[[str], str] = str,
) -> Any:
    """The configuration, or None for a plugin that has none. Raises Failure naming each key.

    Variables `REVRISE_PLUGINS_<ID>_<KEY>` win over `stored`, which wins over the TOML table; a
    variable's text is read as a TOML value where that fits the field's type. `others` are the
    ids of the other plugins; `secret` finds what a reference stands for, stored or in the table.
    """
    if not isinstance(table, Mapping):
        raise _failure([f"plugins.{plugin_id}: expected a table, got {table!r}"])
    source = Source(plugin_id, dict(table), variables(plugin_id, environ, others))
    try:
        return _structured(source, cls, environ, stored, secret)
    except Wrong as wrong:
        said = [f"{source.where(path)}: {text}" if path else text for path, text in wrong.problems]
        raise _failure(said) from None


def faults(
    plugin_id: str,
    cls: type[Any] | None,
    table: Any,
    environ: Mapping[str, str],
    others: Iterable[str],
    stored: Mapping[str, Any],
    secret: Callable[[str], str],
) -> dict[str, str]:
    """What `structure` would complain of, by setting."""
    values = dict(table) if isinstance(table, Mapping) else {}
    source = Source(plugin_id, values, variables(plugin_id, environ, others))
    try:
        _structured(source, cls, environ, stored, secret)
    except Wrong as wrong:
        found: dict[str, str] = {}
        for path, text in wrong.problems:
            found.setdefault(_key(path), text)
        return found
    return {}


def _structured(
    source: Source,
    cls: type[Any] | None,
    environ: Mapping[str, str],
    stored: Mapping[str, Any],
    secret: Callable[[str], str],
) -> Any:
    hints, hidden = get_type_hints(cls) if cls else {}, secrets(cls)
    kept = {key: value for key, value in source.values.items() if key in hidden}
    for key, value in (kept | dict(stored)).items():
        source.values[key] = _opened(key, value, hints, hidden, secret)
    for key, variable in source.variables.items():
        source.values[key] = _read(environ[variable], hints.get(key, str))
    if cls is None:
        return _nothing(source)
    try:
        return converter().structure(source.values, cls)
    except BaseValidationError as error:
        raise Wrong(_problems(error, source, cls)) from None


def _opened(
    key: str,
    value: Any,
    hints: Mapping[str, Any],
    hidden: Iterable[str],
    secret: Callable[[str], str],
) -> Any:
    """A value as kept: a secret is found where it says; JSON has no dates, so texts become one.

    The text stays where it is none: then the type is complained of.
    """
    if not isinstance(value, str):
        return value
    if key in hidden:
        try:
            return secret(value)
        except RevRiseError as error:
            raise Wrong([(key, str(error))]) from None
    kind = hints.get(key)
    if kind is datetime or kind is date:
        try:
            return kind.fromisoformat(value)
        except ValueError:
            return value
    return value


def variables(
    plugin_id: str, environ: Mapping[str, str], others: Iterable[str] = ()
) -> dict[str, str]:
    """The variables meant for a plugin, by key; `a-b`'s are not mistaken for `a`'s."""
    mine = _prefix(plugin_id)
    longer = [prefix for prefix in map(_prefix, others) if len(prefix) > len(mine)]
    return {
        name[len(mine) :].lower(): name
        for name in sorted(environ)
        if name.startswith(mine) and not any(name.startswith(prefix) for prefix in longer)
    }


def _prefix(plugin_id: str) -> str:
    return PREFIX + plugin_id.replace("-", "_").upper() + "_"


def _read(text: str, kind: Any) -> Any:
    """The TOML value a text stands for, if the field takes it; else the text."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
        converter().structure(value, kind)
    except Exception:  # noqa: BLE001 - whatever the reason, the text speaks for itself
        return text
    return value


def _nothing(source: Source) -> None:
    if source.values:
        raise Wrong([(key, "the plugin has no settings") for key in sorted(source.values)])


def _problems(error: BaseValidationError, source: Source, cls: type[Any]) -> list[tuple[str, str]]:
    """Each with its path. Of a secret nothing is said that could quote it."""
    extra = sorted(source.values.keys() - {one.name for one in attrs.fields(cls)})
    problems = [(key, _unknown(key, cls)) for key in extra]
    hidden = secrets(cls)
    for line in transform_error(error, path="", format_exception=_said):
        text, _, path = line.rpartition(" @ ")
        if named := _VALIDATED.match(text):
            path, text = f"{path}.{named[1]}", named[2]
        if _key(path) in hidden and text != _MISSING:
            text = "this secret will not do"
        if path or not text.startswith("unknown"):
            problems.append((path, text))
    return problems


def _key(path: str) -> str:
    """The setting of a path like `.points` or `limits[0]`."""
    found = re.match(r"\w*", path.lstrip("."))
    return found[0] if found else ""


def _said(problem: BaseException, _: type | None) -> str:
    if isinstance(problem, ForbiddenExtraKeysError):
        keys = sorted(problem.extra_fields)
        return "; ".join(f"{_unknown(key, problem.cl)} ({key!r})" for key in keys)
    if isinstance(problem, KeyError):
        return _MISSING
    return _sentence(problem)


def _sentence(problem: BaseException) -> str:
    if isinstance(problem, RevRiseError | Mismatch):
        return str(problem)
    return str(problem.args[0]) if problem.args else type(problem).__name__


def _unknown(key: str, cls: type[Any]) -> str:
    known = [one.name for one in attrs.fields(cls)]
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known) or 'none'}"
    return f"unknown key; {hint}"


def _failure(problems: list[str]) -> Failure:
    first = problems[0].partition(":")[0]
    return Failure(CONFIG, "; ".join(problems), f"mend {first}")
