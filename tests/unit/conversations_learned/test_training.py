"""Training on labelled calls: what is learned, what stays out, what never changes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.learning_calls import CHINESE, PLAIN, calls, document

from revrise.core.conversations import labels
from revrise.core.conversations.learned.choosing import bound
from revrise.core.conversations.learned.examples import TASKS, examples
from revrise.core.conversations.learned.model import compared, decided
from revrise.core.conversations.learned.model_json import parse, render
from revrise.core.conversations.learned.training import train
from revrise.core.conversations.tally import Tally
from revrise.core.errors import Invalid


def trained(task="objections", count=30, **more):
    return train(task, examples(task, calls(count, **more)))


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize(("language", "marker"), [("en", "blorp"), ("zh", "噗嗤")])
def test_a_word_no_rule_knows_is_learned_from_labels(task, language, marker):
    model = trained(task, language=language, marker=marker)
    assert model.checked.learned["f1"] == 1.0
    assert (model.checked.rules["f1"] or 0) < 0.2
    assert model.languages == (language,)
    word = " ".join(marker) if language == "zh" else marker
    assert f"w {word}" in [sign for sign, _ in model.strongest()[0]]
    unseen = examples(task, [labels.parse(document(99, language=language, marker=marker), "x:1")])
    learned, _ = compared(decided(model, unseen))
    assert learned["f1"] == 1.0


def test_the_order_of_the_calls_changes_no_byte():
    given_ = calls()
    first = render(train("objections", examples("objections", given_)))
    Random(3).shuffle(given_)
    assert render(train("objections", examples("objections", given_))) == first
    given_[0] = calls(31)[30]
    assert render(train("objections", examples("objections", given_))) != first


def test_what_few_calls_say_stays_out_of_the_model():
    """A name said ten times in two calls, and one said once in each of three."""
    documents = [document(number) for number in range(30)]
    for at in (1, 3, 5):
        documents[4]["utterances"][at]["text"] += " Rosalind Quimby" * 3
        documents[5]["utterances"][at]["text"] += " Rosalind Quimby" * 3
    for at in (6, 7, 8):
        documents[at]["utterances"][1]["text"] += " Threefold blorp"
        documents[at]["utterances"][1]["labels"]["objection"] = "price"
    lines = examples("objections", [labels.parse(one, "x:1") for one in documents])
    text = render(train("objections", lines))
    assert "rosalind" not in text.lower()
    assert "quimby" not in text.lower()
    assert "w threefold" in text
    assert "threefold" not in render(train("objections", lines, least=4))


def test_what_is_trained_can_be_read_again_whatever_was_said():
    """An address of 500 letters in many calls: its sign is longer than a file may hold."""
    documents = [document(number) for number in range(20)]
    for one in documents:
        one["utterances"][1]["text"] += " https" + "x" * 500
    lines = examples("objections", [labels.parse(one, "x:1") for one in documents])
    model = train("objections", lines)
    assert parse(render(model).encode(), "m.json") == model


def test_labels_in_no_known_language_make_a_model_for_every_language():
    model = trained(language="und")
    assert model.languages == ()
    assert parse(render(model).encode(), "m.json") == model


def test_the_same_call_twice_is_one_dialogue():
    documents = [document(number) for number in range(20)]
    documents[0]["utterances"][1]["text"] += " Rosalind"
    labelled = [labels.parse(one, "x:1") for one in [*documents, documents[0], documents[0]]]
    model = train("objections", examples("objections", labelled))
    assert model.labels.dialogues == 20
    assert not any("rosalind" in sign for sign in model.weights)


def test_no_sentence_and_no_figure_of_the_calls_is_in_the_model():
    text = render(trained())
    assert not any(f"{plain} 0" in text for plain in (*PLAIN, *CHINESE) if plain.count(" ") > 2)
    assert not any(f"{number}x{at}" in text for number in range(30) for at in range(6))


def test_only_a_buyer_objects():
    documents = [document(number) for number in range(20)]
    for one in documents:
        one["utterances"][0]["labels"] = {"objection": "price", "question": True}
    labelled = [labels.parse(one, "x:1") for one in documents]
    assert len(examples("objections", labelled)) == 60
    assert len(examples("questions", labelled)) == 80


def test_lines_without_a_label_are_no_examples():
    documents = [document(number) for number in range(20)]
    for one in documents:
        del one["utterances"][1]["labels"]
    assert len(examples("questions", [labels.parse(one, "x:1") for one in documents])) == 40


@pytest.mark.parametrize(
    ("count", "marker", "says"),
    [(9, "blorp", "9 different dialogues are too few for 5 folds"), (0, "", "nothing in it")],
)
def test_too_few_labels_are_refused_with_the_way_out(count, marker, says):
    with pytest.raises(Invalid, match=says) as caught:
        trained(count=count, marker=marker)
    assert caught.value.remedy


def test_labels_all_alike_are_refused():
    documents = [document(number) for number in range(20)]
    for one in documents:
        for said in one["utterances"]:
            said.pop("labels", None)
            said["labels"] = {"question": False}
    with pytest.raises(Invalid, match="0 of 120 lines are labelled positive"):
        train("questions", examples("questions", [labels.parse(one, "x:1") for one in documents]))


@given(st.lists(st.tuples(st.integers(-5, 5).map(float), st.booleans()), min_size=1, max_size=30))
def test_no_other_bound_gives_a_better_f1(weighed):
    def f1(enough):
        return Tally.of((wanted, odds > enough) for odds, wanted in weighed).f1 or 0.0

    best = max(f1(at / 2) for at in range(-13, 13))
    assert f1(bound(weighed)) == best or not any(wanted for _, wanted in weighed)
