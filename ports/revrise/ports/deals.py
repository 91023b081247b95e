"""What a plugin may add to a sales process: conditions and a say in who gets a deal."""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

View = Mapping[str, Any]


@runtime_checkable
class Criterion(Protocol):
    """A condition on entering or leaving a stage, named in the process by its id.

    A pure thing: the same deal gives the same answer; no clock, network, randomness, storage.
    """

    @property
    def id(self) -> str:
        """Its name in a sales process, lower case with hyphens."""
        ...

    def unmet(self, deal: View) -> str | None:
        """What is missing, as a sentence for the seller; None when the deal meets it."""
        ...
