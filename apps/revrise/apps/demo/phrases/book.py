"""A phrase book: ways to say an act, in one language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from attrs import frozen

Side = Literal["seller", "buyer"]


@frozen
class PhraseBook:
    """Phrases by side and act; `objection.price` names a category within an act."""

    language: str
    acts: Mapping[tuple[str, str], tuple[str, ...]]
    fillers: tuple[str, ...]
    tools: tuple[str, ...]
    dates: tuple[str, ...]

    def ways(self, side: Side, act: str) -> tuple[str, ...]:
        """All phrases of an act. Raises KeyError for an act that the side does not do."""
        return self.acts[side, act]

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of objections."""
        head = "objection."
        return tuple(act.removeprefix(head) for _, act in self.acts if act.startswith(head))


@cache
def phrase_book(language: str) -> PhraseBook:
    """The phrase book of `en` or `zh`."""
    text = files("revrise.apps.demo.phrases").joinpath(f"{language}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    acts = {
        (side, act): ways for side in ("seller", "buyer") for act, ways in _flat(data[side]).items()
    }
    plain = (tuple(data[key]) for key in ("fillers", "tools", "dates"))
    return PhraseBook(language, acts, *plain)


def _flat(acts: Mapping[str, list[str] | dict[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for act, ways in acts.items():
        if isinstance(ways, dict):
            found |= {f"{act}.{category}": tuple(some) for category, some in ways.items()}
        else:
            found[act] = tuple(ways)
    return found
