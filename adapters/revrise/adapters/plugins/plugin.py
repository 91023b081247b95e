"""One plugin in the host: what was found, what it said, what became of it."""

from collections.abc import Mapping
from threading import Lock, Thread
from types import ModuleType
from typing import Any

import pluggy
from attrs import Factory, define

from revrise.adapters.plugins.discovery import Found
from revrise.adapters.plugins.failures import Failure
from revrise.adapters.plugins.tools import Fetch, Send
from revrise.ports.catalogue import PluginState
from revrise.ports.manifest import PluginManifest

# So many calls that never came back may go on: nothing stops a thread, and each wants its share
# of the processor.
_MOST_LEFT = 2


@define(eq=False)
class Plugin:
    """Out of use as soon as it has a failure.

    `selected` is the deployment's word, `enabled` the tenant's.

    `things` holds what it registered, by kind; `implements` names its hooks, in order.
    `stumbles` is how many files it stumbled over, `left` holds what never came back from one.
    `hooks` is a pluggy manager of its own: a hook call then reaches this plugin only, and no
    other plugin's exception can cut it short.
    """

    found: Found
    selected: bool = True
    enabled: bool = True
    module: ModuleType | None = None
    manifest: PluginManifest | None = None
    config: Any = None
    schema: Mapping[str, Any] | None = None
    hooks: pluggy.PluginManager | None = None
    implements: tuple[str, ...] = ()
    things: dict[str, list[Any]] = Factory(dict)
    failure: Failure | None = None
    send: Send | None = None
    fetch: Fetch | None = None
    stumbles: int = 0
    left: tuple[Thread, ...] = ()
    _lock: Any = Factory(Lock)

    @property
    def id(self) -> str:
        """The manifest's id; the entry point's name until that is read."""
        return self.manifest.id if self.manifest else self.found.name

    @property
    def summary(self) -> str:
        """What it is for: as the manifest says, or the first line of the module."""
        said = self.manifest.summary if self.manifest else ""
        return said or (getattr(self.module, "__doc__", None) or "").strip().partition("\n")[0]

    def brings(self, hook: str) -> bool:
        """Whether it implements a hook, as far as is known of one that is off or has failed."""
        given = getattr(self.module, hook, None)
        return hook in self.implements or hasattr(given, "revrise_impl")

    @property
    def unloaded(self) -> bool:
        """Whether its code was asked for and could not be had."""
        return self.selected and self.enabled and self.module is None and self.failure is not None

    @property
    def active(self) -> bool:
        """Whether it is in use."""
        return self.selected and self.enabled and self.failure is None and self.hooks is not None

    def quarantine(self, failure: Failure) -> None:
        """Takes it out of use; the first failure is the one that counts."""
        self.failure = self.failure or failure

    def stumble(self) -> int:
        """Counts a file that it stumbled over; says how many those are."""
        with self._lock:
            self.stumbles += 1
            return self.stumbles

    def leaves(self, thread: Thread) -> bool:
        """Whether one more call may go on behind, not too many doing so already."""
        with self._lock:
            self.left = tuple(one for one in (*self.left, thread) if one.is_alive())
            return len(self.left) <= _MOST_LEFT

    @property
    def state(self) -> PluginState:
        """What an operator sees."""
        manifest, on = self.manifest, self.selected and self.enabled
        failure = self.failure if on else None
        return PluginState(
            id=self.id,
            name=manifest.name if manifest else self.found.name,
            state=failure.state if failure else "enabled" if on else "disabled",
            version=self.found.version,
            distribution=self.found.distribution or self.found.source,
            api=manifest.api if manifest else "",
            kinds=tuple(sorted(kind for kind, things in self.things.items() if things)),
            hooks=self.implements,
            summary=self.summary,
            config=self.schema,
            code=failure.code if failure else "",
            cause=failure.cause if failure else "",
            remedy=failure.remedy if failure else "",
            docs=failure.docs if failure else "",
            selected=self.selected,
            stumbles=self.stumbles,
        )
