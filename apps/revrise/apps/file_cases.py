"""Lists as files, put together; made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.services.desk import Desk
    from revrise.services.exporting.service import Exports


class FileCases(ABC):
    """What people take away."""

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    def exports(self) -> "Exports":
        """Rows for files."""
        from revrise.services.exporting.service import Exports

        return Exports(self.desk)
