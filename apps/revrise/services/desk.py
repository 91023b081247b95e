"""What every service works with: the store, the policy, time and ids."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import Scope
from revrise.ports.clock import Clock, Ids
from revrise.ports.policy import Policy
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import Store, View
from revrise.services.blindness import blinded
from revrise.services.cleared.store import cleared


@frozen
class Desk:
    """The ports most use cases share."""

    store: Store
    policy: Policy
    clock: Clock
    ids: Ids

    def __attrs_post_init__(self) -> None:
        """Whoever reads by a desk has words of conversations as the policy lets them."""
        object.__setattr__(self, "store", cleared(self.store, self.policy))

    def scope(self, actor: Actor, resource: str, action: str = "read") -> Scope:
        """What `actor` may reach of `resource`, without what they review blind.

        Raises Refused when nothing.
        """
        return blinded(self.store, actor, self.policy.scope(actor, resource, action))

    def rows(
        self, actor: Actor, kind: type[object], resource: str, query: Query = ALL_ROWS
    ) -> Sequence[View]:
        """The rows of `kind` that `actor` may read, in one query."""
        scope = self.scope(actor, resource)
        with self.store.read(actor) as work:
            return work.of(kind).rows(scope, query)
