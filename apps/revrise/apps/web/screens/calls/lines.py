"""The transcript of a call page: lines with their highlights, tags and comments."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.screens.calls.axis import named
from revrise.apps.web.screens.calls.counted import counted, part
from revrise.apps.web.screens.calls.highlights import pieces
from revrise.apps.web.screens.calls.own_kinds import called, own
from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.transcript import Transcript
from revrise.services.calls.page import CallPage

WINDOW = 36
# Of one kind a call of usual length has fewer: they are shown together.
OF_A_KIND = 200
# How many lines of a window stand in the one before, and in the next.
_AGAIN_BEFORE, _AGAIN = 6, 3
SHOWS = ("all", "objections", "promises", "trackers", "comments")
CATEGORIES: Mapping[str, str] = {
    "price": marked("price"),
    "timing": marked("timing"),
    "authority": marked("authority"),
    "need": marked("no need"),
    "competitor": marked("competitor"),
    "trust": marked("trust"),
    "product": marked("product"),
    "contract": marked("contract"),
}
OWNERS: Mapping[str, str] = {
    "seller": marked("seller"),
    "buyer": marked("buyer"),
    "both": marked("both sides"),
    "unknown": marked("nobody named"),
}


@frozen
class Thread:
    """A comment and the answers to it."""

    comment: CallComment
    replies: tuple[CallComment, ...]


@frozen
class Line:
    """An utterance: `pieces` are (class, text); `tags` (class, words); `threads` below it."""

    index: int
    who: str
    side: str
    start_ms: int | None
    end_ms: int | None
    pieces: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    threads: tuple[Thread, ...]


@frozen
class Lines:
    """A window of the lines; `before` and `after` count those left out on either side.

    The windows before and behind it begin with line `earlier` and `later` of those of the kind.
    `counts` are of moments, by what can be shown alone: a line may have several.
    """

    rows: tuple[Line, ...]
    before: int
    after: int
    earlier: int
    later: int
    counts: Mapping[str, int]
    show: str
    current: int | None


def lines(
    page: CallPage,
    show: str,
    at_ms: int | None,
    first: int | None,
    _: Words,
    most: int = WINDOW,
) -> Lines:
    """`most` of all lines, or OF_A_KIND of one kind: from `first`, else around `at_ms`."""
    assert page.analysis is not None
    show = show if show in SHOWS or show in own(page.analysis) else "all"
    said = page.analysis.transcript.utterances
    moments, under = _moments(page.analysis), _threads(page.comments, page.analysis.transcript)
    kinds = _kinds(moments, under)
    kept = range(len(said)) if show == "all" else sorted(kinds.get(show, ()))
    current = None if at_ms is None else _last_begun([one.start_ms for one in said], at_ms)
    most = most if show == "all" else OF_A_KIND
    middle = bisect_left(kept, current or 0) - min(most, WINDOW) // 3
    begin = min(max(middle if first is None else first, 0), max(len(kept) - 1, 0))
    if len(kept) <= most and show != "all":
        begin = 0
    rows = tuple(_rows(page, page.analysis, kept[begin : begin + most], moments, under, _))
    behind = begin + len(rows)
    many = counted(page)
    counts = {kind: many.get(kind, 0) for kind in (*SHOWS[1:], *own(page.analysis))}
    earlier, later = max(begin - most + _AGAIN_BEFORE, 0), behind - _AGAIN
    return Lines(rows, begin, len(kept) - behind, earlier, later, counts, show, current)


def _moments(analysis: CallAnalysis) -> dict[int, list[Moment]]:
    found: dict[int, list[Moment]] = {}
    for moment in analysis.moments:
        found.setdefault(moment.span.utterance, []).append(moment)
    return found


def _kinds(
    moments: Mapping[int, Sequence[Moment]], under: Mapping[int, Sequence[Thread]]
) -> dict[str, set[int]]:
    """The lines of each kind that can be shown alone."""
    found = {"comments": set(under)}
    for index, here in moments.items():
        for moment in here:
            found.setdefault(part(moment.kind), set()).add(index)
    return found


def _rows(
    page: CallPage,
    analysis: CallAnalysis,
    kept: Iterable[int],
    moments: Mapping[int, Sequence[Moment]],
    under: Mapping[int, Sequence[Thread]],
    _: Words,
) -> Iterator[Line]:
    resolved = _resolved(analysis)
    names = {key: page.listened.title(key, _.locale) for key in page.listened.by_id}
    kinds = own(analysis)
    for index in kept:
        here, below = moments.get(index, ()), under.get(index, ())
        yield _line(index, analysis.transcript, here, below, resolved, names, kinds, _)


def _line(
    index: int,
    transcript: Transcript,
    moments: Sequence[Moment],
    threads: Sequence[Thread],
    resolved: frozenset[int],
    names: Mapping[str, str],
    kinds: Mapping[str, DetectorDefinition],
    _: Words,
) -> Line:
    said = transcript.utterances[index]
    side = transcript.side(said.speaker)
    who = _short(named(transcript, said.speaker, _))
    tags = [tag for one in moments if (tag := _tag(one, side, names, _))]
    known = {one.ref: one.name for one in transcript.speakers}
    own = who if known.get(said.speaker) else ""
    tags += [_promise(one, said.text, side, own, _) for one in moments if one.kind == "commitment"]
    tags += [("ut-t", called(one, kinds[one.kind], _)) for one in moments if one.kind in kinds]
    if index in resolved:
        tags.append(("ut-k", _("objection resolved")))
    return Line(
        index,
        who,
        side,
        said.start_ms,
        said.end_ms,
        tuple(pieces(said.text, moments, kinds)),
        tuple(dict.fromkeys(tags)),
        tuple(threads),
    )


def _tag(moment: Moment, side: str, names: Mapping[str, str], _: Words) -> tuple[str, str] | None:
    if moment.kind == "question":
        if side == "buyer":
            return "ut-q", _("buyer question")
        return "ut-q", _("open question") if moment.label == "open" else _("closed question")
    if moment.kind == "objection":
        kind = _(CATEGORIES.get(moment.label, moment.label))
        return "ut-o", _("objection: %(kind)s", kind=kind)
    if moment.kind == "tracker":
        return "ut-t", _("tracker: %(name)s", name=names.get(moment.label, moment.label))
    return None


def _promise(moment: Moment, text: str, side: str, who: str, _: Words) -> tuple[str, str]:
    """Who is to do it, by name where they say so themselves, and the words that say when."""
    owner, date = str(moment.data.get("owner")), moment.data.get("date")
    name = who if who and owner == side else _(OWNERS.get(owner, "unknown"))
    if not date:
        return "ut-c", _("promise: %(owner)s", owner=name)
    when = text[date[0] : date[1]].strip()
    return "ut-c", _("promise: %(owner)s, %(when)s", owner=name, when=when)


def _resolved(analysis: CallAnalysis) -> frozenset[int]:
    """Where the buyer's reply settles an objection."""
    return frozenset(
        moment.data["reply"][0]
        for moment in analysis.moments
        if moment.kind == "objection" and moment.data.get("success") and moment.data.get("reply")
    )


