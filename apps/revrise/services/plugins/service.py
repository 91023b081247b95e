"""Plugins as those see them who run the system."""

import difflib
from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.ports.catalogue import Catalogue, PluginState
from revrise.services.desk import Desk


@frozen
class Plugins:
    """Use cases around plugins."""

    desk: Desk
    catalogue: Catalogue

    def list(self, by: Actor) -> Sequence[PluginState]:
        """Every plugin by id, whatever became of it. Raises Refused for who may not see them."""
        self.desk.scope(by, "plugin")
        return self.catalogue.states()

    def show(self, plugin_id: str, by: Actor) -> PluginState:
        """One of them. Raises NotFound naming a close one."""
        known = {state.id: state for state in self.list(by)}
        if plugin_id in known:
            return known[plugin_id]
        close = difflib.get_close_matches(plugin_id, known, n=1)
        remedy = f"did you mean {close[0]}?" if close else "list them"
        raise NotFound(f"no plugin {plugin_id}", remedy=remedy)
