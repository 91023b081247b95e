"""The outbox relay: events in batches, in order, to handlers that do not wait for one another.

One relay at a time holds the lease of the outbox. A handler that fails gets the batch in a job of
its own, with that job's attempts; the others and the batches behind go on.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import RevRiseError
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM
from revrise.core.ids import derived
from revrise.ports.jobs import Cancelled, JobContext, JobEngine, JobRequest
from revrise.services.desk import Desk

RELAY, AGAIN = "outbox.relay", "outbox.relay_again"
_BATCH, _BATCHES = 200, 50
_LEASE_S = 60.0


@frozen
class Handler:
    """`name` is its own for ever: a batch that failed is given back to it by name.

    `handle` may get an event more than once and answers what it did, as JSON.
    """

    name: str
    handle: Callable[[Sequence[Event]], Any]


@frozen
class Relay:
    """The tasks."""

    desk: Desk
    tenant_id: str
    handlers: Sequence[Handler]
    engine: Callable[[], JobEngine]

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Relays until nothing waits; nothing at all while another relay is at it."""
        store, relayed = self.desk.store, 0
        for _batch in range(_BATCHES):
            events = store.claim(self.tenant_id, context.job_id, _LEASE_S, _BATCH)
            if not events:
                break
            batch = self._fixed(context, events)
            for handler in self.handlers:
                self._hand(context, handler, batch)
            store.relayed(self.tenant_id, [one.id for one in batch], self.desk.clock.now())
            relayed += len(batch)
            context.progress(relayed, 0, "events")
        store.release(self.tenant_id, context.job_id)
        return {"relayed": relayed}

    def again(self, _: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """One batch to one handler, after it failed."""
        handler = next(one for one in self.handlers if one.name == args["handler"])
        events = self.desk.store.events(self.tenant_id, args["ids"])
        handler.handle(events)
        return {"events": len(events)}

    def _fixed(self, context: JobContext, events: Sequence[Event]) -> Sequence[Event]:
        """The batch as a relay that died in it had it: its handlers' steps count for these only."""
        step = f"batch {events[0].id}"
        ids = set(context.step(step, lambda: [one.id for one in events]))
        return [one for one in events if one.id in ids]

    def _hand(self, context: JobContext, handler: Handler, batch: Sequence[Event]) -> None:
        step = f"{handler.name} {batch[0].id}"
        context.step(step, lambda: self._handled(handler, batch))

    def _handled(self, handler: Handler, batch: Sequence[Event]) -> str:
        try:
            handler.handle(batch)
        except Cancelled:
            raise
        except RevRiseError as error:
            return self._put_off(handler, batch, error)
        except Exception as error:  # noqa: BLE001  # one handler's mistake is not the others'
            return self._put_off(handler, batch, error)
        return "done"

    def _put_off(self, handler: Handler, batch: Sequence[Event], error: Exception) -> str:
        ids = [one.id for one in batch]
        args = {"handler": handler.name, "ids": ids}
        job = derived("job", AGAIN, handler.name, *ids)
        self.engine().enqueue(JobRequest(job, AGAIN, SYSTEM, args, handler.name), self.tenant_id)
        # The job of its own will say what is wrong; here the kind of error is enough.
        return f"again: {type(error).__name__}"
