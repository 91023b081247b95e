"""Objections of the buyer, by category, and how they were handled."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from revrise.core.conversations.detected import NOBODY, Told
from revrise.core.conversations.metrics.definitions import OBJECTION_HANDLING
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.objection import phrases as said
from revrise.core.conversations.objection.handling import Handling
from revrise.core.conversations.objection.scope import Seen, objects, of_the_present, plain
from revrise.core.conversations.objection.weighing import OBJECTION, PAIN, heaviest, weighed
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Transcript
from revrise.core.conversations.words.phrase_patterns import typed
from revrise.core.conversations.words.phrases import Hit, Line, Matcher

CATEGORIES = tuple(said.OBJECTIONS)
_MARKS = {
    "": said.OBJECTIONS,
    "+": said.PLAIN,
    "?": said.REFUSALS,
    "!": said.COMPLAINTS,
    "#": said.LIMITS,
    "~": said.FAULTS,
    "<": said.CLAIMS,
    "=": said.NEEDS,
    "^": said.BARE,
}
_MOST_HITS = 200  # looked at in a line; nobody says so many before the other side speaks
# Needs and claims: by themselves no objection, but a sign of one (see `objection.weighing`).
_TOLD = frozenset(f"{category}{mark}" for mark in "<=" for category in _MARKS[mark])


@cache
def _matcher() -> Matcher:
    """Every phrase; the mark after a category says what else must hold."""
    return Matcher(
        {
            f"{category}{mark}": typed(of)
            for mark, kept in _MARKS.items()
            for category, of in kept.items()
        }
    )


def find(
    transcript: Transcript, reading: Reading | None = None, told: Told = NOBODY
) -> tuple[Moment, ...]:
    """Moments of kind `objection`, labelled with their category, in order.

    Only what a speaker of side `buyer` says counts. One moment a category and buyer's run; its
    data holds the handling (see `handling.Handling`). `told` is what plugins heard.
    """
    reading = reading or read(transcript)
    found = _all(reading, told)
    named = {utterance: tuple(spans) for utterance, spans in found.items()}
    handled = Handling(reading, named)
    return tuple(
        Moment("objection", span, category, handled.of(utterance, category), by)
        for utterance, spans in found.items()
        for category, (span, by) in spans.items()
        if not _continued(reading, utterance, category, named)
    )


def heard(
    transcript: Transcript, reading: Reading | None = None, told: Told = NOBODY
) -> frozenset[int]:
    """Every utterance that objects, also where the buyer goes on with the same objection."""
    return frozenset(_all(reading or read(transcript), told))


def handling(moments: Iterable[Moment]) -> Metric:
    """Objections handled with success ÷ objections the buyer came back on.

    Null with `no_objections` where there is none, `no_reply` where no outcome is known.
    """
    outcomes = [moment.data["success"] for moment in moments if moment.kind == "objection"]
    known = [outcome for outcome in outcomes if outcome is not None]
    if not known:
        reason = "no_reply" if outcomes else "no_objections"
        return OBJECTION_HANDLING.null(reason, "text", len(outcomes))
    return OBJECTION_HANDLING.of(sum(known) / len(known), "text", len(known))


def _all(reading: Reading, told: Told) -> dict[int, dict[str, tuple[Span, str]]]:
    """Where each category is first said in each utterance, and by which detector it was heard."""
    built_in = {} if told.instead else _objections(reading)
    found = {
        at: {category: (reading.span(at, hit), "") for category, hit in hits.items()}
        for at, hits in built_in.items()
    }
    for one in told.moments:
        found.setdefault(one.span.utterance, {}).setdefault(one.label, (one.span, one.by))
    return dict(sorted(found.items()))


def _objections(reading: Reading) -> dict[int, dict[str, Hit]]:
    """The first hit of each category by utterance, in order: phrases name it, else its words."""
    found: dict[int, dict[str, Hit]] = {}
    named, signs = signed(reading)
    for utterance, side in enumerate(reading.sides):
        if utterance in named:
            found[utterance] = named[utterance]
        elif side == "buyer" and weighed(reading, utterance, signs.get(utterance, ())):
            found[utterance] = _by_its_words(reading.lines[utterance])
    return found


def _by_its_words(line: Line) -> dict[str, Hit]:
    hit = heaviest(line)
    return {hit.key: hit}


def signed(reading: Reading) -> tuple[Mapping[int, dict[str, Hit]], Mapping[int, set[str]]]:
    """As `phrased`, and all of it as signs to be weighed, by utterance."""
    found, beside = phrased(reading)
    signs: dict[int, set[str]] = {at: {OBJECTION, *hits} for at, hits in found.items()}
    for at, told in beside.items():
        signs.setdefault(at, set()).update(told)
    return found, signs


def phrased(reading: Reading) -> tuple[dict[int, dict[str, Hit]], Mapping[int, set[str]]]:
    """What phrases say by themselves: the first hit of each category, by utterance of the buyer.

    And what they tell beside: `need told` where a phrase of need says nothing by itself, `pain`
    where one complains about what the buyer has today.
    """
    found: dict[int, dict[str, Hit]] = {}
    seen: Seen = {}
    beside: dict[int, set[str]] = {}
    met: Counter[int] = Counter()
    for utterance, hit in reading.hits(_matcher(), "buyer"):
        met[utterance] += 1
        if met[utterance] > _MOST_HITS:
            continue
        if objects(reading, utterance, hit, seen):
            found.setdefault(utterance, {}).setdefault(plain(hit), hit)
        elif hit.key in _TOLD:
            beside.setdefault(utterance, set()).add("need told")
        elif of_the_present(reading, utterance, hit, seen):
            beside.setdefault(utterance, set()).add(PAIN)
    return found, beside


def _continued(
    reading: Reading, utterance: int, category: str, said: Mapping[int, Sequence[str]]
) -> bool:
    """Whether the buyer said so already before the seller answered."""
    for earlier in range(utterance - 1, -1, -1):
        if reading.sides[earlier] != "buyer":
            return False
        if category in said.get(earlier, ()):
            return True
    return False
