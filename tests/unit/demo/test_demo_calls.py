"""Calls of the demo company sound like calls and follow the skill of the rep."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revrise.apps.demo.call import Call
from revrise.apps.demo.company import Company
from revrise.apps.demo.dialogue import perform
from revrise.apps.demo.phrases.book import phrase_book
from revrise.apps.demo.script import HANDLING, Behaviour, Line, Setting
from revrise.core.governance.consent import PURPOSES

share = st.floats(0.02, 0.95)
behaviours = st.builds(
    Behaviour,
    open_share=share,
    talk_share=st.floats(0.3, 0.75),
    handling=share,
    next_step=share,
    fillers=st.floats(0, 0.4),
    interruptions=st.floats(0, 0.3),
    gives_notice=st.booleans(),
)
settings_of_calls = st.builds(
    Setting,
    language=st.sampled_from(["en", "zh"]),
    seller=st.just("Simon Thorne"),
    buyer=st.just("沈静怡"),
    product=st.just("Meridian Flow"),
    day=st.dates(date(2025, 1, 1), date(2026, 6, 30)),
    minutes=st.integers(2, 8),
    behaviour=behaviours,
)


@pytest.fixture(scope="module")
def scripts(company: Company) -> dict[str, tuple[Line, ...]]:
    return {call.id: call.script() for call in company.calls if call.transcribed}


@given(settings_of_calls)
@settings(max_examples=40)
def test_any_call_is_well_timed(setting: Setting) -> None:
    """Starts ascend; only an interruption of under a second or a backchannel overlaps."""
    lines = perform(setting, 1, "call")
    assert all(0 <= line.start_ms < line.end_ms for line in lines)
    assert all(a.start_ms < b.start_ms for a, b in pairwise(lines))
    floor = [line for line in lines if line.act != "backchannel"]
    assert all(a.end_ms - b.start_ms <= 800 for a, b in pairwise(floor))
    assert all(a.side != b.side for a, b in pairwise(floor) if b.start_ms < a.end_ms)
    assert abs(max(line.end_ms for line in lines) / 60_000 - setting.minutes) < 1.5


@given(settings_of_calls)
@settings(max_examples=20)
def test_any_call_leaves_no_slot_unfilled(setting: Setting) -> None:
    assert not [line.text for line in perform(setting, 2, "call") if set("{}") & set(line.text)]


def test_a_transcript_is_the_same_each_time(company: Company) -> None:
    call = next(call for call in company.calls if call.transcribed)
    assert call.transcript() == call.transcript()


def test_transcripts_have_two_sides_that_both_speak(company: Company) -> None:
    for call in [call for call in company.calls if call.transcribed][::10]:
        transcript = call.transcript()
        assert [speaker.side for speaker in transcript.speakers] == ["seller", "buyer"]
        assert {utterance.speaker for utterance in transcript.utterances} == {"A", "B"}
        assert transcript.language == call.language
        assert transcript.duration_ms is not None
        assert max(u.end_ms or 0 for u in transcript.utterances) <= transcript.duration_ms


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("side", ["seller", "buyer"])
def test_each_side_has_forty_ways_to_say_things(language: str, side: str) -> None:
    book = phrase_book(language)
    phrases = {phrase for (who, _), ways in book.acts.items() if who == side for phrase in ways}
    assert len(phrases) >= 40


def test_both_languages_do_the_same_acts() -> None:
    assert phrase_book("en").acts.keys() == phrase_book("zh").acts.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_calls_differ_in_their_words(
    company: Company, scripts: dict[str, tuple[Line, ...]], language: str
) -> None:
    said = {
        (line.side, line.text)
        for call in company.calls
        if call.language == language
        for line in scripts.get(call.id, ())
    }
    assert sum(side == "seller" for side, _ in said) >= 200
    assert sum(side == "buyer" for side, _ in said) >= 150


def test_the_able_ask_more_open_questions(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    low, high = by_behaviour(company, scripts, lambda b: b.open_share, _open_share)
    assert high > low + 0.15


def test_the_able_take_more_steps_after_an_objection(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    low, high = by_behaviour(company, scripts, lambda b: b.handling, _steps)
    assert high > low + 0.5


def test_the_able_secure_the_next_step_more_often(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    low, high = by_behaviour(company, scripts, lambda b: b.next_step, _secured)
    assert high > low + 0.1


def test_base_skill_shows_in_the_calls(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    """The ten best in discovery at the outset ask more openly than the ten weakest."""
    base = {rep: levels["discovery"] for rep, levels in company.truth.base.items()}
    order = sorted(base, key=base.__getitem__)
    shares = [
        mean(_open_share(scripts[c.id]) for c in company.calls if c.transcribed and c.rep_id in who)
        for who in (set(order[:10]), set(order[-10:]))
    ]
    assert shares[1] > shares[0] + 0.1


def test_sellers_talk_as_much_as_is_their_habit(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    misses = [
        abs(_talk_share(scripts[call.id]) - call.setting.behaviour.talk_share)
        for call in company.calls
        if call.transcribed
    ]
    assert mean(misses) < 0.05


def test_every_category_of_objection_comes_up(scripts: dict[str, tuple[Line, ...]]) -> None:
    met = {line.category for lines in scripts.values() for line in lines if line.act == "objection"}
    assert met == set(phrase_book("en").categories)


def test_the_gate_has_chinese_calls_to_refuse_and_no_english_ones(company: Company) -> None:
    refused = [c for c in company.calls if c.transcribed and not c.allowed("analyse")]
    assert 5 <= len(refused) <= 60
    assert {call.language for call in refused} == {"zh"}


def test_a_call_without_notice_has_no_word_of_consent_from_the_buyer(
    company: Company, scripts: dict[str, tuple[Line, ...]]
) -> None:
    for call in (call for call in company.calls if call.transcribed):
        asked = call.contact_id in {consent.participant_id for consent in call.consents}
        assert asked == any(line.act == "notice" for line in scripts[call.id])


def test_consents_speak_of_known_purposes_once(company: Company) -> None:
    for consent in (consent for call in company.calls for consent in call.consents):
        assert (*consent.granted, *consent.refused) == PURPOSES


def by_behaviour(
    company: Company,
    scripts: dict[str, tuple[Line, ...]],
    trait: Callable[[Behaviour], float],
    measure: Callable[[Iterable[Line]], float],
) -> tuple[float, float]:
    """A measure's mean over the third of the calls lowest in a trait, and over the highest."""
    calls: list[Call] = sorted(
        (call for call in company.calls if call.transcribed),
        key=lambda call: trait(call.setting.behaviour),
    )
    third = len(calls) // 3
    low, high = (
        mean(measure(scripts[c.id]) for c in part) for part in (calls[:third], calls[-third:])
    )
    return low, high


def _open_share(lines: Iterable[Line]) -> float:
    asked = [line.question for line in lines if "_" in line.act and line.question]
    return sum(kind == "open" for kind in asked) / max(1, len(asked))


def _steps(lines: Iterable[Line]) -> float:
    acts = [line.act for line in lines]
    return sum(act in HANDLING for act in acts) / max(1, acts.count("objection"))


def _secured(lines: Iterable[Line]) -> float:
    return float("next_step" in {line.act for line in lines})


def _talk_share(lines: Iterable[Line]) -> float:
    spoken = {"seller": 0, "buyer": 0}
    for line in lines:
        spoken[line.side] += line.end_ms - line.start_ms
    return spoken["seller"] / sum(spoken.values())
