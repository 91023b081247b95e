"""`revrise calls evaluate` on files, good and bad."""

import json

import pytest
from tests.support.labelled import GOOD, RIVALS

from revrise.apps.cli.main import run


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
        "detectors",
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


def test_a_line_of_another_shape_is_told_how_one_looks_that_works(evaluate):
    code, _, error = evaluate(
        b'{"text": "what does it cost", "label": true}', "--task", "questions"
    )
    assert code == 1
    shown = error[error.index("like {") + 5 : error.index("; see docs")]
    assert evaluate(shown.encode(), "--task", "questions")[0] == 0


@pytest.mark.parametrize(
    ("act", "problem"),
    [("Questions", "'Questions' is written 'question'"), ("greet", "closing, but: greet")],
)
def test_acts_that_name_none_of_ours_give_no_figures(evaluate, act, problem):
    """Each would count as none of them, and the figures would say that all are missed or wrong."""
    said = [{**GOOD["utterances"][0], "labels": {"act": act}}]
    code, output, error = evaluate(
        json.dumps({**GOOD, "utterances": said}).encode(), "--task", "acts", "--json"
    )
    assert (code, output) == (1, "")
    assert problem in error


def test_a_file_without_labels_for_the_task_is_refused(evaluate):
    code, _, error = evaluate(json.dumps(GOOD).encode(), "--task", "objections")
    assert code == 1
    assert "nothing in it is labelled for objections" in error
    assert '"labels": {"objection": "price"}' in error
    assert evaluate(b"", "--task", "acts")[0] == 1


LOUD = """
from revrise.ports import Bilingual, DetectorDefinition, Moment, PluginManifest, Span, hookimpl
NAMED = Bilingual("Loud", "响亮")

class Loud:
    definition = DetectorDefinition("loud", 2, NAMED, NAMED, "question", instead=True)

    def find(self, transcript):
        for at, said in enumerate(transcript.utterances):
            if "good" in said.text:
                yield Moment("question", Span(at, 0, len(said.text)), "open")

@hookimpl
def manifest():
    return PluginManifest(id="loud", name="Loud lines")

@hookimpl
def register_detectors():
    return [Loud()]
"""


@pytest.fixture
def loud(tmp_path, monkeypatch):
    """A plugin that takes the wrong line for a question, instead of the rules."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "loud.py").write_text(LOUD, encoding="utf-8")
    monkeypatch.setenv("REVRISE_PLUGIN_FOLDER", str(tmp_path / "plugins"))


@pytest.mark.parametrize(
    ("task", "args", "detectors", "f1"),
    [
        ("questions", (), ["loud@2"], 0.0),
        ("questions", ("--detector", "loud"), ["loud@2"], 0.0),
        ("questions", ("--detector", "none"), [], 1.0),
    ],
)
def test_detectors_of_plugins_are_measured_unless_others_are_chosen(
    loud, evaluate, task, args, detectors, f1
):
    lines = json.dumps(GOOD).encode()
    code, output, _ = evaluate(lines, "--task", task, *args, "--json")
    found = json.loads(output)
    assert (code, found["detectors"], found["f1"]) == (0, detectors, f1)
    _, told, _ = evaluate(lines, "--task", task, *args)
    assert f"detectors: {', '.join(['built in', *detectors])}" in told


def test_a_detector_without_a_say_in_the_task_is_not_named(loud, evaluate):
    said = [{**GOOD["utterances"][0], "labels": {"objection": "price"}}]
    lines = json.dumps({**GOOD, "utterances": said}).encode()
    _, output, _ = evaluate(lines, "--task", "objections", "--json")
    assert json.loads(output)["detectors"] == []


def test_a_detector_that_is_not_there_is_named_with_those_in_use(loud, evaluate):
    code, _, error = evaluate(b"{}", "--task", "questions", "--detector", "laud")
    assert code != 0
    assert "no detector 'laud'" in error
    assert "in use: loud" in error


def test_a_detector_that_fails_gives_no_figures(loud, tmp_path, evaluate):
    broken = LOUD.replace('if "good" in said.text:', "if 1 / 0:")
    (tmp_path / "plugins" / "loud.py").write_text(broken, encoding="utf-8")
    code, output, error = evaluate(json.dumps(GOOD).encode(), "--task", "questions")
    assert (code != 0, output) == (True, "")
    assert "a detector failed on the way" in error
    assert "taken out of use" in error


def test_a_detector_is_tried_on_a_file(loud, tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text("Ann: good morning\nBob: hello\n", encoding="utf-8")
    assert run(["plugins", "try", "detector", "loud", str(path), "--seller", "Ann", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["detector"], found["asked"], found["instead"]) == ("loud@2", True, True)
    assert found["moments"] == [
        {"utterance": 0, "start": 0, "end": 12, "side": "seller", "label": "open",
         "said": "good morning"}
    ]  # fmt: skip
    assert run(["plugins", "try", "detector", "loud", str(path)]) == 0
    assert "1 moments" in capsys.readouterr().out
    assert run(["plugins", "try", "detector", "laud", str(path)]) != 0
    assert "in use: loud" in capsys.readouterr().err


def test_a_detector_that_fails_when_tried_says_how(loud, tmp_path, capsys):
    broken = LOUD.replace("Span(at, 0, len(said.text))", "Span(at, 0, 1_000)")
    (tmp_path / "plugins" / "loud.py").write_text(broken, encoding="utf-8")
    path = tmp_path / "talk.txt"
    path.write_text("Ann: good morning\n", encoding="utf-8")
    assert run(["plugins", "try", "detector", "loud", str(path)]) != 0
    assert "a moment is at [0, 1000) of 12 characters" in capsys.readouterr().err


def test_an_analysis_names_the_detectors_that_heard_the_call(loud, tmp_path, capsys):
    path = tmp_path / "talk.txt"
    path.write_text("Ann: good morning, what does it cost?\nBob: a lot\n", encoding="utf-8")
    assert run(["calls", "analyze", str(path), "--seller", "Ann", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["detector"] for one in found["detectors"]] == ["loud@2"]
    assert found["metrics"]["questions"]["definition"] == "questions/A@1+loud@2"
    assert found["metrics"]["talk_share"]["definition"] == "talk_share/B@1"


def test_the_detectors_that_hear_calls_are_listed(loud, tmp_path, monkeypatch, capsys):
    (tmp_path / "plugins" / "rivals.py").write_text(
        RIVALS.replace("return [Rivals()]", "return [1 / 0]"), encoding="utf-8"
    )
    monkeypatch.setenv("REVRISE_DATA_DIR", str(tmp_path / "data"))
    assert run(["db", "upgrade"]) == 0
    capsys.readouterr()
    assert run(["calls", "detectors", "--json"]) == 0
    found = {one["plugin"]: one for one in json.loads(capsys.readouterr().out)}
    assert (found["loud"]["ref"], found["loud"]["state"]) == ("loud@2", "in_use")
    assert (found["rivals"]["state"], found["rivals"]["code"]) == ("set_aside", "RR-PLG-010")
    assert "ZeroDivisionError" in found["rivals"]["cause"]
    assert run(["calls", "detectors", "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    for part in ("买方拒绝", "loud@2", "RR-PLG-010", "set aside;", "in use; stands in"):
        assert part in told
