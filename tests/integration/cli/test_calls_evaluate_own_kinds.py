"""`revrise calls evaluate --task KIND`: kinds of moment that only a plugin finds."""

import json

import pytest
from tests.support.labelled import GOOD, RIVALS


@pytest.fixture
def rivals(tmp_path, monkeypatch):
    """A plugin with a kind of its own, of two categories, in English alone."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "rivals.py").write_text(RIVALS, encoding="utf-8")
    monkeypatch.setenv("REVRISE_PLUGIN_FOLDER", str(tmp_path / "plugins"))


def talk(language, *said):
    """A line: texts with their labels of rivals; one without has none."""
    utterances = [
        {"speaker": "B", "text": text, "labels": {"rival": label[0]} if label else {}}
        for text, *label in said
    ]
    return json.dumps({**GOOD, "language": language, "utterances": utterances}).encode()


SAID = (
    talk(
        "en",
        ("we use Acme", "big"),
        ("Acme and Bolt", ["big", "small"]),
        ("Bolt is cheap", "big"),
        ("they came too", True),
        ("an Acme of mine", None),
        ("nothing", False),
        ("Bolt again",),
    )
    + b"\n"
    + talk("zh", ("我们用 Acme", True), ("没有", False))
)


def test_a_kind_of_a_plugins_own_is_measured(rivals, evaluate):
    """English: Acme, both and Bolt are hits, "they came too" is missed, "mine" a false alarm; the
    last line has no label. Chinese is none of its languages, so it finds nothing: 3 hits of 4 found
    and of 5 labelled."""
    code, output, _ = evaluate(SAID, "--task", "rival", "--wrong", "9", "--json")
    found = json.loads(output)
    assert (code, found["task"], found["detectors"]) == (0, "rival", ["rivals@1"])
    assert (found["n"], found["positives"]) == (8, 5)
    assert (found["precision"], found["recall"], found["f1"]) == (0.75, 0.6, 0.6667)
    assert found["ci95"][0] < found["f1"] < found["ci95"][1]
    assert found["language"]["en"]["recall"] == 0.75
    assert found["language"]["zh"]["recall"] == 0.0
    assert [(one["line"], one["utterance"], one["error"]) for one in found["wrong"]] == [
        (1, 3, "missed"), (1, 4, "false-alarm"), (2, 0, "missed")]  # fmt: skip
    _, told, _ = evaluate(SAID, "--task", "rival")
    assert "detectors: rivals@1\n" in told


def test_one_category_is_measured_where_the_label_names_one(rivals, evaluate):
    """Of "true" nobody knows the category. Big: two hits, Bolt missed, "mine" a false alarm."""
    _, output, _ = evaluate(SAID, "--task", "rival:big", "--json")
    found = json.loads(output)
    assert (found["n"], found["positives"]) == (6, 3)
    assert (found["precision"], found["recall"]) == (0.6667, 0.6667)
    _, output, _ = evaluate(SAID, "--task", "rival:small", "--json")
    found = json.loads(output)
    assert (found["n"], found["positives"], found["precision"], found["recall"]) == (6, 1, 0.5, 1)


@pytest.mark.parametrize(
    ("task", "args"),
    [
        ("moods", ()),
        ("rival:huge", ()),
        ("rival", ("--detector", "none")),
        ("rival:", ()),
        ("question", ()),
        ("", ()),
    ],
)
def test_what_is_no_task_is_told_with_those_there_are(rivals, evaluate, task, args):
    code, output, error = evaluate(SAID, "--task", task, *args)
    error = " ".join(error.split())
    assert (code, output) == (1, "")
    assert f"no task '{task}'" in error
    assert "there are questions, open-questions, objections, acts" in error
    assert ("rival, rival:big, rival:small" in error) == (args == ())


@pytest.mark.parametrize("label", ["huge", 3, {"a": 1}, ["big", "huge"], [True], ["big", None]])
def test_a_wrong_label_of_such_a_kind_is_named(rivals, evaluate, label):
    code, _, error = evaluate(talk("en", ("fine", label)), "--task", "rival")
    assert code == 1
    assert "labels.jsonl:1:utterances[0].labels.rival: must be true, false or null" in error
    assert "big, small" in error


def test_labels_of_kinds_that_are_not_measured_are_let_be(rivals, evaluate):
    labels = {**GOOD["utterances"][0], "labels": {"question": True, "rival": "huge"}}
    line = json.dumps({**GOOD, "utterances": [labels]}).encode()
    assert evaluate(line, "--task", "questions")[0] == 0


def test_one_of_them_that_fails_gives_no_figures(rivals, tmp_path, evaluate):
    broken = RIVALS.replace("if word in said.text:", "if 1 / 0:")
    (tmp_path / "plugins" / "rivals.py").write_text(broken, encoding="utf-8")
    code, output, error = evaluate(SAID, "--task", "rival")
    assert (code != 0, output) == (True, "")
    assert "a detector failed on the way" in error
