"""A call that came in by machine, until it is somebody's call or nobody's."""

from datetime import datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Conflict

OPEN = ("arrived", "waiting")
# How long a call waits for somebody to say whose it is, file and all.
PATIENCE = timedelta(days=30)
# So many may take part; a webinar of thousands is no sales call.
MOST_PARTIES = 50
# So many messages about one call are remembered, so that none counts twice.
_MESSAGES = 20


@frozen
class Party:
    """Who took part, as the source knows them. `host` invited the others."""

    name: str = ""
    email: str = ""
    phone: str = ""
    host: bool = False


@frozen
class Arrival:
    """`origin_id` is the source's own; one comes in once. `owner_id` answers for the source.

    `state` is arrived (a job looks whose it is) | waiting (for somebody, `reason` says why) |
    kept (as `call_id`) | dismissed. `sha256` is its file, `link` where a file is still to be
    fetched. `rep_ids` and `deal_ids` fit as far as `owner_id` may see them. What is personal in
    it goes once it is kept or dismissed. `messages` are the signed messages that told of it.
    `separately`: who agreed, agreed to each purpose by itself.
    """

    id: str
    source_id: str
    owner_id: str
    origin_id: str
    arrived_at: datetime
    started_at: datetime
    title: str = ""
    parties: tuple[Party, ...] = ()
    file_name: str = ""
    sha256: str | None = None
    link: tuple[str, ...] = ()
    consent: str = "none"
    jurisdiction: str = "unknown"
    separately: bool | None = None
    language: str | None = None
    seller: str | None = None
    seller_channel: int | None = None
    state: str = "arrived"
    reason: str = ""
    rep_ids: tuple[str, ...] = ()
    deal_ids: tuple[str, ...] = ()
    call_id: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    messages: tuple[str, ...] = ()
    version: int = 1

    def heard(self, message: str) -> "Arrival":
        """After another message about it. Raises Conflict for one that came before."""
        if message in self.messages:
            raise Conflict("this message came before", culprit=self.origin_id)
        return self._next(messages=(*self.messages, message)[-_MESSAGES:])

    def chosen(
        self,
        rep_id: str,
        deal_id: str | None,
        by: str,
        consent: str | None = None,
        jurisdiction: str | None = None,
        *,
        separately: bool | None = None,
    ) -> "Arrival":
        """Somebody said whose it is. Raises Conflict where that was decided before."""
        self.open()
        return self._next(
            state="arrived",
            reason="",
            rep_ids=(rep_id,),
            deal_ids=(deal_id,) if deal_id else (),
            decided_by=by,
            consent=consent or self.consent,
            jurisdiction=jurisdiction or self.jurisdiction,
            separately=self.separately if separately is None else separately,
        )

    def fetched(self, sha256: str) -> "Arrival":
        """With its file; the link, which opens it for anybody, is forgotten."""
        return self._next(sha256=sha256, link=())

    def wait(
        self, reason: str, rep_ids: tuple[str, ...] = (), deal_ids: tuple[str, ...] = ()
    ) -> "Arrival":
        """Somebody has to look."""
        return self._next(state="waiting", reason=reason, rep_ids=rep_ids, deal_ids=deal_ids)

    def keep(self, call_id: str, by: str, at: datetime) -> "Arrival":
        """It is a call now. Raises Conflict where that was decided before."""
        return self._end("kept", by, at, call_id=call_id)

    def dismiss(self, by: str, at: datetime) -> "Arrival":
        """Nobody's call. Raises Conflict where that was decided before."""
        return self._end("dismissed", by, at, sha256=None)

    def open(self) -> None:
        """Raises Conflict where it was decided before."""
        if self.state not in OPEN:
            raise Conflict(f"this call was {self.state} before", culprit=self.id)

    def _end(self, state: str, by: str, at: datetime, **more: Any) -> "Arrival":
        self.open()
        gone: dict[str, Any] = {"title": "", "parties": (), "link": (), "seller": None}
        gone |= {"rep_ids": (), "deal_ids": (), "reason": "", "file_name": ""}
        return self._next(state=state, decided_by=by, decided_at=at, **{**gone, **more})

    def _next(self, **changes: Any) -> "Arrival":
        return evolve(self, version=self.version + 1, **changes)
