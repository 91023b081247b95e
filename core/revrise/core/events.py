"""A fact that happened: what the outbox carries and plugins observe."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, frozen


@frozen
class Event:
    """`name` is `noun.verb_in_past` (`deal.won`), `subject` the id of what it happened to.

    `data` is JSON-able and carries ids and numbers, never personal data. `id` is its own in the
    outbox: the same however often it is relayed, empty before that.
    """

    name: str
    subject: str
    at: datetime
    actor_id: str
    data: Mapping[str, Any] = Factory(dict)
    id: str = ""
