"""A transcriber in a process of its own: the port's promises, and what the process may do."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from tests.support.moody_transcriber import (
    CRASHES_LATE_MS,
    CRASHES_MS,
    HANGS_MS,
    SILENCE_S,
    dies_at_birth,
    moody,
)

from revrise.adapters.apart.transcriber import ApartTranscriber
from revrise.apps.api.sentences.chinese import in_chinese
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.errors import Refused, Retriable
from revrise.ports.jobs import Cancelled
from revrise.ports.speech import Transcriber
from revrise.testing.scripted_transcriber import ScriptedTranscriber
from revrise.testing.speech import RATE, TranscriberContract, write_wav

ROOT = Path(__file__).parents[2]


def said(ref: str, start: int, channel: int = 0) -> Utterance:
    words = (Word("good", start, start + 200), Word("day", start + 200, start + 400))
    return Utterance(ref, "good day", start, start + 400, channel, words)


ONE = Transcript("en", (Speaker("A", "unknown"),), (said("A", 0),), 2_000)
TWO = Transcript(
    "en",
    (Speaker("A", "unknown"), Speaker("B", "unknown")),
    (said("A", 0), said("B", 500, 1)),
    2_000,
)


def wav(path: Path, ms: int) -> Path:
    return write_wav(path, bytes(2 * RATE * ms // 1000))


def living(pid: int) -> bool:
    """Whether there is such a process that is not merely waiting to be buried.

    Nobody can bury it before the last of its threads has ended.
    """
    try:
        dead = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        return not dead or len(list(Path(f"/proc/{pid}/task").iterdir())) > 1
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def one() -> Transcriber:
    scripts = {"one.wav": ONE, "two.wav": TWO, "same.wav": ONE}
    return ApartTranscriber(partial(ScriptedTranscriber, scripts), 30)


class TestContract(TranscriberContract):
    @pytest.fixture
    def transcriber(self, one: Transcriber) -> Transcriber:
        return one

    @pytest.fixture
    def spoken(self, tmp_path: Path) -> Path:
        return wav(tmp_path / "one.wav", 2_000)

    @pytest.fixture
    def two_sided(self, tmp_path: Path) -> Path:
        return wav(tmp_path / "two.wav", 2_000)

    @pytest.fixture
    def doubled(self, tmp_path: Path) -> Path:
        return wav(tmp_path / "same.wav", 2_000)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def processes(log: Path) -> list[int]:
    return [int(line.split()[1]) for line in log.read_text().splitlines()]


def test_one_that_hangs_is_ended_and_the_next_recording_heard(tmp_path: Path, log: Path) -> None:
    ears, began = moody(log), time.monotonic()
    with pytest.raises(Retriable, match="said nothing for 1 s and was ended") as silent:
        ears.transcribe(wav(tmp_path / "h.wav", HANGS_MS))
    assert SILENCE_S <= time.monotonic() - began < 20
    assert "speech.silence_s" in silent.value.remedy
    assert "没有响应" in in_chinese(silent.value.message)
    assert "重新导出" in in_chinese(silent.value.remedy)
    assert ears.transcribe(wav(tmp_path / "fine.wav", 2_000)).duration_ms == 2_000
    hung, fine = processes(log)
    assert not living(hung)
    assert os.getpid() not in {hung, fine}


def test_one_that_dies_before_it_is_ready_is_ended_at_once_and_told_of(tmp_path: Path) -> None:
    ears, lines = ApartTranscriber(dies_at_birth, SILENCE_S), Path("/proc/self/fd")
    resource_tracker.ensure_running()  # which stays, and has a line of its own
    gc.collect()
    before = len(list(lines.iterdir()))
    with pytest.raises(Retriable, match=r"died \(code 3\) before it was ready") as died:
        ears.transcribe(wav(tmp_path / "fine.wav", 2_000))
    # The error still holds what was at it: nothing here waits for that to be forgotten.
    assert len(list(lines.iterdir())) == before
    assert in_chinese(died.value.message) == "转写进程未就绪即异常退出（code 3）"
    assert "revrise doctor" in in_chinese(died.value.remedy)


def test_a_crash_of_native_code_ends_its_process_alone(tmp_path: Path, log: Path) -> None:
    ears = moody(log)
    for _ in range(2):
        with pytest.raises(Retriable, match=r"died \(SIGABRT\)") as died:
            ears.transcribe(wav(tmp_path / "c.wav", CRASHES_MS))
        assert in_chinese(died.value.message) == "转写进程异常退出（SIGABRT）"
        assert "重新导出" in in_chinese(died.value.remedy)
    assert ears.transcribe(wav(tmp_path / "fine.wav", 2_000)).duration_ms == 2_000
    assert len(set(processes(log))) == 3


def test_what_was_kept_before_a_crash_is_kept(tmp_path: Path, log: Path) -> None:
    parts: dict[str, Transcript] = {}

    def keep(name: str, work: Callable[[], Transcript]) -> Transcript:
        return parts.setdefault(name, work())

    with pytest.raises(Retriable, match="SIGABRT"):
        moody(log).transcribe(wav(tmp_path / "l.wav", CRASHES_LATE_MS), keep=keep)
    assert [one.text for one in parts["first"].utterances] == ["half of it"]


def test_a_process_that_was_killed_at_rest_is_replaced(tmp_path: Path, log: Path) -> None:
    ears, file = moody(log), wav(tmp_path / "fine.wav", 2_000)
    for _ in range(2):
        ears.transcribe(file)
    first, again = processes(log)
    assert first == again  # its model stays loaded
    os.kill(first, 9)
    while living(first):
        time.sleep(0.01)
    assert ears.transcribe(file).duration_ms == 2_000


def test_a_job_that_is_cancelled_ends_one_that_hangs(tmp_path: Path, log: Path) -> None:
    ears = ApartTranscriber(moody(log).make, 600)

    def cancelled(_: float) -> None:
        raise Cancelled("somebody cancelled it")

    began = time.monotonic()
    with pytest.raises(Cancelled):
        ears.transcribe(wav(tmp_path / "h.wav", HANGS_MS), progress=cancelled)
    assert time.monotonic() - began < 60
    assert not living(processes(log)[0])


def test_whoever_refuses_a_part_leaves_no_process_in_the_middle(tmp_path: Path, log: Path) -> None:
    ears, file = moody(log), wav(tmp_path / "fine.wav", 2_000)

    def refuse(_name: str, _work: Callable[[], Transcript]) -> Transcript:
        raise Refused("they do not agree any more")

    for _ in range(2):
        with pytest.raises(Refused):
            ears.transcribe(file, keep=refuse)
        assert ears.transcribe(file).duration_ms == 2_000


def test_processes_end_with_their_transcriber(tmp_path: Path, log: Path) -> None:
    ears = moody(log)
    ears.transcribe(wav(tmp_path / "fine.wav", 2_000))
    del ears
    (pid,) = processes(log)
    late = time.monotonic() + 20
    while living(pid):
        assert time.monotonic() < late
        time.sleep(0.02)


def test_a_killed_worker_leaves_no_process_behind(tmp_path: Path, log: Path) -> None:
    """Not even one that hangs."""
    file = wav(tmp_path / "h.wav", HANGS_MS)
    code = (
        "from pathlib import Path; from tests.support.moody_transcriber import moody; "
        "ears = type(moody(Path('x')))(moody(Path(sys.argv[1])).make, 600); "
        "ears.transcribe(Path(sys.argv[2]))"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", f"import sys; {code}", str(log), str(file)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    late = time.monotonic() + 60
    while not log.exists() or not log.read_text().endswith("\n"):
        assert time.monotonic() < late
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    (pid,) = processes(log)
    while living(pid):
        assert time.monotonic() < late
        time.sleep(0.02)
