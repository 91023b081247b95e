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


def test_a_file_without_labels_for_the_task_is_refused(evaluate):
    code, _, error = evaluate(json.dumps(GOOD).encode(), "--task", "objections")
    assert code == 1
    assert "nothing in it is labelled for objections" in error
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


RIVALS = """
from revrise.ports import Bilingual, DetectorDefinition, Moment, PluginManifest, Span, hookimpl
NAMED = Bilingual("Rival", "竞品")
BIG, SMALL = Bilingual("Big", "大"), Bilingual("Small", "小")

class Rivals:
    definition = DetectorDefinition(
        "rivals", 1, NAMED, NAMED, "rival", labels={"big": BIG, "small": SMALL}, languages=("en",)
    )

    def find(self, transcript):
        for at, said in enumerate(transcript.utterances):
            for word, label in (("Acme", "big"), ("Bolt", "small")):
                if word in said.text:
                    start = said.text.index(word)
                    yield Moment("rival", Span(at, start, start + 4), label)

@hookimpl
def manifest():
    return PluginManifest(id="rivals", name="Rivals")

@hookimpl
def register_detectors():
    return [Rivals()]
"""


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
