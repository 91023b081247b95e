"""Taking rows away with what hangs on them, and the files that nothing else leads to."""

from collections.abc import Sequence
from typing import Any

from revrise.core.conversations.intake.arrival import Arrival
from revrise.ports.registry import DeclaredKind
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import Cascade
from revrise.services.privacy.due import every


def fell(work: UnitOfWork, cascade: Cascade, tree: Sequence[tuple[DeclaredKind, Any]]) -> set[str]:
    """Takes the rows of `branches`; the ids of what went."""
    for declared, leaf in tree:
        if isinstance(leaf, Arrival) and leaf.sha256:
            cascade.forget_arrived(work, leaf.id, leaf.sha256)
        work.of(declared.kind).remove(leaf.id, every(work, declared.resource, "delete"))
    return {leaf.id for _, leaf in tree}
