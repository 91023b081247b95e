"""Gong's API as its documentation describes it, in memory: pages, cursors, 404 for nothing."""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import define, field

from revrise.ports.http import HttpReply

KEYS = ("key-1", "secret-1")


def call(number: int, began: str, **more: Any) -> dict[str, Any]:
    """A call as `/v2/calls/extensive` tells of it; ids are long numbers as text."""
    return {
        "metaData": {
            "id": f"78241{number:014}",
            "url": f"https://app.gong.io/call?id={number}",
            "title": f"Talk {number}",
            "started": began,
            "duration": 61,
            "primaryUserId": "u-1",
            "direction": "Conference",
            "scope": "External",
            "language": "eng",
            **more,
        },
        "parties": [
            {"id": "p1", "userId": "u-1", "name": "Nora", "emailAddress": "nora@example.com",
             "speakerId": "501", "affiliation": "Internal"},
            {"id": "p2", "userId": None, "name": "Li 李", "emailAddress": None,
             "phoneNumber": "+86 138 0013 8000", "speakerId": "502", "affiliation": "External"},
        ],
        # Trackers are in seconds where sentences are in milliseconds: nothing may mix them.
        "content": {"trackers": [{"name": "Price", "occurrences": [{"startTime": 1.5}]}]},
    }  # fmt: skip


WORDS = [
    {"speakerId": "501", "topic": None,
     "sentences": [{"start": 1_000, "end": 2_500, "text": "What is the budget?"}]},
    {"speakerId": "502", "topic": None,
     "sentences": [{"start": 3_000, "end": 5_000, "text": "十万。"}]},
]  # fmt: skip


@define
class FakeGong:
    """Answers as `RecordingTools.replies`; `asked` are paths with their bodies."""

    calls: list[dict[str, Any]]
    waiting: set[str] = field(factory=set)
    page: int = 2
    status: int = 200
    headers: dict[str, str] = field(factory=dict)
    raw: bytes | None = None
    fails_after: int | None = None
    asked: list[tuple[str, dict[str, Any]]] = field(factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpReply:
        path = url.removeprefix("https://api.gong.io")
        self.asked.append((path, json.loads(body)))
        if self.fails_after is not None and len(self.asked) > self.fails_after:
            return HttpReply(503, b"")
        if self.status != 200 or self.raw is not None:
            return HttpReply(self.status, self.raw or b"{}", self.headers)
        kind, _, pair = headers["authorization"].partition(" ")
        if (kind, tuple(b64decode(pair).decode().split(":"))) != ("Basic", KEYS):
            return HttpReply(401, b"{}")
        return self._answer(path, json.loads(body))

    def _answer(self, path: str, body: dict[str, Any]) -> HttpReply:
        wanted = body["filter"]
        if path == "/v2/calls/extensive":
            assert body["contentSelector"] == {"exposedFields": {"parties": True}}
            since, until = (_time(wanted[one]) for one in ("fromDateTime", "toDateTime"))
            found = [c for c in self.calls if since <= _time(c["metaData"]["started"]) < until]
            return self._paged("calls", found, body)
        assert path == "/v2/calls/transcript"
        ready = [one for one in wanted["callIds"] if one not in self.waiting]
        found = [{"callId": one, "transcript": WORDS} for one in ready]
        return self._paged("callTranscripts", found, body)

    def _paged(self, name: str, found: list[Any], body: dict[str, Any]) -> HttpReply:
        if not found:
            return HttpReply(404, b'{"errors":["No calls found corresponding to the filters"]}')
        at = int(body.get("cursor", "c0").removeprefix("c"))
        records: dict[str, Any] = {"totalRecords": len(found), "currentPageSize": self.page}
        if at + self.page < len(found):
            records["cursor"] = f"c{at + self.page}"
        page = {"requestId": "r", "records": records, name: found[at : at + self.page]}
        return HttpReply(200, json.dumps(page).encode())


def _time(value: str) -> datetime:
    return datetime.fromisoformat(value)
