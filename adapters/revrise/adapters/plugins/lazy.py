"""A catalogue that loads its plugins when first asked for one."""

from collections.abc import Callable
from typing import Any, cast

from revrise.ports.catalogue import Catalogue


class _WhenAsked:
    def __init__(self, load: Callable[[], Catalogue]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        # Only what the catalogue has comes here; from then on it answers without a detour.
        loaded = self.__dict__["_load"]()
        self.__dict__["_load"] = lambda: loaded
        return getattr(loaded, name)


def when_asked(load: Callable[[], Catalogue]) -> Catalogue:
    """The catalogue that `load` gives, loaded at the first question to it."""
    return cast(Catalogue, _WhenAsked(load))
