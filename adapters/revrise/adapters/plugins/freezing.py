"""Read-only copies, so that one plugin cannot change what the next one is given."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


def deeply(value: Any) -> Any:
    """The same value with mappings, lists and sets all the way down made read only."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: deeply(one) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return tuple(deeply(one) for one in value)
    if isinstance(value, set | frozenset):
        return frozenset(value)
    return value
