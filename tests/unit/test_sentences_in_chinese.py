"""What stopped a call or a job, as who reads Chinese is told it."""

from pathlib import Path

import pytest

from revrise.adapters.blobs.local import LocalBlobs
from revrise.apps.api.sentences.chinese import in_chinese
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
