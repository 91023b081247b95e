"""`revrise calls explain` on files, good and bad."""

import json

import pytest
from tests.support.learning_calls import MODEL, document

from revrise.apps.cli.main import run


@pytest.fixture
def explain(tmp_path, capsys):
    """Runs the command on calls of these numbers; gives exit code, output and error."""

    def go(numbers, *args, model=MODEL, more=""):
        path = tmp_path / "calls.jsonl"
        calls = "".join(f"\n{json.dumps(document(number))}\n" for number in numbers)
        path.write_text(calls + more, encoding="utf-8")
        code = run(["calls", "explain", str(model), str(path), *args])
        return code, *capsys.readouterr()

    return go


def test_what_is_found_is_told_with_the_signs_that_spoke_for_it(explain):
    """The calls stand in lines 2 and 4 of the file."""
    numbers = (101, 102)
    code, output, _ = explain(numbers, "--json")
    found = [json.loads(line) for line in output.splitlines()]
    wanted = [
        (2 + 2 * place, at)
        for place, number in enumerate(numbers)
        for at, said in enumerate(document(number)["utterances"])
        if said.get("labels", {}).get("objection")
    ]
    assert wanted
    assert (code, [(one["line"], one["utterance"]) for one in found]) == (0, wanted)
    for one in found:
        assert one["above"] > 0
        assert "blorp" in one["words"]
        assert one["because"][0][0] == "w blorp"
        assert one["because"] == sorted(one["because"], key=lambda sign: -sign[1])
    code, output, _ = explain(numbers)
    assert code == 0
    assert f"{len(wanted)} found" in output
    assert "w blorp" in output


def test_where_nothing_is_found_nothing_is_told(explain):
    code, output, _ = explain([], "--json")
    assert (code, output) == (0, "")


@pytest.mark.parametrize(
    ("more", "model", "says"),
    [
        ("{}\n", MODEL, "calls.jsonl:3"),
        ("", "nowhere.json", "nowhere.json: no such file"),
        ("", __file__, "this is no JSON in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_named(explain, more, model, says):
    code, _, error = explain([101], "--json", model=model, more=more)
    assert code == 1
    assert says in error
