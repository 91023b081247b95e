"""What a plugin says about itself before it may do anything."""

import re
from typing import Any, Literal

import attrs
from attrs import field, frozen

from revrise.core.errors import Misconfigured

Tier = Literal["trusted", "isolated"]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_API = re.compile(r"[0-9]+")
_SECRET = re.compile(r"[a-z][a-z0-9_]*")
_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?")


def _matching(pattern: re.Pattern[str], remedy: str) -> Any:
    """A validator: the text, or each text of a tuple, matches the whole pattern."""

    def check(_: Any, attribute: Any, value: Any) -> None:
        culprit = f"manifest.{attribute.name}"
        for text in value if isinstance(value, tuple) else (value,):
            if not isinstance(text, str) or not pattern.fullmatch(text):
                raise Misconfigured(f"{text!r} will not do", culprit=culprit, remedy=remedy)

    return check


def _texts(value: Any) -> Any:
    """Lists become tuples; a lone text stays one, to be refused rather than spelt out."""
    return tuple(value) if isinstance(value, list | set | frozenset) else value


def _tuple(_: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, tuple):
        raise Misconfigured(
            f"expected a tuple of texts, got {value!r}",
            culprit=f"manifest.{attribute.name}",
            remedy=f"write {attribute.name}=({value!r},)",
        )


def _attrs_class(_: Any, attribute: Any, value: Any) -> None:
    if value is not None and not (isinstance(value, type) and attrs.has(value)):
        raise Misconfigured(
            f"expected an attrs class, got {value!r}",
            culprit=f"manifest.{attribute.name}",
            remedy="decorate the config class with attrs.frozen and give the class itself",
        )


def _text(_: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, str):
        raise Misconfigured(f"expected a text, got {value!r}", culprit=f"manifest.{attribute.name}")


def _tier(_: Any, attribute: Any, value: Any) -> None:
    if value not in {"trusted", "isolated"}:
        raise Misconfigured(
            f"{value!r} is no tier",
            culprit=f"manifest.{attribute.name}",
            remedy='choose "trusted" or "isolated"',
        )


def _named(_: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise Misconfigured(
            "a plugin needs a name that people can read", culprit=f"manifest.{attribute.name}"
        )


@frozen
class PluginManifest:
    """What the hook `manifest` returns. Raises Misconfigured naming the field at fault.

    `id` is lower case with hyphens and unique among plugins; `api` the plugin interface it was
    written for; `config` an attrs class, or None where there is nothing to set; `network` the
    hosts it may call (`api.example.com`, `*.example.com`); `secrets` the names of the secrets it
    asks for; `tier` whether it runs in the host's process (`trusted`) or in one of its own;
    `summary` what it is for, in a sentence: the module's first line of documentation if empty.
    """

    id: str = field(validator=_matching(_ID, "lower-case letters, digits and single hyphens"))
    name: str = field(validator=_named)
    api: str = field(default="1", validator=_matching(_API, 'a whole number as text, e.g. "1"'))
    config: type[Any] | None = field(default=None, validator=_attrs_class)
    network: tuple[str, ...] = field(
        default=(),
        converter=_texts,
        validator=[_tuple, _matching(_HOST, "host names without scheme or path")],
    )
    secrets: tuple[str, ...] = field(
        default=(),
        converter=_texts,
        validator=[_tuple, _matching(_SECRET, "lower-case names with underscores")],
    )
    tier: Tier = field(default="trusted", validator=_tier)
    summary: str = field(default="", validator=_text)
