"""Personal data in words: what is found, how much of it, and that nothing else moves."""

import re
from collections import Counter
from collections.abc import Callable
from copy import copy, deepcopy
from pickle import dumps, loads
from time import process_time
from typing import Any, ClassVar, SupportsIndex

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.support.figures import Figures
from tests.support.redaction_gold import Turn, gold

from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.conversations.words.hanzi import SIMPLIFIED
from revrise.core.governance.redaction.finding import personal_data
from revrise.core.governance.redaction.found import HIDDEN, hidden
from revrise.core.governance.redaction.known import known_names
from revrise.core.governance.redaction.numbers import is_card, is_resident_id
from revrise.core.governance.redaction.redacting import redacted, redacted_text
from revrise.core.governance.redaction.veiled import veil

SURE = ("email", "phone", "card", "identity")
BLANK = frozenset(" -,，、.()")
CALLED = ("Ann", "José", "Smith", "李小龙", "Иван", "王芳")
WORDS = st.sampled_from(
    (*CALLED, "O'Neill", "Jean-Luc", "Élodie", "of", "the", "A", "B.", "-", "伟")
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_published_is_found_in_the_gold_set(language: str, figures: Figures):
    turns = [turn for turn in gold() if turn.language == language]
    assert len(turns) == 400
    recall, precision = _recall(turns), _precision(turns)
    for kind in (*SURE, "name"):
        said = f"recall {recall[kind]:.1%}, precision {precision[kind]:.1%}"
        figures.say(f"redaction of {kind} in {language}", said)
    assert all(recall[kind] >= 0.99 for kind in SURE)
    assert recall["name"] >= 0.90
    assert all(precision[kind] >= 0.90 for kind in (*SURE, "name"))


def test_as_much_is_found_where_it_is_written_in_traditional_characters():
    traditional = {
        ord(simple): chr(one) for one, code in SIMPLIFIED.items() if (simple := chr(code)) > "一"
    }
    turns = [
        evolve(turn, text=turn.text.translate(traditional))
        for turn in gold()
        if turn.language == "zh"
    ]
    assert sum("陳" in turn.text for turn in turns) > 1
    recall = _recall(turns)
    assert all(recall[kind] >= 0.99 for kind in SURE)
    assert recall["name"] >= 0.90


def _recall(turns: list[Turn]) -> dict[str, float]:
    all_, hit = Counter(), Counter()
    for turn in turns:
        covered = _places(turn)
        for start, end, kind in turn.truth:
            all_[kind] += 1
            hit[kind] += all(at in covered or turn.text[at] in BLANK for at in range(start, end))
    return {kind: hit[kind] / all_[kind] for kind in all_}


def _precision(turns: list[Turn]) -> dict[str, float]:
    all_, right = Counter(), Counter()
    for turn in turns:
        truth = {at for start, end, _ in turn.truth for at in range(start, end)}
        for one in personal_data(turn.text):
            places = {at for at in range(one.start, one.end) if turn.text[at] not in BLANK}
            all_[one.kind] += 1
            right[one.kind] += places <= truth
    return {kind: right[kind] / all_[kind] for kind in all_}


def _places(turn: Turn) -> set[int]:
    return {at for one in personal_data(turn.text) for at in range(one.start, one.end)}


@pytest.mark.parametrize(
    "text",
    [
        "The budget is 1,200,000 for 2025-03-14 and version 4.12.0.",
        "我们一共三百二十个坐席，预算一百二十万。",
        "总的来说没问题，高总量也有折扣，钱总是不够。",
        "Will that work in May? Mark the date.",
        "We grew from 120 to 450 seats in 2024.",
    ],
)
def test_what_is_nobodys_stays(text: str):
    assert personal_data(text) == []


def test_a_name_known_to_the_call_is_hidden_wherever_it_is_said():
    words = (Word("as", 0, 1), Word("zorblatt", 1, 2))
    said = Transcript(
        "en",
        (Speaker("b", "buyer", "Zorblatt Quux"),),
        (Utterance("b", "as zorblatt said", 0, 9, words=words),),
    )
    shown = redacted(said, ["Zorblatt Quux"])
    assert shown.utterances[0].text == "as •••••••• said"
    assert [word.text for word in shown.utterances[0].words] == ["as", "••••••••"]
    assert shown.speakers[0].name is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("我找陳美玲", "我找•••"),
        ("他說陈美玲會來", "他說•••會來"),
        ("美玲会来", "••会来"),
    ],
)
def test_a_known_name_is_hidden_in_either_script(said: str, shown: str):
    assert redacted_text(said, frozenset({"陳美玲"})) == shown
    assert redacted_text(said, frozenset({"陈美玲"})) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("刘副总会来，简小姐也来", "•副总会来，•小姐也来"),
        ("林協理跟李醫師說，黃課長和張執行長知道", "•協理跟•醫師說，•課長和•執行長知道"),
        ("简单的专员工作，谢谢协理，谢谢谢经理", "简单的专员工作，谢谢协理，谢谢•经理"),
    ],
)
def test_a_name_before_a_title_is_hidden(said: str, shown: str):
    assert redacted_text(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("身分證是 A123456789 沒錯", "身分證是 •••••••••• 沒錯"),
        ("my HKID is A123456(3)", "my HKID is ••••••••••"),
        ("order A123456788, part A123456(7)", "order A123456788, part A123456(7)"),
    ],
)
def test_identity_cards_of_taiwan_and_hong_kong_are_told_by_their_check_digit(
    said: str, shown: str
):
    assert redacted_text(said) == shown


