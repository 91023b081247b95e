"""Golden transcripts, for whatever measures calls and for readers of files.

`class TestMine(GoldenAnalysisContract)`, `class TestMine(GoldenFileContract)`.
Every metric was worked out by hand, in the docstring of the test that holds it.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, ClassVar

import pytest
from attrs import evolve

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.document import as_document
from revrise.core.conversations.sides import assign
from revrise.core.conversations.transcript import Transcript
from revrise.ports.transcripts import HEAD, TranscriptFormat
from revrise.testing import golden_calls as calls
from revrise.testing.golden_keys import Values
from revrise.testing.golden_values import VALUES

Measured = Mapping[str, Mapping[str, Any]]
Measure = Callable[[Transcript], Measured]
FILES = {"English": calls.ENGLISH, "Chinese": calls.CHINESE, "mixed": calls.MIXED}
"""The calls that a file of every format can hold: two voices, nothing out of order."""


def agrees(measured: Measured, expected: Values) -> None:
    """Fails, naming the metrics, where a value or the reason of a missing one is another.

    `measured` is the part `metrics` of `revrise.call-analysis/1`.
    """
    found = {key: one["reason"] or one["value"] for key, one in measured.items()}
    assert found.keys() == expected.keys()
    wrong = {
        key: f"{found[key]}, by hand {value}"
        for key, value in expected.items()
        if found[key] != (value if isinstance(value, str) else pytest.approx(value))
    }
    assert not wrong, wrong
    nulls = {key for key, one in measured.items() if one["value"] is None}
    assert nulls == {key for key, value in expected.items() if isinstance(value, str)}


class GoldenAnalysisContract:
    """Subclass it and give a fixture `measure`: from a transcript to its `metrics`, as documents.

    What keeps it computes the published definitions, whatever door it is behind.
    """

    @pytest.fixture
    def measure(self) -> Measure:
        """What is under test."""
        raise NotImplementedError("give a fixture `measure`")

    def test_an_english_call(self, measure: Measure) -> None:
        """Speech: rep 10 + 0.5 + 4 + 6 = 20.5 s, customer 10 + 9 + 10 = 29 s: 49.5 s of 60.

        Words: rep 9 + 1 + 6 + 7 = 23, customer 13 + 7 + 10 = 30.
        Turns: R 0–10, C 10.5–30 (0.5 s apart, the mm-hmm bridged), R 32–36, C 35–45, R 44–50:
        four switches. After the customer the rep waits 2 s once and comes 1 s early once.
        The customer starts inside R 32–36 and outlasts it; the rep inside C 35–45, over it for 1 s.
        Somebody speaks 0–10, 10.5–20.5, 21–30, 32–50: 47 s; the last 10 s are one long silence.
        Questions of the rep: "tell me about" (open, first third), "would a" (closed, middle).
        Fillers of the rep: uh. Felt by the customer: slow and hate, at 21 s, the middle third.
        Engagement: share 29/49.5 ÷ 0.5 > 1, no question, story 19.5 ÷ 120, no next step.
        """
        agrees(measure(calls.ENGLISH), VALUES["English"])

    def test_a_chinese_call(self, measure: Measure) -> None:
        """Speech: rep 4 + 0.4 + 3 + 0.7 + 4 = 12.1 s, customer 4 + 6 + 2 = 12 s, of 30.

        字: rep 12 (CRM is one) + 1 + 13 + 3 + 7 = 36, customer 13 + 13 + 5 = 31.
        嗯 and 明白了 are backchannels. Turns: R 0–4, C 5–9, R 9.5–12.5, C 12–18, R 20.5–24.5,
        C 25–27: five switches; the rep waits 0.5 and 2.5 s; the customer starts inside R 9.5–12.5.
        Somebody speaks 4 + 4 + 8.5 + 0.7 + 4 + 2 = 23.2 s; the last silence is 3 s, not more.
        Questions: 什么 and 能不能说说, both open, at 0 and 9.5 s, the first third.
        Fillers of the rep: 那个 before the comma; the customer's 这个报表 points at something.
        Felt: 麻烦 (first third), 乱 and 太慢 (middle), 没有问题 (last, turned round): (1 − 3) ÷ 4.
        Engagement: share 12/24.1 ÷ 0.5, no question, story 6 ÷ 120, no next step.
        """
        agrees(measure(calls.CHINESE), VALUES["Chinese"])

    def test_a_call_of_both_languages_and_emoji(self, measure: Measure) -> None:
        """Speech: rep 5 + 4 = 9 s, customer 4 + 0.4 (👍, no turn) + 2 = 6.4 s, of 20.

        字, emoji none: rep 你们的 3 + CRM + 9 = 13, OK + 5 + demo + 3 = 10: 23; customer 5 + report
        + 3 = 9 and 5: 14. So 31 of 37 are Han and the call is measured in 字.
        Turns: R 0–5, C 5.5–9.5, R 11–15, C 15.5–17.5: three switches; the rep waits 1.5 s once.
        Somebody speaks 15.4 s; the longest silence is the last, 2.5 s.
        怎么样 is open, at the start. Felt: 太慢 (first third), 没问题 (last, turned round).
        太慢了 objects, 好的 agrees to what follows. 我…发给你 is the one next step.
        Engagement: share 6.4/15.4 ÷ 0.5, no question, story 4 ÷ 120, one step of two.
        """
        agrees(measure(calls.MIXED), VALUES["mixed"])

    def test_three_speakers_on_one_side(self, measure: Measure) -> None:
        """Speech: rep 6 + 6 + 8 + 4 = 24 s; buyers 3 + 4 + 4 (29.5–33.5, two at once) = 11, of 40.

        Words: rep 7 + 8 + 14 + 8 = 37; buyers 6 + 8 + 4 + 5 = 23.
        Turns R A R B R C B R: seven switches; the longest of a buyer is 4 s; three waits of 0.5 s.
        Buyers over one another is no overtalk. Somebody speaks 35 s, five silences of at most 2 s.
        Questions of the rep: "what do you" (open, at 10 s, first third), "does that help" (closed,
        at 21 s, middle). Felt: expensive, at 6.5 s.
        "too expensive" is handled: acknowledged, explored, answered, and "makes sense" agrees.
        "I will send you" is the one next step. Engagement: 11/35 ÷ 0.5, 0, 4 ÷ 120, one of two.
        """
        agrees(measure(calls.PANEL), VALUES["panel"])

    def test_words_with_their_own_times(self, measure: Measure) -> None:
        """Only words are speech: rep 0.9 + 1 + 0.4 + 1 + 1 = 4.3 s, customer 1 + 1.5 = 2.5, of 20.

        Words: rep 5 + 1 + 4 = 10, customer 4. Turns: R 0–5, C 6–10.5, R 10–13; okay only listens.
        Two switches; the rep comes 0.5 s early, over the customer for 10–10.5, and goes on.
        Somebody speaks 0–0.9, 4–5, 6–7, 7.2–7.6, 9–11, 12–13: 6.3 s; 0.9–4 and 13–20 are long.
        Questions: "how do you" (open, first third), "do you" (closed, 10 s, middle).
        The um is the customer's, so the rep has none. Nothing is felt: "like" is the rep's.
        Engagement: 2.5/6.8 ÷ 0.5, no question, story 4.5 ÷ 120, no next step.
        """
        agrees(measure(calls.WORDS), VALUES["words"])

    def test_a_side_nobody_knows(self, measure: Measure) -> None:
        """4 s each of 10: half the speech, 0.4 of the call; 5 words of 9.

        One switch in 10 s; silences 4–5 and 9–10. The rep's one question is open and the first
        third's, 360 an hour; 5 words in 4 s are 75 a minute. All that needs a buyer has none.
        """
        agrees(measure(calls.GUEST), VALUES["guest"])

    def test_a_side_that_says_nothing(self, measure: Measure) -> None:
        """The rep alone 0–2 s of 10: 8 s in one long silence; 3 words in 2 s, 90 a minute.

        "Is anybody there" is closed: open share 0, 360 an hour, first third. No share without two.
        """
        agrees(measure(calls.ALONE), VALUES["alone"])

    def test_nobody_speaks(self, measure: Measure) -> None:
        """A minute of nothing: no value but no next steps."""
        agrees(measure(calls.NOBODY), VALUES["nobody"])

    def test_nobody_knows_any_side(self, measure: Measure) -> None:
        """One switch in 4 s; 1 + 1.5 s of speech, so 1.5 ÷ 4 is silence; the rest needs a side."""
        agrees(measure(calls.STRANGERS), VALUES["strangers"])

    def test_less_than_can_be_measured(self, measure: Measure) -> None:
        """0.9 and 0.8 s of 2: 9/17 of the speech, 0.45 of the call, 2 words of 4; 0.3 s silent.

        One switch in 2 s. Under a second of speech gives no rate, under 10 s of call none an hour.
        Engagement: 8/17 ÷ 0.5, no question, 0.8 ÷ 120, no next step.
        """
        agrees(measure(calls.SHORT), VALUES["short"])

    def test_times_that_cannot_be(self, measure: Measure) -> None:
        """From −1 counts as from 0, an end before its start as no length, no times as no speech.

        Speech: rep 0–3, customer 5–12 (two at once), so the call lasts 12 s, not the 10 declared.
        Words: rep 4 + 2 = 6 in 3 s, 120 a minute; customer 5 + 3 + 4 = 12 of 18, 9 of them timed in
        7 s. Turns: R 0–3, R at 4, C 5–12: one switch, nobody answers the customer; 3–5 is silent.
        "What did they" is open, at 0 s, the first third. "Tell me" asks for nothing.
        Engagement: 7/10 ÷ 0.5 > 1, no question, 7 ÷ 120, no next step.
        """
        agrees(measure(calls.BAD_TIMES), VALUES["bad times"])

    def test_an_english_chat(self, measure: Measure) -> None:
        """Words and questions as in the call; by place of 7: questions 0 and 4, felt 3."""
        agrees(measure(calls.chat(calls.ENGLISH)), VALUES["English chat"])

    def test_a_chinese_chat(self, measure: Measure) -> None:
        """字 as in the call; by place of 8: questions 0 (first) and 3 (middle), felt 1, 4 and 7."""
        agrees(measure(calls.chat(calls.CHINESE)), VALUES["Chinese chat"])

    def test_a_chat_of_both_languages_and_emoji(self, measure: Measure) -> None:
        """字 as in the call; by place of 5: question 0, felt 1 (first) and 4 (last)."""
        agrees(measure(calls.chat(calls.MIXED)), VALUES["mixed chat"])


class GoldenFileContract:
    """Subclass it and give the fixtures `format` and `write`.

    `write` makes a file of a transcript, in the format. Switches: `timed` whether the format
    carries times, `words` whether it carries those of words. A format that does not carry sides
    is told who sells, `seller` as its files call them, one that carries no length the length.
    """

    timed: ClassVar[bool] = True
    words: ClassVar[bool] = False
    seller: ClassVar[str] = "Rep"

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        """The format under test."""
        raise NotImplementedError("give a fixture `format`")

    @pytest.fixture
    def write(self) -> Callable[[Transcript], bytes]:
        """From a transcript to a file of the format."""
        raise NotImplementedError("give a fixture `write`")

    @pytest.mark.parametrize("call", FILES)
    def test_a_file_of_it_measures_as_by_hand(
        self,
        format: TranscriptFormat,  # noqa: A002
        write: Callable[[Transcript], bytes],
        call: str,
    ) -> None:
        """Every metric, whoever wrote the call down."""
        golden = FILES[call]
        expected = VALUES[call if self.timed else f"{call} chat"]
        self.holds(format, write(golden), golden, expected)

    def test_words_with_their_own_times_stay_so(
        self,
        format: TranscriptFormat,  # noqa: A002
        write: Callable[[Transcript], bytes],
    ) -> None:
        """A pause inside an utterance is no speech."""
        if self.words:
            self.holds(format, write(calls.WORDS), calls.WORDS, VALUES["words"])

    def holds(
        self,
        format: TranscriptFormat,  # noqa: A002
        content: bytes,
        golden: Transcript,
        expected: Values,
    ) -> None:
        """Fails where the file does not say what the call says."""
        name = f"golden{format.extensions[0]}"
        assert format.sniff(content[:HEAD], name)
        found = format.read(BytesIO(content), name)
        assert [one.text for one in found.utterances] == [one.text for one in golden.utterances]
        assert all(one.timed == self.timed for one in found.utterances)
        if self.timed:
            last = max(one.end_ms or 0 for one in golden.utterances)
            assert found.duration_ms in {last, golden.duration_ms}
            found = evolve(found, duration_ms=golden.duration_ms)
        if all(one.side == "unknown" for one in found.speakers):
            found = assign(found, self.seller)
        agrees(as_document(analyse(found))["metrics"], expected)
