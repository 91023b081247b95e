"""`revrise calls evaluate` on files, good and bad."""

import json

import pytest

from revrise.apps.cli.main import run

GOOD = {
    "schema": "revrise.transcript/1",
    "language": "en",
    "speakers": [{"ref": "B", "side": "buyer"}],
    "utterances": [
        {"speaker": "B", "text": "what does it cost", "labels": {"question": True}},
        {"speaker": "B", "text": "good morning", "labels": {"question": False}},
    ],
}


@pytest.fixture
def evaluate(tmp_path, capsys):
    """Runs the command on a file of these bytes; gives exit code, output and error."""

    def go(content, *args):
        path = tmp_path / "labels.jsonl"
        path.write_bytes(content)
        code = run(["calls", "evaluate", str(path), *args])
        return code, *capsys.readouterr()

    return go


def test_figures_of_a_file_are_told_as_json_and_as_a_table(evaluate):
    lines = f"\ufeff{json.dumps(GOOD)}\n\n{json.dumps(GOOD)}\n".encode()
    code, output, _ = evaluate(lines, "--task", "questions", "--json")
    found = json.loads(output)
    assert (code, found["n"], found["positives"], found["f1"]) == (0, 4, 2, 1.0)
    assert list(found) == [
        "task",
        "n",
        "positives",
        "precision",
        "recall",
        "f1",
        "ci95",
        "language",
    ]
    code, output, _ = evaluate(lines, "--task", "questions")
    assert code == 0
    assert "1.000" in output


def test_what_was_said_is_shown_as_it_was_said(evaluate):
    """Neither markup of the table nor codes of the terminal are made of it."""
    said = "good [/b] morning [red] :smile: \x1b[2J"
    one = {**GOOD, "utterances": [{"speaker": "B", "text": said, "labels": {"question": True}}]}
    code, output, _ = evaluate(json.dumps(one).encode(), "--task", "questions", "--wrong", "5")
    assert code == 0
    assert "good [/b] morning [red] :smile: \ufffd[2J" in " ".join(output.split())
    assert "\x1b" not in output


def test_the_lines_it_got_wrong_are_shown_when_asked_for(evaluate):
    wrong = {**GOOD, "utterances": [{**GOOD["utterances"][0], "labels": {"question": False}}]}
    lines = f"{json.dumps(GOOD)}\n\n{json.dumps(wrong)}\n".encode()
    _, output, _ = evaluate(lines, "--task", "questions", "--wrong", "5", "--json")
    found = json.loads(output)
    assert found["mistakes"] == 1
    assert found["wrong"] == [
        {
            "line": 3,
            "utterance": 0,
            "language": "en",
            "what": "questions",
            "error": "false-alarm",
            "text": "what does it cost",
        }
    ]
    _, output, _ = evaluate(lines, "--task", "questions", "--wrong", "5")
    assert "what does it cost" in output


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "schema"),
        (b'{"schema": "revrise.transcript/1"}', "speakers"),
    ],
)
def test_a_bad_line_is_named_by_its_number(evaluate, second, problem):
    content = json.dumps(GOOD).encode() + b"\n" + second
    code, output, error = evaluate(content, "--task", "questions", "--json")
    assert (code, output) == (1, "")
    assert "labels.jsonl:2" in error
    assert problem in error


def test_a_file_without_labels_for_the_task_is_refused(evaluate):
    code, _, error = evaluate(json.dumps(GOOD).encode(), "--task", "objections")
    assert code == 1
    assert "nothing in it is labelled for objections" in error
    assert evaluate(b"", "--task", "acts")[0] == 1
