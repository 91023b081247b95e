"""Hypothesis strategies for domain things; hypothesis itself is imported on first use."""

from typing import Any

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word

_SAID = (
    "So how does your team do this today?",
    "It is too expensive for us.",
    "I understand. Compared to what? Does that help?",
    "Yes that makes sense",
    "I'll send you the proposal by Friday",
    "mm-hmm",
    "你们目前是怎么做的？",
    "太贵了，预算不够。",
    "我理解您的顾虑，您是跟什么比呢？",
    "好的，可以。",
    "我周五之前把方案发给您",
    "嗯",
)


def transcripts(*, timed: bool | None = None) -> Any:
    """Transcripts of 0–3 speakers and 0–12 utterances, in order of start.

    Timed, untimed, or either (None); overlaps, silence, words, odd characters and speakers that
    nobody lists occur.
    """
    from hypothesis import strategies as st

    texts = st.one_of(st.sampled_from(_SAID), st.text(max_size=40))
    sides = st.sampled_from(["seller", "buyer", "unknown"])
    steps = st.tuples(
        st.sampled_from(["A", "B", "C"]), texts, st.integers(0, 9_000), st.integers(0, 9_000)
    )
    return st.builds(
        _transcript,
        st.sampled_from(["en", "zh", "zh-CN", "de", "und", ""]),
        st.lists(sides, max_size=3),
        st.lists(steps, max_size=12),
        st.booleans() if timed is None else st.just(timed),
        st.booleans(),
    )


def _transcript(
    language: str,
    sides: list[Any],
    steps: list[tuple[str, str, int, int]],
    timed: bool,  # noqa: FBT001
    worded: bool,  # noqa: FBT001
) -> Transcript:
    speakers = tuple(Speaker(ref, side) for ref, side in zip("ABC", sides, strict=False))
    utterances, start, last = [], 0, 0
    for speaker, text, gap, length in steps:
        start += gap
        end = start + length
        last = max(last, end)
        words = (Word(text, start, end),) if timed and worded else ()
        begun, ended = (start, end) if timed else (None, None)
        utterances.append(Utterance(speaker, text, begun, ended, None, words))
    return Transcript(language, speakers, tuple(utterances), last if timed else None)