def test_checksums_tell_numbers_that_are_somebodys():
    assert is_resident_id("11010519491231002X")
    assert not is_resident_id("110105194912310021")
    assert is_card("4111 1111 1111 1111".replace(" ", ""))
    assert not is_card("4111111111111112")


@given(st.text(alphabet=st.sampled_from("我是王伟 13800138000,.@abcA一二xX-•\n"), max_size=200))
def test_hiding_moves_nothing_and_done_again_finds_nothing_longer(text: str):
    found = personal_data(text)
    shown = hidden(text, found)
    assert len(shown) == len(text)
    covered = {at for one in found for at in range(one.start, one.end)}
    assert all(shown[at] == text[at] for at in range(len(text)) if at not in covered)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("part", ["a.", "1-", "a dot ", "王", "我是", "a@", "double ", "Ab "])
def test_a_text_made_to_take_long_takes_steps_by_its_length(part: str):
    # The rules' repetitions are bounded: quadratic ones would not end within the gate's patience.
    assert len(hidden(part * 5_000, personal_data(part * 5_000))) == 5_000 * len(part)


def test_numbers_that_stand_behind_one_another_are_each_found():
    listed = "11010519491231002X, 4111111111111111, 13812345678"
    assert redacted_text(listed) == "••••••••••••••••••, ••••••••••••••••, •••••••••••"
    assert redacted_text("orders 1234567, 2345678") == "orders 1234567, 2345678"


@given(
    names=st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6),
    around=st.tuples(*[st.lists(WORDS, max_size=4).map(" ".join)] * 2),
    data=st.data(),
)
def test_a_known_name_is_hidden_however_many_are_known_with_it(names, around, data):
    said = data.draw(st.sampled_from(names))
    text = (
        f"{around[0]} {data.draw(st.sampled_from((said, said.upper(), said.lower())))} {around[1]}"
    )
    alone, among = redacted_text(text, frozenset({said})), redacted_text(text, frozenset(names))
    assert all(b == HIDDEN for a, b in zip(alone, among, strict=True) if a == HIDDEN)
    if set(CALLED) & set(said.split()):
        assert HIDDEN in alone


def test_overlapping_names_hide_all_of_what_either_covers():
    names = frozenset({"Ann Ann", "Ann of"})
    assert redacted_text("Ann Ann of us", names) == "••• ••• •• us"


