"""`calls evaluate --language-model` and `assist`, with a server of this machine as the model."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.integration.cli.conftest import Say
from tests.support.model_server import ModelServer, chat, serving

CALL = {
    "schema": "revrise.transcript/1",
    "language": "en",
    "speakers": [{"ref": "A", "side": "seller"}, {"ref": "B", "side": "buyer"}],
    "utterances": [
        {"speaker": "A", "text": "It is ninety a seat.", "start_ms": 0, "end_ms": 2_000},
        {"speaker": "B", "text": "The moon is out tonight.", "start_ms": 2_000, "end_ms": 4_000,
         "labels": {"objection": "need"}},
        {"speaker": "A", "text": "And we start in May.", "start_ms": 4_000, "end_ms": 6_000},
        {"speaker": "B", "text": "That is too expensive.", "start_ms": 6_000, "end_ms": 8_000,
         "labels": {"objection": "price"}},
    ],
}  # fmt: skip
MOON = {"n": 1, "category": "need", "quote": "the moon is out"}
ASKED = ("--task", "objections", "--language-model")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[ModelServer]:
    with serving() as server:
        monkeypatch.setenv("REVRISE_PLUGINS_LANGUAGE_MODEL_URL", server.url)
        monkeypatch.setenv("REVRISE_PLUGINS_LANGUAGE_MODEL_MODEL", "tiny")
        monkeypatch.setenv("REVRISE_PLUGINS_LANGUAGE_MODEL_INSIDE", "true")
        monkeypatch.setenv("REVRISE_PLUGIN_CALLS_PRIVATE_HOSTS", "true")
        server.says(MOON)
        yield server


@pytest.fixture
def labels(home: Path) -> str:
    path = home / "labels.jsonl"
    path.write_text(f"{json.dumps(CALL)}\n", encoding="utf-8")
    return str(path)


def test_figures_of_the_model_are_told_as_json_and_as_a_table(
    say: Say, model: ModelServer, labels: str
) -> None:
    found = json.loads(say("calls", "evaluate", labels, *ASKED, "--json").out)
    assert (found["n"], found["precision"], found["recall"]) == (2, 1.0, 0.5)
    told = found["language_model"]
    assert (told["model"], told["windows"], told["unread"], told["tokens"]) == ("tiny-1", 1, 0, 120)
    assert len(model.asked) == 1
    model.body = chat('{"points": [')
    said = say("calls", "evaluate", labels, *ASKED)
    assert said.code == 0
    assert "1 windows asked, 1 gave an answer that could not be read" in said.out
    assert "no detectors" in said.out


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--task", "acts", "--language-model"), "--task objections"),
        ((*ASKED, "--detector", "learned"), "--language-model"),
    ],
)
def test_with_anything_else_nobody_is_asked(
    say: Say, model: ModelServer, labels: str, args: tuple[str, ...], word: str
) -> None:
    said = say("calls", "evaluate", labels, *args)
    assert said.code != 0
    assert word in said.err
    assert not model.asked


def test_without_a_model_the_way_to_one_is_told(say: Say, labels: str) -> None:
    said = say("calls", "evaluate", labels, *ASKED)
    assert said.code != 0
    assert "no language model is set up" in said.err
    assert len(said.err.splitlines()) == 1


def test_a_key_that_is_refused_ends_it(say: Say, model: ModelServer, labels: str) -> None:
    model.status = 401
    said = say("calls", "evaluate", labels, *ASKED)
    assert said.code != 0
    assert "refuses" in said.err


def test_an_address_that_may_not_be_called_ends_it_and_is_no_answer_that_cannot_be_read(
    say: Say, model: ModelServer, labels: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REVRISE_PLUGIN_CALLS_PRIVATE_HOSTS")
    said = say("calls", "evaluate", labels, *ASKED)
    assert said.code != 0
    assert "https" in said.err
    assert not model.asked


def test_objections_of_a_call_are_asked_for_and_shown_beside_the_detectors(
    say: Say, model: ModelServer, home: Path, app: Any
) -> None:
    (home / "call.json").write_text(json.dumps(CALL), encoding="utf-8")
    given = ("call.json", "--consent", "all-party", "--separately", "--json")
    call = json.loads(say("calls", "add", *given).out)["calls"][0]["id"]
    assert say("assist", "ask", call, "--task", "objections").code == 0
    app.job_engine.run_all()
    shown = say("assist", "show", call).out
    assert "- need: [1]" in shown
    assert "By the detectors too: none; only by the detectors: 3 price" in shown
    assert "only by the model: 1" in shown
    (answer,) = json.loads(say("assist", "show", call, "--json").out)
    assert [(one["about"], one["quotes"][0]["utterance"]) for one in answer["points"]] == [
        ("need", 1)
    ]
    assert (answer["both"], answer["detectors_alone"]) == (
        [], [{"utterance": 3, "category": "price"}]
    )  # fmt: skip
    assert answer["model_alone"] == [1]
    model.says({**MOON, "n": 3, "category": "price", "quote": "too expensive"})
    assert say("assist", "ask", call, "--task", "objections").code == 0
    app.job_engine.run_all()
    newest, _ = json.loads(say("assist", "show", call, "--json").out)
    assert (newest["both"], newest["detectors_alone"]) == ([3], [])
    assert newest["model_alone"] == []
