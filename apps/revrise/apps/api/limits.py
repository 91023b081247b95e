"""Rate limits: a bucket of requests for each credential, and for each address without one.

What costs much has buckets of its own, one a person: another key or session is no second share.

Kept in this process alone: with several, each allows the whole of it. The address is that of
the connection; what a header claims does not count.
"""

from collections.abc import Mapping
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, frozen

from revrise.apps.api.problems import Problem
from revrise.core.bilingual import Bilingual

if TYPE_CHECKING:
    from revrise.apps.api.principal import Principal

_KEPT = 20_000


@frozen
class Policy:
    """`quota` requests in `window_s` seconds, all at once if you like; 0: no limit."""

    name: str
    quota: int
    window_s: int = 60


@define
class _Bucket:
    left: float
    at: float


SEARCH, EXPORT, UPLOAD = "search", "export", "upload"
USUAL: Mapping[str, int] = {SEARCH: 300, EXPORT: 30, UPLOAD: 60}


@define
class Limits:
    """Counts and refuses. `visitor` is for pages, whose address an office shares."""

    credential: Policy = Policy("credential", 1_200)
    address: Policy = Policy("address", 120)
    visitor: Policy = Policy("visitor", 600)
    costly: Mapping[str, Policy] = Factory(lambda: costly(USUAL))
    _buckets: dict[str, _Bucket] = Factory(dict)

    def take_credential(self, principal: "Principal", scope: Any) -> None:
        """One request of a person's session or key. Raises Problem (429)."""
        who = principal.credential_id or principal.actor.person_id
        self._take(self.credential, f"c:{principal.actor.tenant_id}/{who}", scope)

    def take_address(self, address: str, scope: Any) -> None:
        """One request of nobody in particular. Raises Problem (429)."""
        self._take(self.address, f"a:{address}", scope)

    def take_visitor(self, address: str, scope: Any) -> None:
        """One page asked for by nobody in particular. Raises Problem (429)."""
        self._take(self.visitor, f"v:{address}", scope)

    def take_costly(self, what: str, principal: "Principal", scope: Any) -> None:
        """One request of a kind that costs much. Raises Problem (429)."""
        policy = self.costly.get(what)
        if policy is not None:
            actor = principal.actor
            self._take(policy, f"{what}:{actor.tenant_id}/{actor.person_id}", scope)

    def _take(self, policy: Policy, key: str, scope: Any) -> None:
        if not policy.quota:
            return
        now, rate = monotonic(), policy.quota / policy.window_s
        bucket = self._buckets.get(key)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[key] = _Bucket(policy.quota, now)
        bucket.left = min(policy.quota, bucket.left + (now - bucket.at) * rate) - 1
        bucket.at = now
        allowed = bucket.left >= 0
        wait = ceil((1 if allowed else -bucket.left) / rate)
        scope["state"]["rate"] = (
            f'"{policy.name}";q={policy.quota};w={policy.window_s}',
            f'"{policy.name}";r={max(0, int(bucket.left))};t={wait}',
        )
        if not allowed:
            bucket.left = max(bucket.left, -1.0)
            said = Bilingual(f"Wait {wait} s.", f"请等待 {wait} 秒。")
            raise Problem("too-many-requests", said, headers={"Retry-After": str(wait)})

    def _make_room(self, now: float) -> None:
        """Forgets who has been quiet for a while."""
        if len(self._buckets) < _KEPT:
            return
        idle = [key for key, bucket in self._buckets.items() if now - bucket.at > _QUIET_S]
        for key in idle or list(self._buckets)[: _KEPT // 2]:
            del self._buckets[key]


def costly(quotas: Mapping[str, int]) -> Mapping[str, Policy]:
    """Policies by what they are for."""
    return {what: Policy(what, quota) for what, quota in quotas.items()}


_QUIET_S = 120