def _threads(comments: Sequence[CallComment], transcript: Transcript) -> dict[int, list[Thread]]:
    """The comments at a line or a moment, by the line they stand under."""
    found: dict[int, list[Thread]] = {}
    for thread in threads(comments):
        place = place_of(thread.comment, transcript)
        if place is not None:
            found.setdefault(place, []).append(thread)
    return found


def threads(comments: Sequence[CallComment]) -> list[Thread]:
    """Comments with their answers, oldest first."""
    top = {one.id: Thread(one, ()) for one in comments if one.parent_id is None}
    for one in comments:
        if one.parent_id in top:
            before = top[one.parent_id]
            top[one.parent_id] = evolve(before, replies=(*before.replies, one))
    return list(top.values())


def place_of(comment: CallComment, transcript: Transcript) -> int | None:
    """The line a comment stands under; None for one on the whole call."""
    last = len(transcript.utterances) - 1
    if comment.utterance is not None:
        return min(comment.utterance, last) if last >= 0 else None
    if comment.at_ms is None:
        return None
    return _last_begun([one.start_ms for one in transcript.utterances], comment.at_ms)


def _last_begun(starts: Sequence[int | None], at_ms: int) -> int | None:
    """The last line that began by then."""
    begun = [place for place, start in enumerate(starts) if start is not None and start <= at_ms]
    return begun[-1] if begun else (0 if starts else None)


def _short(name: str) -> str:
    """A Latin first name; Chinese names stay whole."""
    return name.split(maxsplit=1)[0] if name.split() and name[0].isascii() else name