def test_speakers_by_the_thousand_named_in_the_lines_of_others_take_steps_by_their_number():
    """Each line has a set of names of its own: a pattern for each would take half a minute."""
    ones = [f"A{_letters(n)} B{_letters(n)}" for n in range(20_000)]
    names, began = frozenset(ones), process_time()
    for one, other in zip(ones, reversed(ones), strict=True):
        loud = other.upper().replace(" ", "  ")
        said = list(known_names(f"{one} called {loud}", names))
        assert sum(it.end - it.start for it in said) == len(one) + len(loud)
    assert process_time() - began < 6


def _letters(number: int) -> str:
    return "".join(chr(ord("c") + number // 22**place % 22) for place in range(4))


class Watched(str):
    """A text that tells when somebody searches it."""

    searched: ClassVar[list[str]] = []

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        self.searched.append(str(self))
        return super().__getitem__(place)


def test_a_line_is_searched_once_somebody_reads_it():
    """A page shows some lines of a long call, and counts and draws all of them."""
    said = tuple(Utterance("A", Watched(f"Ask Ann Lee, {n}."), n, n + 1) for n in range(5))
    shown = redacted(Transcript("en", (), said), ("Ann Lee",))
    assert sum(one.end_ms - one.start_ms for one in shown.utterances) == 5
    assert Watched.searched == []
    assert [shown.utterances[3].text for _ in range(2)] == ["Ask ••• •••, 3."] * 2
    assert set(Watched.searched) == {"Ask Ann Lee, 3."}


@pytest.mark.parametrize("taken", [copy, deepcopy, lambda one: loads(dumps(one))])
def test_what_is_taken_of_a_hidden_line_holds_nothing_else(taken: Callable[[Any], Any]):
    """A plugin may have what it was given worked on by another process."""
    said = Utterance("A", "Ann Lee here", 0, 900, 1, (Word("Ann", 0, 300),))
    (shown,) = redacted(Transcript("en", (), (said,)), ("Ann Lee",)).utterances
    assert taken(shown) == shown
    assert type(taken(shown)) is Utterance
    assert b"Ann" not in dumps(shown)


@pytest.mark.parametrize(
    "said", ["555-123-4567", "(555) 123 4567", "1 555 123-4567", "123.555.4567"]
)
def test_a_number_written_as_americans_do_is_hidden_whatever_its_exchange(said: str):
    assert redacted_text(f"Call {said} today.") == f"Call {re.sub('[^ ]', HIDDEN, said)} today."
    assert redacted_text("We have 120 450 seats, 555 123 4567 890.").count(HIDDEN) == 0


def test_a_hidden_line_is_an_utterance_with_those_words():
    said = Utterance("A", "Ann Lee here", 0, 900, 1, (Word("Ann", 0, 300), Word("here", 600, 900)))
    (shown,) = redacted(Transcript("en", (), (said,)), ("Ann Lee",)).utterances
    words = (Word("•••", 0, 300), Word("here", 600, 900))
    plain = Utterance("A", "••• ••• here", 0, 900, 1, words)
    assert shown == plain
    assert (evolve(shown, speaker="B"), hash(shown)) == (evolve(plain, speaker="B"), hash(plain))
    assert "Ann" not in repr(shown)


@pytest.mark.parametrize(
    "said", ["Hello Ann", "so ann  lee it is", "小龙说过", "with Иван", "O'NEILL too", "nobody"]
)
def test_what_is_hidden_depends_on_no_name_that_nobody_says(said: str):
    lines = (Utterance("A", "Yes."), Utterance("B", said))
    names = {"Ann Lee", "李小龙", "Иван", "Sean O'Neill", "Unsaid Person", "王芳"}
    shown = redacted(Transcript("en", (), lines), names)
    needed = veil(shown.utterances)
    assert needed is not None
    assert not {"Unsaid Person", "王芳"} & needed
    assert shown == redacted(Transcript("en", (), lines), needed)
    assert veil(lines) is None
