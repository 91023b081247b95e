"""A vendor's API over HTTP: its answer as JSON, or an error that says the way out."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from attrs import field, frozen

from revrise.core.errors import Busy, Fatal, Invalid, Misconfigured, Refused
from revrise.ports.http import HttpReply
from revrise.ports.tools import Tools

_OK, _REFUSED, _NOTHING, _BUSY, _BROKEN = 200, (401, 403), 404, 429, 500
_DAY_S = 86_400.0


@frozen
class VendorApi:
    """`name` is the service's for people, `plugin` the id whose settings are at fault."""

    name: str
    plugin: str
    tools: Tools = field(repr=False)

    def get(self, url: str, headers: Mapping[str, str]) -> HttpReply:
        """The reply to a question, whatever its status."""
        try:
            return self.tools.get(url, headers)
        except (Refused, Invalid) as error:
            raise self._set_wrongly(error) from None

    def post(self, url: str, body: Any, headers: Mapping[str, str]) -> HttpReply:
        """The reply to a JSON body, whatever its status."""
        sent, kind = json.dumps(body).encode(), {"content-type": "application/json"}
        try:
            return self.tools.post(url, sent, {**kind, **headers})
        except (Refused, Invalid) as error:
            raise self._set_wrongly(error) from None

    def document(self, reply: HttpReply) -> dict[str, Any]:
        """The object that was answered. Raises as `accepted`, Fatal for none."""
        self.accepted(reply)
        try:
            found = json.loads(reply.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self.nonsense()
        return found

    def found(self, reply: HttpReply) -> bool:
        """Whether there is anything: some services answer 404 to an empty list."""
        return reply.status != _NOTHING

    def accepted(self, reply: HttpReply) -> None:
        """Raises Busy while it is busy, Misconfigured where it refuses, Fatal else."""
        status = reply.status
        if status == _BUSY or status >= _BROKEN:
            wait_s = waits(reply.headers.get("retry-after", ""))
            more = "" if wait_s is None else f"; it asks to wait {wait_s:.0f} s"
            raise Busy(f"{self.name} is busy: it answered {status}{more}", wait_s=wait_s)
        if status in _REFUSED:
            raise Misconfigured(
                f"{self.name} refuses: it answered {status}",
                culprit=f"plugins.{self.plugin}",
                remedy="look at the keys, and at what they may read",
            )
        if status != _OK:
            raise Fatal(f"{self.name} answered {status}", culprit=f"plugins.{self.plugin}")

    def nonsense(self) -> Fatal:
        """For an answer that is none."""
        return Fatal(
            f"the answer of {self.name} is none",
            culprit=f"plugins.{self.plugin}",
            remedy="look at its address; if that is right, report it",
        )

    def many(self, value: Any) -> list[dict[str, Any]]:
        """The objects of a list. Raises Fatal where it is none."""
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.nonsense()
        return value

    def time(self, value: Any) -> datetime:
        """A moment in UTC. Raises Fatal where it is none, or names no zone."""
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.nonsense() from None
        if found.tzinfo is None:
            raise self.nonsense()
        return found.astimezone(UTC)

    def _set_wrongly(self, error: Refused | Invalid) -> Misconfigured:
        culprit = f"plugins.{self.plugin}"
        return Misconfigured(error.message, culprit=culprit, remedy=error.remedy)


def basic(key: str, secret: str) -> dict[str, str]:
    """The header by which a key and its secret are shown."""
    return {"authorization": f"Basic {b64encode(f'{key}:{secret}'.encode()).decode()}"}


def waits(header: str, now: datetime | None = None) -> float | None:
    """Seconds of a `Retry-After`, which is a number of them or a date; a day at most."""
    if header.isdecimal() and header.isascii():
        return min(float(header), _DAY_S)
    try:
        left = (parsedate_to_datetime(header) - (now or datetime.now(UTC))).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(left, 0.0), _DAY_S)


def text(value: Any) -> str:
    """A text without what is around it; anything else is none."""
    return value.strip() if isinstance(value, str) else ""
