"""`revrise calls analyze --trackers`: the file of the docs, and files that hold none."""

import json
import re
from pathlib import Path

import pytest

from revrise.apps.cli.main import run

DOCS = Path(__file__).parents[3] / "docs/trackers.md"
CALL = "S: The discount is for this week.\nB: The price is far too high.\nS: I see.\n"


@pytest.fixture
def analyze(tmp_path, capsys):
    """Runs the command on a call with trackers of these bytes; exit code, output and error."""
    call, trackers = tmp_path / "call.txt", tmp_path / "trackers.toml"
    call.write_text(CALL, "utf-8")

    def go(content, *args):
        trackers.write_bytes(content)
        code = run(["calls", "analyze", str(call), "--trackers", str(trackers), *args])
        return code, *capsys.readouterr()

    return go


def test_the_trackers_of_the_docs_are_heard(analyze):
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    code, output, _ = analyze(example.encode(), "--seller", "S", "--json")
    found = {one["tracker"]: one for one in json.loads(output)["trackers"]}
    assert code == 0
    # A chat has no times, so nothing lies in a part of the call.
    assert {name: one["met"] for name, one in found.items()} == {
        "discount-early": False,
        "price-pushed": True,
        "no-next-step": True,
    }
    assert [hit["utterance"] for hit in found["price-pushed"]["hits"]] == [1, 1]
    _, output, _ = analyze(example.encode(), "--seller", "S")
    assert re.search(r"price-pushed\s+True\s+2", output)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trackers"),
        (b"\xff", "is no UTF-8 text"),
        (b"[[trackers]]\nid = ", "no TOML"),
        (
            b'[[trackers]]\nid="a"\ntitle.en="A"\nwhen={regexes=["(a+)+"]}',
            "a repeat inside a repeat",
        ),
    ],
)
def test_a_file_without_trackers_is_refused_in_one_line(analyze, content, said):
    code, output, error = analyze(content)
    assert (code, output) == (1, "")
    assert error.count("\n") == 1
    assert "trackers.toml" in error
    assert said in error
