"""What stopped a call or a job, as who reads Chinese is told it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from revrise.adapters.blobs.local import LocalBlobs
from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.conversations.call import FOR_ADMINS, WAITS
from revrise.core.errors import Fatal


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("its worker died 3 times while it ran", "运行期间工作进程异常退出 3 次"),
        (
            "speech.endpoint: the speech endpoint answers 503: busy, 5 times",
            "speech.endpoint：语音服务返回 503 busy（5 次）",
        ),
        (
            "this is a mistake in call.transcribe: KeyError: 'x'",
            "这是 call.transcribe 中的程序错误：KeyError: 'x'",
        ),
        ("something nobody listed, 5 times", "something nobody listed, 5 times"),
        ("no consent to analyse from B, C", "B, C 未同意用于分析"),
        ("no separate consent to coach from *", "没有人单独同意用于辅导"),
        ("no consent to analyse from anybody", "没有人同意用于分析"),
        ("no consent to analyse from the others", "其他参与者 未同意用于分析"),
        ("you may not rename this call", "你无权修改此通话的标题"),
        (WAITS, "所有人同意后会自动继续"),
        (FOR_ADMINS + "free some space, or set TMPDIR", "请管理员处理：请腾出空间，或设置 TMPDIR"),
    ],
)
def test_a_reason_is_said_in_chinese_with_how_often_it_was_so(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_a_folder_that_takes_no_file_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file where a folder should be")
    with pytest.raises(Fatal) as failed:
        LocalBlobs(tmp_path / "blobs").put("acme", [b"words"])
    said = in_chinese(failed.value.message)
    assert said.startswith("文件无法保存或读取：")
    assert in_chinese(failed.value.remedy) == "请检查文件夹权限和磁盘空间"


ROOT = Path(__file__).parents[2]
# What goes on with calls, but for what only the command line or who writes a plugin is told.
ROOMS = (
    *("plugins/revrise/plugins/calls", "core/revrise/core/conversations"),
    *("apps/revrise/services/calls", "apps/revrise/services/processing"),
    *("apps/revrise/services/measures", "apps/revrise/services/clips"),
    *("apps/revrise/services/detectors", "apps/revrise/services/assist"),
    *("apps/revrise/services/trends", "apps/revrise/services/intake"),
    *("adapters/revrise/adapters/media", "apps/revrise/apps/api/uploads"),
)
ON_THE_COMMAND_LINE = (
    *("asked_detectors", "training", "tracker_file"),
    *("learned", "examples", "model_json", "model", "detector", "regression"),
)
RAISED = (
    "Invalid",
    "Refused",
    "Withheld",
    "Conflict",
    "NotFound",
    "Retriable",
    "Fatal",
    "Misconfigured",
    "wrong",
    "_wrong",
)
# Where the English is put together of parts that are no words of its own.
WHOLE = {
    "holds {}: no call says so much": "holds more than 250,000 utterances: no call says so much",
    "{} what fits in a day: {} MB": "you uploaded what fits in a day: 10 MB",
    "must be {}, {}": "must be any, price",
    "is {}, not ready": "is queued, not ready",
    "broken {}": "broken utf-16-le",
    "give {} with an audio track": "give wav, flac or mp3 with an audio track",
    "give {}": "give wav, flac or mp3",
    "--consent all-party, once they have": "upload it once they have",
}


def _text(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return ""


def _sentences(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from map(_text, node.args if name in RAISED else ())
            yield from (
                _text(one.value) for one in node.keywords if one.arg in ("remedy", "reason")
            )
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "remedy":
            yield _text(node.value)


def _told() -> Iterator[str]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if file.stem not in ON_THE_COMMAND_LINE:
                yield from (one for one in _sentences(file) if " " in one)


def test_whatever_a_call_is_refused_for_is_said_in_chinese() -> None:
    told = set(_told())
    assert len(told) > 200
    filled = {WHOLE.get(one, one).replace("{}", "7") for one in told}
    assert {one for one in filled if in_chinese(one) == one} == set()
    assert set(WHOLE) <= told
