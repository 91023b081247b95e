"""A chain that counts what is read of it."""

from collections.abc import Iterator

from revrise.core.governance.audit import AuditEntry


class Counted:
    """Passes entries on; `count` is how many there were so far."""

    def __init__(self, chain: Iterator[AuditEntry]) -> None:
        self._chain, self.count = chain, 0

    def __iter__(self) -> Iterator[AuditEntry]:
        for entry in self._chain:
            self.count += 1
            yield entry
