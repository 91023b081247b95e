"""Brings recordings of calls from Twilio, each side on a channel of its own.

Traps: times are written as in e-mail, lengths as texts; the list is cut by whole days and goes on
at a path, not a URL; a recording is listed before it is there; conferences are given in one
channel unless two are asked for; who answered is told by the call, not by the recording.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from attrs import field, frozen
from attrs.validators import and_, ge, in_, le

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

_ID = "twilio"
_API = "/2010-04-01/Accounts/"
_PAGE = 50
_MOST = 2 << 30  # the host takes no more than it is set to
# Messages on an answering machine are no talks.
_TALKS = frozenset(
    {"DialVerb", "Conference", "OutboundAPI", "Trunking"}
    | {"StartCallRecordingAPI", "StartConferenceRecordingAPI"}
)


@frozen
class Config:
    """Settings: without account and key nobody is asked anything."""

    account: str = setting("Account SID (AC…); empty: off", "")
    key: str = setting("SID of an API key (SK…), or the account's again", "")
    key_secret: str = setting("Its secret, or the account's token", "", secret=True)
    url: str = setting("Address of the API", "https://api.twilio.com")
    format: str = setting("What is fetched: wav or mp3", "wav", validator=in_(("wav", "mp3")))
    outbound_first: str = setting(
        "Who is on the first channel of calls that go out: seller or buyer", "seller",
        validator=in_(("seller", "buyer")),
    )  # fmt: skip
    days: int = setting("Days back the first look goes", 30, validator=and_(ge(1), le(366)))
    hours: int = setting("Hours that later looks go back", 24, validator=and_(ge(1), le(120)))


@frozen
class Twilio:
    """A door to `Recordings.json`, `Calls/{sid}.json` and the recordings themselves."""

    config: Config
    tools: Tools = field(repr=False, eq=False)
    now: Callable[[], datetime] = field(default=utc_now, repr=False)
    id: str = _ID
    title: str = "Twilio"

    def check(self) -> Readiness:
        """Whether account, key and secret are set."""
        wanted = (self.config.account, self.config.key, self.config.key_secret)
        if all(wanted):
            return Readiness(ready=True)
        remedy = f"set account, key and key_secret of plugins.{_ID}"
        return Readiness(ready=False, reason="Twilio has no keys", remedy=remedy)

    def pull(self, cursor: str | None) -> Iterator[CallPage]:
        """See CallSource: a week at a time, a page of Twilio's list a page."""
        config = self.config
        return pulled(cursor, self.now(), self._look, days=config.days, hours=config.hours)

    def _look(self, window: Window, end: datetime) -> Iterator[tuple[Window, list[FoundCall]]]:
        for listed in self._listed(window.since, end):
            new = [one for one in listed if _sid(one) not in window.ids]
            if new:
                found = [self._call(one) for one in new]
                window = window.with_((_sid(one), self._created(one)) for one in new)
                yield window, found

    def _listed(self, since: datetime, until: datetime) -> Iterator[list[dict[str, Any]]]:
        """Talks that can be fetched, of exactly that stretch: the list knows days alone."""
        days = {
            "DateCreated>": f"{since:%Y-%m-%d}",
            "DateCreated<": f"{until + timedelta(days=1):%Y-%m-%d}",
        }
        asked = urlencode({**days, "PageSize": _PAGE})
        path, before = f"{self._account}/Recordings.json?{asked}", set[str]()
        while path and path not in before:
            before.add(path)
            document = self._asked(path)
            page = self._api.many(document.get("recordings"))
            yield [one for one in page if self._wanted(one, since, until)]
            path = self._within(text(document.get("next_page_uri")))

    def _wanted(self, one: dict[str, Any], since: datetime, until: datetime) -> bool:
        if not _sid(one).isalnum():
            raise self._api.nonsense()
        ready = one.get("status") == "completed" and not one.get("encryption_details")
        return ready and one.get("source") in _TALKS and since <= self._created(one) < until

    def _call(self, one: dict[str, Any]) -> FoundCall:
        sid, call = _sid(one), self._asked_of(text(one.get("call_sid")))
        goes_out = text(call.get("direction")).startswith("outbound")
        first = 0 if goes_out and self.config.outbound_first == "seller" else 1
        theirs, ours = ("to", "from") if goes_out else ("from", "to")
        return FoundCall(
            origin_id=sid,
            started_at=self._time(text(one.get("start_time"))) or self._created(one),
            file_name=f"twilio-{sid}.{self.config.format}",
            parties=(_party(text(call.get(ours)), host=True), _party(text(call.get(theirs)))),
            seller_channel=first if _apart(one) else None,
            recording=partial(self._fetched, sid),
        )

    def _fetched(self, sid: str) -> Iterator[bytes]:
        path = f"{self._account}/Recordings/{sid}.{self.config.format}?RequestedChannels=2"
        return self.tools.fetch(self._url(path), self._headers, _MOST)

    def _asked_of(self, call_sid: str) -> dict[str, Any]:
        """What the call says; nothing where it is gone."""
        if not call_sid.isalnum():
            return {}
        reply = self._api.get(self._url(f"{self._account}/Calls/{call_sid}.json"), self._headers)
        return self._api.document(reply) if self._api.found(reply) else {}

    def _asked(self, path: str) -> dict[str, Any]:
        return self._api.document(self._api.get(self._url(path), self._headers))

    def _within(self, path: str) -> str:
        """A path of this account: nothing else is asked, whatever the answer says."""
        if path and (urlsplit(path).netloc or not path.startswith(f"{self._account}/")):
            raise self._api.nonsense()
        return path

    def _created(self, one: dict[str, Any]) -> datetime:
        found = self._time(text(one.get("date_created")))
        if found is None:
            raise self._api.nonsense()
        return found

    def _time(self, value: str) -> datetime | None:
        """A moment as e-mails write it, in UTC; None where it is none."""
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError):
            return None
        return found.astimezone(UTC) if found.tzinfo else None

    def _url(self, path: str) -> str:
        return self.config.url.rstrip("/") + path

    @property
    def _account(self) -> str:
        return _API + self.config.account

    @property
    def _api(self) -> VendorApi:
        return VendorApi("Twilio", _ID, self.tools)

    @property
    def _headers(self) -> dict[str, str]:
        return basic(self.config.key, self.config.key_secret)


def _sid(one: dict[str, Any]) -> str:
    return text(one.get("sid"))


def _apart(one: dict[str, Any]) -> bool:
    """Whether the sides are apart; of a conference nobody knows who came first."""
    return one.get("channels") == 2 and not text(one.get("conference_sid"))  # noqa: PLR2004


def _party(address: str, *, host: bool = False) -> Party:
    """By number, or by name where it is a softphone (`client:ann`)."""
    if address.startswith(("+", *"0123456789")):
        return Party(phone=address, host=host)
    return Party(address.partition(":")[2], host=host)


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id=_ID, name="Twilio", config=Config, network=("*.twilio.com",))


@hookimpl
def register_call_sources(config: Config, tools: Tools) -> Iterator[CallSource]:
    """Twilio, where its keys are set."""
    if config.account or config.key or config.key_secret:
        yield Twilio(config, tools)
