"""Private buyers haggle in words of their own; who only asks or gives away does not object."""

from collections import Counter, defaultdict

import pytest
from bench.labelled_sets import held_out, objection_labels, passes

from revrise.core.conversations.objections import find
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

OBJECT = [
    ("Honestly that is a bit steep for a lamp", "price"),
    ("The best I can do is 90 and I pick it up", "price"),
    ("I am on a tight budget this month", "price"),
    ("We are a little short on cash, sorry", "price"),
    ("I will not pay 700 for a bike", "price"),
    ("That seems really high", "price"),
    ("Considering its age I would rather offer less", "product"),
    ("It needs some work that I'd have to do myself", "product"),
    ("Well, but it is not brand new", "product"),
    ("I found another one for less this morning", "competitor"),
    ("Let me look around first", "timing"),
    ("That is not a fair deal", "contract"),
    ("I'm sorry but I can't accept three for one", "contract"),
    ("这个也太高级了", "price"),
    ("这个不太合适", "need"),
    ("我们再考虑一下", "timing"),
]
FINE = [
    "How about 1400",
    "Would you take 60 for the pair",
    "I don't need the tent, you can have it",
    "Sounds good, I will pick it up tonight",
    "Is it still in good condition",
    "好的，地址是多少",
]


def heard(text: str) -> list[str]:
    language = "en" if text.isascii() else "zh"
    call = Transcript(language, (Speaker("B", "buyer"),), (Utterance("B", text),))
    return [one.label for one in find(call)]


@pytest.mark.parametrize(("text", "category"), OBJECT)
def test_a_haggler_objects(text: str, category: str) -> None:
    assert category in heard(text)


@pytest.mark.parametrize("text", FINE)
def test_who_asks_offers_or_gives_away_does_not(text: str) -> None:
    assert heard(text) == []


def test_labels_point_at_turns_and_hold_no_word_of_them() -> None:
    labels = objection_labels()
    known = {"corpus", "dialogue", "event", "objection", "again", "second", "category", "part"}
    assert all(one.keys() <= known and type(one["objection"]) is bool for one in labels)
    once = [one for one in labels if one.get("part") != "census"]  # which read all turns again
    places = [(one["corpus"], one["dialogue"], one["event"]) for one in once]
    assert len(set(places)) == len(places)
    by = Counter("zh" if one["corpus"] == "crosswoz_val" else "en" for one in labels)
    assert by["en"] >= 3000
    assert by["zh"] >= 150
    assert sum("again" in one for one in labels) >= 100


def test_a_dialogue_is_held_out_whole_or_not_at_all() -> None:
    first = {(one["corpus"], one["dialogue"]) for one in objection_labels() if "part" not in one}
    held = sum(held_out(*dialogue) for dialogue in first)
    assert 0.6 < held / len(first) < 0.75
    parts = defaultdict(set)
    for one in objection_labels():
        if one.get("part") in {"train", "fresh", "sharing", "bargaining", "last"}:
            parts[one["corpus"], one["dialogue"]].add(one["part"])
    assert all(len(named) == 1 for named in parts.values())


def test_two_passes_over_the_labels_agree() -> None:
    """Cohen's kappa of the first labels and of those given later without looking at them."""
    pairs = [(one["objection"], one["second"]) for one in objection_labels() if "second" in one]
    both = Counter(pairs)
    first, second = (sum(pair[at] for pair in pairs) / len(pairs) for at in (0, 1))
    alike = (both[True, True] + both[False, False]) / len(pairs)
    chance = first * second + (1 - first) * (1 - second)
    assert len(pairs) >= 150
    assert (alike - chance) / (1 - chance) > 0.75


def test_what_is_held_out_is_what_two_of_three_labellers_say() -> None:
    of_three = list(passes())
    assert {one["part"] for one, _ in of_three} == {"last"}
    for one, found in of_three:
        votes = Counter(turn for labeller in found for turn in labeller)
        assert votes.keys() <= set(one["turns"])
        said = {turn for turn, count in votes.items() if count > len(found) / 2}
        assert said == set(map(int, one["objections"]))
