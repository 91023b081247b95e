"""A call looked at again is not measured again, and what is kept of it holds no words."""

import pickle
from functools import partial
from threading import Event, Thread

from attrs import evolve
from tests.services.test_call_pages_service import call

from revrise.adapters.plugins import load
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.call import Call, CallTranscript
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measured import Heard, Measured
from revrise.services.measures.trackers_in_force import NOTHING, compiled
from revrise.services.newest import Newest

BUILT_IN = Analyst(load(found=[], environ={}))
PRICE = '[[trackers]]\nid = "price"\ntitle.en = "Price"\nwhen = {phrases = ["price"]}\n'


def made() -> tuple[Call, CallTranscript]:
    things = call(1)
    return (
        next(one for one in things if isinstance(one, Call)),
        next(one for one in things if isinstance(one, CallTranscript)),
    )


def test_a_second_look_says_the_same_as_the_first_and_as_the_analysis() -> None:
    talk, words = made()
    measured = Measured(BUILT_IN)
    first, second = (measured.of(talk, words.transcript, words, NOTHING) for _ in range(2))
    assert first == second
    plain = analyse(words.transcript)
    assert (first.analysis, first.analysis.transcript) == (plain, words.transcript)


def test_other_words_other_trackers_and_what_is_hidden_are_measured_anew() -> None:
    talk, words = made()
    said = words.transcript
    measured = Measured(BUILT_IN)
    before = measured.of(talk, said, words, NOTHING)
    heard = measured.of(talk, said, words, compiled(PRICE))
    assert (before.analysis.trackers, len(heard.analysis.trackers)) == ((), 1)
    hidden = evolve(
        said, utterances=tuple(evolve(one, text="█" * len(one.text)) for one in said.utterances)
    )
    masked = measured.of(talk, said, evolve(words, transcript=hidden), compiled(PRICE))
    assert masked.analysis.transcript == hidden
    assert not masked.analysis.trackers[0].moments
    fewer = evolve(said, utterances=said.utterances[:1])
    other = measured.of(talk, fewer, evolve(words, transcript=fewer, version=2), NOTHING)
    assert other.analysis == analyse(fewer)


def test_what_is_kept_holds_no_words() -> None:
    talk, words = made()
    newest: Newest[Heard] = Newest(2)
    Measured(BUILT_IN, newest).of(talk, words.transcript, words, compiled(PRICE))
    kept = pickle.dumps(list(newest.kept()))
    for one in words.transcript.utterances:
        assert one.text.encode() not in kept


def test_the_newest_answers_stay_and_the_oldest_goes() -> None:
    newest: Newest[str] = Newest(2)
    asked: list[str] = []

    def make(key: str) -> str:
        asked.append(key)
        return key.upper()

    for key in "abacab":
        assert newest.of(key, partial(make, key)) == key.upper()
    assert asked == ["a", "b", "c", "b"]


def test_one_slow_answer_holds_up_no_other() -> None:
    newest: Newest[str] = Newest(2)
    go = Event()
    slow = Thread(target=lambda: newest.of("slow", lambda: str(go.wait(10))))
    slow.start()
    assert newest.of("quick", lambda: "at once") == "at once"
    go.set()
    slow.join(10)
    assert newest.of("slow", lambda: "anew") == "True"
