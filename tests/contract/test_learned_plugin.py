"""The plugin of learned detectors: what it offers and finds, and which files it refuses."""

import json

import pytest
from tests.support.learning_calls import MODEL, calls, document

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import BUNDLED, installed
from revrise.apps.cli.main import run
from revrise.core.conversations.learned.examples import TASKS, examples
from revrise.core.conversations.learned.model_json import MOST_BYTES, render
from revrise.core.conversations.learned.training import train
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Misconfigured
from revrise.plugins.calls import learned

SPEAKERS = (Speaker("S", "seller"), Speaker("B", "buyer"))


def call(*said, language="en"):
    talk = tuple(Utterance("SB"[at % 2], text) for at, text in enumerate(said))
    return Transcript(language, SPEAKERS, talk)


def detectors(**settings):
    return list(learned.register_detectors(learned.Config(**settings)))


def test_without_a_model_nothing_is_offered():
    assert detectors() == []


def test_a_model_file_is_a_detector_that_stands_in_for_the_rules():
    (one,) = detectors(objections=str(MODEL))
    definition = one.definition
    assert (definition.id, definition.kind, definition.instead) == (
        "learned-objections",
        "objection",
        True,
    )
    assert definition.languages == ("en", "zh")
    assert "180 labelled lines; F1 1.00 by cross-validation" in definition.about.en
    (beside,) = detectors(objections=str(MODEL), beside=True)
    assert not beside.definition.instead


@pytest.mark.parametrize(("word", "language"), [("blorp", "en"), ("噗嗤", "zh")])
def test_it_finds_what_people_labelled(word, language):
    (one,) = detectors(objections=str(MODEL))
    plain = "天气很好" if language == "zh" else "that is nice"
    talk = call(f"{plain} 7x0", f"{plain} {word} 7x1", f"{word} 7x2", f"{plain} 7x3")
    (moment,) = one.find(talk)
    said = talk.utterances[moment.span.utterance].text
    assert moment.span.utterance == 1
    assert word in said[moment.span.start : moment.span.end]


def test_another_file_is_another_version(tmp_path):
    path = tmp_path / "m.json"
    path.write_text(MODEL.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    first, second = (detectors(objections=str(of))[0].definition for of in (MODEL, path))
    assert first.ref != second.ref
    assert first.ref == detectors(objections=str(MODEL))[0].definition.ref


def test_each_task_has_its_own_model(tmp_path):
    paths = {}
    for task in TASKS:
        paths[task] = str(tmp_path / f"{task}.json")
        model = train(task, examples(task, calls(12)))
        (tmp_path / f"{task}.json").write_text(render(model), encoding="utf-8")
    found = detectors(**paths)
    assert [one.definition.kind for one in found] == ["objection", "question", "commitment"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        (b"{}", 'schema: must be "revrise.linear-model/1"'),
        (b"\xff", "no JSON"),
        (b" " * (MOST_BYTES + 1), "larger than 16 MB"),
    ],
)
def test_a_file_that_is_no_model_is_named(tmp_path, content, says):
    path = tmp_path / "m.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Misconfigured, match=says) as caught:
        detectors(objections=str(path))
    assert str(path) in caught.value.culprit
    assert caught.value.remedy


def test_a_model_of_another_task_is_refused():
    with pytest.raises(Misconfigured, match="it is a model of objections") as caught:
        detectors(questions=str(MODEL))
    assert "plugins.learned.questions" in caught.value.remedy


@pytest.mark.parametrize("path", ["a\0b", "/", "x" * 5000])
def test_what_is_no_file_is_refused(path):
    with pytest.raises(Misconfigured):
        detectors(objections=path)


def test_a_model_in_bits_is_refused_by_the_key_at_fault(tmp_path):
    document = json.loads(MODEL.read_text(encoding="utf-8"))
    document["weights"]["w blorp"] = 1e9
    path = tmp_path / "m.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        detectors(objections=str(path))
    assert caught.value.culprit == f"{path}: weights.w blorp"


def test_the_host_loads_it_with_its_settings():
    bundled = [one for one in installed() if one.distribution == BUNDLED]
    environ = {"REVRISE_PLUGINS_LEARNED_OBJECTIONS": str(MODEL)}
    plugins = load(found=bundled, environ=environ)
    assert [one.definition.id for one in plugins.detectors()] == ["learned-objections"]


def test_calls_evaluate_measures_it_beside_the_rules(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REVRISE_PLUGINS_LEARNED_OBJECTIONS", str(MODEL))
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(f"{json.dumps(document(at))}\n" for at in range(200, 220)))
    found = {}
    for detector in ("none", "learned-objections"):
        args = ["calls", "evaluate", str(path), "--task", "objections", "--json"]
        assert run([*args, "--detector", detector]) == 0
        found[detector] = json.loads(capsys.readouterr().out)["f1"]
    assert found == {"none": 0.0, "learned-objections": 1.0}
