"""What a plugin may add to a sales process."""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class CriterionKind(Protocol):
    """A kind of entry or exit criterion, such as the built-in `field` and `evidence`.

    A pure thing: the same deal gives the same answer; no clock, network, randomness, storage.
    """

    @property
    def id(self) -> str:
        """The `kind` a criterion of a sales process names, lower case with hyphens."""
        ...

    def met(self, deal: Mapping[str, Any], argument: str) -> bool:
        """Whether a deal's fields satisfy a criterion of this kind with this argument."""
        ...
