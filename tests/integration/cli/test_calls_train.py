"""`revrise calls train` on files, good and bad."""

import json

import pytest
from tests.support.learning_calls import document

from revrise.apps.cli.main import run
from revrise.core.conversations.learned.model_json import parse


@pytest.fixture
def labels(tmp_path):
    """Writes a file of so many labelled calls."""

    def write(name="labels.jsonl", numbers=range(20), **more):
        path = tmp_path / name
        text = "".join(f"{json.dumps(document(number, **more))}\n" for number in numbers)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def train(capsys):
    """Runs the command; gives exit code, output and error."""

    def go(*args):
        code = run(["calls", "train", *map(str, args)])
        return code, *capsys.readouterr()

    return go


def test_a_model_is_written_and_its_figures_told(labels, train, tmp_path):
    path, out = labels(), tmp_path / "model.json"
    code, output, _ = train(path, "--task", "objections", "--out", out, "--json")
    told = json.loads(output)
    assert (code, told["n"], told["dialogues"], told["model"]) == (0, 60, 20, str(out))
    assert told["checked"]["learned"]["f1"] == 1.0
    assert told["tested"] is None
    model = parse(out.read_bytes(), "model.json")
    assert (len(model.weights), model.labels.digest) == (told["weights"], told["digest"])


def test_the_same_labels_give_the_same_bytes(labels, train, tmp_path):
    for name, numbers in (("a", range(20)), ("b", reversed(range(20)))):
        path = labels(f"{name}.jsonl", numbers)
        train(path, "--task", "questions", "--out", tmp_path / f"{name}.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_labels_kept_apart_are_tested_on_without_what_was_trained_on(labels, train):
    path, test = labels(), labels("test.jsonl", range(15, 30))
    args = (path, "--task", "commitments", "--test", test, "--folds", "4")
    code, output, _ = train(*args, "--json")
    tested = json.loads(output)["tested"]
    assert (code, tested["n"], tested["left_out"]) == (0, 30, 15)
    assert tested["learned"]["f1"] == 1.0
    code, output, _ = train(*args)
    assert code == 0
    assert "15 lines of the test were trained on" in output
    assert "w blorp" in output


@pytest.mark.parametrize(
    ("numbers", "args", "says"),
    [
        (range(3), [], "labels.jsonl: 3 different dialogues are too few for 5 folds"),
        ([], [], "labels.jsonl: nothing in it is labelled for objections"),
        (range(20), ["--test", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (range(20), ["--out", "no/such/folder/m.json"], "no/such/folder/m.json: cannot be written"),
        (range(20), ["--least", "1"], "--least"),
        (range(20), ["--folds", "1"], "--folds"),
    ],
)
def test_what_cannot_be_is_said_with_the_culprit(
    labels, train, tmp_path, monkeypatch, numbers, args, says
):
    path = labels(numbers=numbers)
    monkeypatch.chdir(tmp_path)
    code, _, error = train(path, "--task", "objections", *args)
    assert code != 0
    assert says in " ".join(error.split())


def test_a_test_of_nothing_new_is_refused(labels, train):
    path = labels()
    code, _, error = train(path, "--task", "objections", "--test", path)
    assert code == 1
    assert "every dialogue in it was trained on" in error


def test_a_line_that_is_no_transcript_is_named(labels, train):
    path = labels()
    path.write_text(path.read_text() + "{}\n")
    code, _, error = train(path, "--task", "objections")
    assert code == 1
    assert "labels.jsonl:21" in error
