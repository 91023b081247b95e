"""What the call page shows, made of one answer of the service."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.apps.api.deps import Web
from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.calls import axis as axes
from revrise.apps.web.screens.calls import sound
from revrise.apps.web.screens.calls.axis import Axis, named
from revrise.apps.web.screens.calls.cards import Card, blind_cards, cards
from revrise.apps.web.screens.calls.lines import Lines, Thread, lines, place_of, threads
from revrise.apps.web.screens.calls.metrics import Shown, compared, metrics
from revrise.apps.web.screens.calls.objections import Handled, handled
from revrise.apps.web.screens.calls.own_kinds import OwnMoments, own, own_moments
from revrise.apps.web.screens.calls.practising import about
from revrise.apps.web.screens.calls.trackers import Met, met
from revrise.apps.web.visit import visit
from revrise.core.bilingual import Language
from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.governance.redaction.found import HIDDEN
from revrise.services.calls.page import CallPage
from revrise.services.calls.parties import EVERYBODY, OTHERS, SELLERS

_LONGEST = 12
# States in which work on a call is still under way.
WORKING = frozenset({"received", "transcribing", "analysing"})


@frozen
class CallView:
    """The call page; `at_ms` is where the playhead stands, `channels` the side heard on each.

    `own` are the kinds of moment of plugins with their names, `own_moments` where they are; `ears`
    the detectors of plugins that heard the call, by `id@version`.
    """

    page: CallPage
    axis: Axis | None
    channels: Sequence[str]
    at_ms: int
    lines: Lines | None
    metrics: Sequence[Shown]
    compared: str
    explained: Shown | None
    cards: Sequence[Card]
    card: Card | None
    blind: Sequence[Card]
    objections: Sequence[Handled]
    general: Sequence[Thread]
    sellers: Sequence[str]
    buyers: Sequence[str]
    missing: Sequence[str]
    unanalysed: Sequence[str]
    heard: Sequence[Met]
    own: tuple[tuple[str, str], ...]
    own_moments: OwnMoments
    ears: Sequence[tuple[str, str]]

    @property
    def masked(self) -> bool:
        """Whether words are hidden in the lines shown, each of their characters by a dot."""
        rows = self.lines.rows if self.lines else ()
        return any(HIDDEN * 2 in "".join(text for _, text in one.pieces) for one in rows)

    @property
    def silent(self) -> bool:
        """Whether it is transcribed and nobody says anything."""
        words = self.page.transcript
        return bool(words and not words.transcript.utterances)

    @property
    def sideless(self) -> bool:
        """Whether somebody speaks and nobody is known to sell."""
        words = self.page.transcript
        return bool(words and words.transcript.utterances and not self.sellers)

    def practises(self, comment: CallComment) -> str:
        """The competency a comment is about, by the scores; empty where nothing was scored."""
        words = self.page.transcript
        line = place_of(comment, words.transcript) if words else None
        return about([one.assessment for one in self.cards], line)

    def told(self, comment: CallComment) -> str:
        """The names of whom it mentions."""
        return ", ".join(self.page.names.get(one, one) for one in comment.mentions)


def call_view(request: Web, page: CallPage, at: int | None = None) -> CallView:
    """The page as the address asks for it: moment (else `at`), filter, scorecard, explanation."""
    asked, locale = request.query_params, visit(request).locale
    _ = Words(locale)
    show = asked.get("show", "all")
    at = whole(asked.get("at", at))
    shown, all_cards = metrics(page, locale), cards(page, locale)
    words = page.transcript.transcript if page.transcript else None
    speakers = [one.ref for one in words.speakers] if words else []
    sides = {ref: words.side(ref) for ref in speakers} if words else {}
    found = lines(page, show, at, whole(asked.get("from")), _) if page.analysis else None
    alone = {one.index for one in found.rows} if found and show == "objections" else None
    line = axes.axis(page, _, recorded=bool(sound.url(page)))
    return CallView(
        page=page,
        axis=line,
        channels=sound.sides(page),
        at_ms=at or 0,
        lines=found,
        metrics=shown,
        compared=compared(page, locale),
        explained=next((one for one in shown if one.key == asked.get("explain")), None),
        cards=all_cards,
        card=_chosen(all_cards, asked.get("card")),
        blind=blind_cards(page, locale),
        objections=handled(page.analysis, _, alone) if page.analysis else (),
        general=[one for one in threads(page.comments) if _general(one)],
        sellers=[named(words, ref, _) for ref in speakers if words and sides[ref] == "seller"],
        buyers=[named(words, ref, _) for ref in speakers if words and sides[ref] == "buyer"],
        missing=_missing(page.consent.missing, page, _),
        unanalysed=_missing(page.consent.unanalysed, page, _),
        heard=met(page, locale),
        own=_own(page, locale),
        own_moments=own_moments(page.analysis, line.length_ms if line else 0, _),
        ears=[(one.ref, one.about.of(locale)) for one in _ears(page)],
    )


def _ears(page: CallPage) -> Sequence[DetectorDefinition]:
    return page.analysis.detectors if page.analysis else ()


def _own(page: CallPage, locale: Language) -> tuple[tuple[str, str], ...]:
    found = own(page.analysis) if page.analysis else {}
    return tuple((kind, one.label.of(locale)) for kind, one in found.items())


def part_of(request: Web, *parts: str) -> str:
    """The part of the page htmx will replace: the id of its target, where it is one of them."""
    target = request.headers.get("HX-Target", "").rpartition("#")[2]
    return target if target in parts else ""


def _missing(refs: Sequence[str], page: CallPage, _: Words) -> list[str]:
    """Who did not agree; a ref says nothing where it is all of them, or nobody knows who speaks."""
    everybody = _("everybody on the call")
    unknown = {EVERYBODY: everybody, SELLERS: _("our side"), OTHERS: _("the other side")}
    if refs and set(refs) >= set(page.call.participants):
        return [everybody]
    return [unknown.get(ref, ref) for ref in refs]


def level(text: str | None) -> float | None:
    """A level from 1 to 5 in an address; None for anything else."""
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if 1 <= found <= 5 else None  # noqa: PLR2004 - levels


def whole(text: Any) -> int | None:
    """A whole number of an address, None for anything else."""
    found = str(text or "")
    plain = found.isascii() and found.isdecimal() and len(found) <= _LONGEST
    return int(found) if plain else None


def _chosen(all_cards: Sequence[Card], rubric: str | None) -> Card | None:
    """The card asked for, else the first disputed one, else the first."""
    named_ = [one for one in all_cards if one.assessment.rubric == rubric]
    disputed = [one for one in all_cards if one.disputed]
    return next(iter([*named_, *disputed, *all_cards]), None)


def _general(thread: Thread) -> bool:
    return thread.comment.at_ms is None and thread.comment.utterance is None
