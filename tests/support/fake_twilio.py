"""Twilio's API as its documentation describes it, in memory: days, paths, dates as text."""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from attrs import define, field

from revrise.ports.http import HttpReply

ACCOUNT, KEYS = "AC0123456789abcdef", ("SK0123456789", "secret-1")
_BASE = f"/2010-04-01/Accounts/{ACCOUNT}"


def recording(number: int, began: str, **more: Any) -> dict[str, Any]:
    """One as the list tells of it."""
    at = format_datetime(datetime.fromisoformat(began).astimezone(UTC))
    return {
        "sid": f"RE{number:032}",
        "account_sid": ACCOUNT,
        "call_sid": f"CA{number:032}",
        "conference_sid": None,
        "status": "completed",
        "source": "DialVerb",
        "channels": 2,
        "duration": "61",
        "date_created": at,
        "start_time": at,
        "encryption_details": None,
        "uri": f"{_BASE}/Recordings/RE{number:032}.json",
        **more,
    }


@define
class FakeTwilio:
    """Answers as `RecordingTools.replies`; `asked` are paths with what is asked of them."""

    recordings: list[dict[str, Any]]
    calls: dict[str, dict[str, Any]] = field(factory=dict)
    page: int = 2
    status: int = 200
    headers: dict[str, str] = field(factory=dict)
    raw: bytes | None = None
    next_page: str | None = None
    asked: list[str] = field(factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpReply:
        assert not body
        parts = urlsplit(url)
        assert parts.hostname == "api.twilio.com"
        self.asked.append(f"{parts.path.removeprefix(_BASE)}?{parts.query}")
        if self.status != 200 or self.raw is not None:
            return HttpReply(self.status, self.raw or b"{}", self.headers)
        kind, _, pair = headers["authorization"].partition(" ")
        if (kind, tuple(b64decode(pair).decode().split(":"))) != ("Basic", KEYS):
            return HttpReply(401, b'{"code": 20003}')
        return self._answer(parts.path.removeprefix(_BASE), parse_qs(parts.query))

    def _answer(self, path: str, query: dict[str, list[str]]) -> HttpReply:
        if path == "/Recordings.json":
            return self._listed(query)
        if path.startswith("/Calls/"):
            found = self.calls.get(path.removeprefix("/Calls/").removesuffix(".json"))
            return HttpReply(200, json.dumps(found).encode()) if found else HttpReply(404, b"{}")
        channels = query.get("RequestedChannels", ["1"])[0]
        return HttpReply(200, f"{channels} channels of {path}".encode())

    def _listed(self, query: dict[str, list[str]]) -> HttpReply:
        first, last = (query[f"DateCreated{sign}"][0] for sign in "><")
        found = [one for one in self.recordings if first <= _day(one) <= last]
        at = int(query.get("Page", ["0"])[0]) * self.page
        document: dict[str, Any] = {"recordings": found[at : at + self.page]}
        if at + self.page < len(found):
            kept = f"DateCreated%3E={first}&DateCreated%3C={last}"
            document["next_page_uri"] = (
                self.next_page or f"{_BASE}/Recordings.json?{kept}&Page={at // self.page + 1}"
            )
        return HttpReply(200, json.dumps({"next_page_uri": None, **document}).encode())


def _day(one: dict[str, Any]) -> str:
    return f"{parsedate_to_datetime(one['date_created']):%Y-%m-%d}"
