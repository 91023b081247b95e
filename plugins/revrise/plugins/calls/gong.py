"""Brings calls with their transcripts from Gong.

Traps: an empty list is answered by 404; pages go on by `records.cursor`; times of sentences are
milliseconds; a speaker is a number that only the parties of the other answer explain.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from attrs import field, frozen
from attrs.validators import and_, ge, le

from revrise.core.conversations.words.language import primary
from revrise.plugins.calls.cue_times import DAY_MS
from revrise.plugins.calls.vendor_api import VendorApi, basic, text
from revrise.plugins.calls.window import Window, pulled, utc_now
from revrise.ports import (
    CallPage,
    CallSource,
    FoundCall,
    Party,
    PluginManifest,
    Readiness,
    Tools,
    hookimpl,
    setting,
)

_ID = "gong"
_LANGUAGES = {"eng": "en", "en": "en", "zho": "zh", "chi": "zh", "zh": "zh"}
# Transcripts asked for at once: an answer stays within what a plugin is given.
_AT_ONCE = 10


@frozen
class Config:
    """Settings: without both keys nobody is asked anything."""

    url: str = setting("Address of your API, as Gong shows it", "https://api.gong.io")
    access_key: str = setting("Access key; empty: off", "", secret=True)
    access_secret: str = setting("Its secret", "", secret=True)
    days: int = setting("Days back the first look goes", 30, validator=and_(ge(1), le(366)))
    hours: int = setting("Hours that later looks go back", 48, validator=and_(ge(1), le(120)))


@frozen
class Gong:
    """A door to `/v2/calls/extensive` and `/v2/calls/transcript`."""

    config: Config
    tools: Tools = field(repr=False, eq=False)
    now: Callable[[], datetime] = field(default=utc_now, repr=False)
    id: str = _ID
    title: str = "Gong"

    def check(self) -> Readiness:
        """Whether both keys are set."""
        if self.config.access_key and self.config.access_secret:
            return Readiness(ready=True)
        remedy = f"set access_key and access_secret of plugins.{_ID}"
        return Readiness(ready=False, reason="Gong has no keys", remedy=remedy)

    def pull(self, cursor: str | None) -> Iterator[CallPage]:
        """See CallSource: a week at a time, ten calls a page."""
        config = self.config
        return pulled(cursor, self.now(), self._look, days=config.days, hours=config.hours)

    def _look(self, window: Window, end: datetime) -> Iterator[tuple[Window, list[FoundCall]]]:
        for listed in self._listed(window.since, end):
            new = [one for one in listed if self._named(one) not in window.ids]
            for at in range(0, len(new), _AT_ONCE):
                found = self._with_words(new[at : at + _AT_ONCE])
                window = window.with_((one.origin_id, one.started_at) for one in found)
                yield window, found

    def _listed(self, since: datetime, until: datetime) -> Iterator[list[dict[str, Any]]]:
        within = {"fromDateTime": since.isoformat(), "toDateTime": until.isoformat()}
        asked = {"filter": within, "contentSelector": {"exposedFields": {"parties": True}}}
        return self._pages("/v2/calls/extensive", asked, "calls")

    def _with_words(self, calls: list[dict[str, Any]]) -> list[FoundCall]:
        """Those whose transcript is ready; the others are asked for again next time."""
        asked = {"filter": {"callIds": [_id(one) for one in calls]}}
        said: dict[str, list[Any]] = {}
        for page in self._pages("/v2/calls/transcript", asked, "callTranscripts"):
            for one in page:
                words = self._api.many(one.get("transcript") or [])
                said.setdefault(text(one.get("callId")), []).extend(words)
        return [self._call(one, said[_id(one)]) for one in calls if said.get(_id(one))]

    def _named(self, call: dict[str, Any]) -> str:
        if not _id(call):
            raise self._api.nonsense()
        return _id(call)

    def _pages(self, path: str, body: dict[str, Any], name: str) -> Iterator[list[dict[str, Any]]]:
        cursor, before = "", set[str]()
        while cursor not in before:
            before.add(cursor)
            more = {"cursor": cursor} if cursor else {}
            url = self.config.url.rstrip("/") + path
            reply = self._api.post(url, {**body, **more}, self._headers)
            if not self._api.found(reply):
                return
            document = self._api.document(reply)
            yield self._api.many(document.get(name))
            records = document.get("records")
            cursor = text(records.get("cursor")) if isinstance(records, dict) else ""

    def _call(self, call: dict[str, Any], words: list[Any]) -> FoundCall:
        meta, call_id = call.get("metaData") or {}, _id(call)
        parties = self._api.many(call.get("parties") or [])
        about = {"id": call_id} | ({"duration": meta["duration"]} if _lasts(meta) else {})
        kept = {
            "callTranscripts": [{"callId": call_id, "transcript": words}],
            "calls": [{"metaData": about, "parties": parties}],
        }
        return FoundCall(
            origin_id=call_id,
            started_at=self._api.time(meta.get("started")),
            file_name=f"gong-{''.join(filter(str.isalnum, call_id))}.json",
            content=json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(),
            title=text(meta.get("title")),
            parties=tuple(_party(one, text(meta.get("primaryUserId"))) for one in parties),
            language=_LANGUAGES.get(primary(text(meta.get("language")))),
        )

    @property
    def _api(self) -> VendorApi:
        return VendorApi("Gong", _ID, self.tools)

    @property
    def _headers(self) -> dict[str, str]:
        return basic(self.config.access_key, self.config.access_secret)


def _id(call: dict[str, Any]) -> str:
    meta = call.get("metaData")
    return text(meta.get("id")) if isinstance(meta, dict) else ""


def _lasts(meta: dict[str, Any]) -> bool:
    """Whether its length is one that a call can have."""
    value = meta.get("duration")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value <= DAY_MS / 1000


def _party(one: dict[str, Any], host: str) -> Party:
    return Party(
        text(one.get("name")),
        text(one.get("emailAddress")),
        text(one.get("phoneNumber")),
        host=bool(host) and text(one.get("userId")) == host,
    )


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id=_ID, name="Gong", config=Config, network=("*.gong.io",))


@hookimpl
def register_call_sources(config: Config, tools: Tools) -> Iterator[CallSource]:
    """Gong, where its keys are set."""
    if config.access_key or config.access_secret:
        yield Gong(config, tools)
