"""What every detector must keep: `class TestMine(DetectorContract)` with two fixtures."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import pytest
from attrs import evolve

from revrise.core.conversations.detected import MOST_IN_ONE, fault
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.ports.detectors import Detector
from revrise.testing.sample_calls import EVERY, GOOD_EN, GOOD_ZH

_SIDES = (Speaker("S", "seller"), Speaker("B", "buyer"))
_LONG = 400


def _mixed(*texts: str, language: str = "en") -> Transcript:
    said = tuple(Utterance("SB"[at % 2], text, at, at + 1) for at, text in enumerate(texts))
    return Transcript(language, _SIDES, said, len(said))


HARD = {
    "emoji": _mixed("👍🏽👩‍👩‍👧 ok 🙂", "𠮷野家 🧾 太贵了 🙃", "‍", "\u0301e\u0301"),
    "mixed": _mixed("这个 quote 太贵了, too expensive 啊", "I'll 发给您 by Friday", language="zh"),
    "one word": _mixed("a" * 5_000, "哈" * 5_000),
    "a thousand spaces": _mixed(" " * 1_000 + "?", "\n" * 1_000),
    "odd signs": _mixed("\x00\ufeff\u202e", "((((((((([[[[[\\\\", "1234567890" * 50),
    "a stranger": evolve(GOOD_EN, speakers=()),
    "twice the same": _mixed(*(one.text for one in GOOD_EN.utterances[:6] * 2)),
}
CALLS = {**EVERY, **HARD}


def found(detector: Detector, transcript: Transcript) -> Sequence[Moment]:
    """Its moments, in order of the call."""
    return sorted(detector.find(transcript), key=_place)


def _place(moment: Moment) -> tuple[int, int, int, str]:
    return moment.span.utterance, moment.span.start, moment.span.end, moment.label


class CountedText(str):
    """A text that counts how often it is gone through by its own methods and by patterns.

    A pattern reads a text as a whole, unseen from here: what is counted is every piece that is
    asked for, so that a detector which reads the whole call again for each line shows.
    """

    __slots__ = ()
    read = 0

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("__"):
            CountedText.read += len(self)
        return super().__getattribute__(name)

    def __iter__(self) -> Any:
        CountedText.read += len(self)
        return super().__iter__()

    def __contains__(self, other: object) -> bool:
        CountedText.read += len(self)
        return super().__contains__(other)  # type: ignore[operator]


class _CountedCall(tuple[Utterance, ...]):
    """Utterances that count how often one of them is looked at."""

    __slots__ = ()
    seen = 0

    def __iter__(self) -> Any:
        for one in super().__iter__():
            _CountedCall.seen += 1
            yield one

    def __getitem__(self, at: Any) -> Any:
        one = super().__getitem__(at)
        _CountedCall.seen += len(one) if isinstance(at, slice) else 1
        return one


def work(detector: Detector, times: int) -> int:
    """How often lines and their characters are looked at in a call of so many times a sample."""
    said = _CountedCall(
        evolve(one, text=CountedText(one.text))
        for _ in range(times)
        for one in (*GOOD_EN.utterances, *GOOD_ZH.utterances)
    )
    CountedText.read = _CountedCall.seen = 0
    for _ in detector.find(Transcript(GOOD_EN.language, _SIDES, said)):
        pass
    return CountedText.read + _CountedCall.seen


class DetectorContract:
    """Subclass it and give the fixtures `detector` and `examples`.

    `examples` are calls (see `revrise.testing.sample_calls.call`) in each of which it finds
    something; give one in each language it claims.
    """

    @pytest.fixture
    def detector(self) -> Detector:
        """The detector under test."""
        raise NotImplementedError("give a fixture `detector`")

    @pytest.fixture
    def examples(self) -> Sequence[Transcript]:
        """Calls in which it finds something."""
        raise NotImplementedError("give a fixture `examples`")

    def test_it_finds_something_in_every_example(
        self, detector: Detector, examples: Sequence[Transcript]
    ) -> None:
        """The examples show what it is for, in each language it claims."""
        assert examples
        assert all(found(detector, one) for one in examples)
        spoken = {one.language for one in examples}
        assert spoken >= {*detector.definition.languages}, "give an example in each language"

    @pytest.mark.parametrize("name", CALLS)
    def test_the_same_words_give_the_same_moments(self, detector: Detector, name: str) -> None:
        """A number can be worked out again, so clock and chance have no place."""
        assert found(detector, CALLS[name]) == found(detector, deepcopy(CALLS[name]))

    def test_what_it_heard_before_changes_nothing(
        self, detector: Detector, examples: Sequence[Transcript]
    ) -> None:
        """One detector hears all calls of a process, in any order."""
        before = [found(detector, one) for one in examples]
        for call in CALLS.values():
            found(detector, call)
        assert [found(detector, one) for one in reversed(examples)] == before[::-1]

    @pytest.mark.parametrize("name", CALLS)
    def test_every_moment_is_one_the_host_takes(self, detector: Detector, name: str) -> None:
        """Kind, label, side and place: a wrong one takes the plugin out of use."""
        self._taken(detector, CALLS[name])

    def test_every_moment_of_the_examples_is_one_the_host_takes(
        self, detector: Detector, examples: Sequence[Transcript]
    ) -> None:
        """The same where it is sure to find something, whoever says it."""
        for one in examples:
            self._taken(detector, one)
            # Two signs that are longer in small letters, and one of two code units.
            said = tuple(evolve(each, text=f"İ🙂İ{each.text}") for each in one.utterances)
            self._taken(detector, evolve(one, utterances=said))
            for side in ("buyer", "seller", "unknown"):
                speakers = tuple(evolve(each, side=side) for each in one.speakers)
                self._taken(detector, evolve(one, speakers=speakers))

    def test_it_changes_nothing_of_the_call(
        self, detector: Detector, examples: Sequence[Transcript]
    ) -> None:
        """Other detectors hear the same call."""
        for one in examples:
            before = deepcopy(one)
            found(detector, one)
            assert one == before

    def test_times_and_names_change_nothing(
        self, detector: Detector, examples: Sequence[Transcript]
    ) -> None:
        """The same words are heard alike in a chat and whatever people are called."""
        for one in examples:
            said = tuple(
                evolve(each, start_ms=None, end_ms=None, words=()) for each in one.utterances
            )
            speakers = tuple(evolve(each, name="Somebody") for each in one.speakers)
            plain = Transcript(one.language, speakers, said)
            assert found(detector, plain) == found(detector, one)

    def test_twice_the_call_is_at_most_twice_the_work(self, detector: Detector) -> None:
        """Counted, not timed: what is read of a call grows no faster than the call."""
        once, twice = work(detector, _LONG // 20), work(detector, _LONG // 10)
        assert once, "it never looks at what is said"
        assert twice <= 2.2 * once, f"{once} looks at a call, {twice} at one twice as long"

    def test_the_definition_is_complete(self, detector: Detector) -> None:
        """It is shown to people and stored with every number that rests on it."""
        definition = detector.definition
        assert definition == detector.definition
        assert definition.ref.startswith(f"{definition.id}@{definition.version}")
        for text in (definition.label, definition.about, *definition.labels.values()):
            assert text.en.strip()
            assert text.zh.strip()

    def _taken(self, detector: Detector, call: Transcript) -> None:
        moments = found(detector, call)
        wrong = [
            f"{moment} {why}"
            for moment in moments
            if (why := fault(detector.definition, call, moment))
        ]
        assert not wrong, wrong[0]
        assert len(moments) <= MOST_IN_ONE * len(call.utterances)
        spans = [(moment.span, moment.label) for moment in moments]
        assert len(spans) == len(set(spans)), "found the same twice"
