"""`revrise demo` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from revrise.apps.cli.main import run

KEYS = (
    *("schema", "seed", "changed", "company", "pipeline", "gaps", "plans", "leaderboard"),
    *("rewards", "insight", "credit", "calls", "crm"),
)
HEADS = {
    "en": ("won 860 of 2,208 closed deals", "Do next:", "1st–", "because", "cannot tell"),
    "zh": ("已关闭商机中赢得 860 个", "下一步：", "第 1–", "理由", "无法判断"),
}


def test_json_is_one_document_on_stdout(
    demo: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVRISE_DATA_DIR", str(data_dir))
    assert run(["demo", "--no-serve", "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert tuple(found) == KEYS
    assert found["schema"] == "revrise.demo/1"
    assert found["changed"] is False
    assert found["pipeline"]["deals"] == demo.loop.pipeline["deals"]
    parts = [line["deals"] for line in found["pipeline"]["lines"]]
    assert parts[-1] == parts[0] + parts[4] + parts[7]  # two regions and what has no team
    assert "simulating" in err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_answers_first_in_both_languages(
    demo: Any,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    monkeypatch.setenv("REVRISE_DATA_DIR", str(data_dir))
    assert run(["demo", "--no-serve", "--lang", language, "--truth"]) == 0
    out = capsys.readouterr().out
    assert all(text in out for text in HEADS[language])
    assert out.index(HEADS[language][0]) < 80
