"""Whoever reads a word hidden does not hear it either."""

from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.governance.redaction.silences import PAD_MS, silences

LINE = "Ask Ines Ortega, she knows."
WORDS = tuple(Word(one, at * 500, at * 500 + 400) for at, one in enumerate(LINE.split()))


def said(*lines: Utterance) -> Transcript:
    return Transcript("en", (Speaker("A", "seller"), Speaker("B", "buyer")), lines)


def spans(plain: Transcript, offsets: tuple[int, ...] = ()) -> tuple[tuple[int, int], ...] | None:
    return silences(plain, redacted(plain, {"Ines Ortega"}), offsets)


def test_words_with_times_are_silenced_alone() -> None:
    assert spans(said(Utterance("B", LINE, 0, 2_500, None, WORDS))) == (
        (500 - PAD_MS, 1_400 + PAD_MS),
    )


def test_a_line_without_times_of_words_is_silenced_whole() -> None:
    assert spans(said(Utterance("B", LINE, 100, 2_500), Utterance("A", "Yes.", 3_000, 4_000))) == (
        (100, 2_500),
    )


def test_a_hidden_part_that_no_word_covers_silences_the_line() -> None:
    some = (WORDS[0], WORDS[2], *WORDS[3:])  # the transcriber lost "Ines"
    assert spans(said(Utterance("B", LINE, 0, 2_500, None, some))) == ((0, 2_500),)


def test_a_hidden_line_without_any_time_cannot_be_told() -> None:
    assert spans(said(Utterance("B", LINE), Utterance("A", "Yes."))) is None
    assert spans(said(Utterance("A", "Yes."))) == ()


def test_a_channel_that_began_later_is_silenced_where_its_file_has_it() -> None:
    line = Utterance("B", LINE, 5_000, 7_500, 1)
    assert spans(said(line), (0, 2_000)) == ((3_000, 5_500),)
    assert spans(said(evolve(line, channel=0)), (0, 2_000)) == ((5_000, 7_500),)


texts = st.lists(st.sampled_from([*LINE.split(), "555-019-2837", "嗯", "好的"]), max_size=8)


@given(st.lists(texts, max_size=5), st.lists(st.booleans(), min_size=40, max_size=40))
def test_every_hidden_word_lies_in_a_silence(lines: list[list[str]], timed: list[bool]) -> None:
    made, at, keep = [], 0, iter(timed)
    for line in lines:
        start, words = at, []
        for one in line:
            if next(keep):
                words.append(Word(one, at, at + 300))
            at += 300
        made.append(Utterance("B", " ".join(line), start, at, None, tuple(words)))
    plain = said(*made)
    shown = redacted(plain, {"Ines Ortega"})
    found = silences(plain, shown) or ()
    assert all(first < last for first, last in found)
    assert all(one[1] < two[0] for one, two in pairwise(found))
    for one, seen in zip(plain.utterances, shown.utterances, strict=True):
        for word, hidden in zip(one.words, seen.words, strict=True):
            if word.text != hidden.text:
                assert any(s <= word.start_ms and word.end_ms <= e for s, e in found)
