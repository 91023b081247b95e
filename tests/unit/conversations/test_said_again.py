"""What is said again is looked at once, and found everywhere: as if each line were read apart."""

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.conversations import commitments, objections
from revrise.core.conversations.metrics import fillers, sentiment
from revrise.core.conversations.metrics.speech import Speech, prepare
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.conversations.words.phrases import Matcher, each, tokenize

SPEAKERS = (Speaker("a", "seller"), Speaker("b", "buyer"))
TEXTS = [
    *("okay", "um you know it is good", "what is the price", "it is too expensive, not good"),
    *(
        "I will send you the contract on Friday",
        "嗯",
        "那个多少钱",
        "太贵了",
        "很好，我下周发给您",
        "",
    ),
]
MATCHER = Matcher({"price": ["price", "贵", "expensive"], "sent": ["send * contract", "下周"]})
lines = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(TEXTS)), max_size=12)


@given(lines)
def test_lines_of_the_same_text_tell_what_they_tell_apart(said: list[tuple[str, str]]) -> None:
    call = _call(said)
    once, apart = read(call), _apart(call)
    assert once.asked == apart.asked
    for side in (None, "seller", "buyer", "unknown"):
        assert list(once.hits(MATCHER, side)) == list(apart.hits(MATCHER, side))
    assert objections.find(call, once) == objections.find(call, apart)
    assert commitments.find(call, once) == commitments.find(call, apart)
    assert _measured(prepare(call, once)) == _measured(prepare(call, apart))


def test_a_text_is_read_once_however_often_it_is_said() -> None:
    reading = read(_call([("a", "okay"), ("b", "okay"), ("a", "the price"), ("b", "okay")]))
    assert [reading.lines.index(line) for line in reading.lines] == [0, 0, 2, 0]
    asked: list[str] = []
    assert list(each(lambda line: asked.append(line.text), reading.lines)) == [None] * 4
    assert asked == ["okay", "the price"]


def test_a_phrase_said_again_is_found_on_the_side_that_is_asked_for() -> None:
    reading = read(_call([("a", "the price"), ("b", "the price"), ("a", "the price")]))
    assert [at for at, _ in reading.hits(MATCHER)] == [0, 1, 2]
    assert [at for at, _ in reading.hits(MATCHER, "seller")] == [0, 2]
    assert [at for at, _ in reading.hits(MATCHER, "buyer")] == [1]


def _call(said: list[tuple[str, str]]) -> Transcript:
    utterances = tuple(
        Utterance(by, text, 1000 * at, 1000 * at + 900) for at, (by, text) in enumerate(said)
    )
    return Transcript("en", SPEAKERS, utterances)


def _apart(call: Transcript) -> Reading:
    lines = tuple(tokenize(one.text) for one in call.utterances)
    return Reading(call, lines, tuple(call.side(one.speaker) for one in call.utterances))


def _measured(speech: Speech) -> tuple[object, ...]:
    return speech.said, *fillers.measure(speech), *sentiment.measure(speech)
