"""What is asked of PyAV, as each of its versions takes it."""

from types import SimpleNamespace
from typing import Any

import pytest

from revrise.adapters.media.pyav import open_lenient, resampler


@pytest.mark.parametrize(
    ("version", "opened", "resampled"),
    [
        ("18.1.0", {"metadata_errors": "ignore"}, {}),
        ("19.0.2", {}, {"threads": 1}),
    ],
)
def test_each_version_is_asked_for_what_it_knows(
    version: str, opened: dict[str, Any], resampled: dict[str, Any]
) -> None:
    av = SimpleNamespace(__version__=version, open=taken, AudioResampler=taken)
    assert open_lenient(av, "file", format="wav") == {"mode": "r", "format": "wav", **opened}
    asked = {"format": "s16p", "layout": "mono", "rate": 16_000}
    assert resampler(av, "mono", 16_000) == {**asked, **resampled}


def taken(*_: Any, **how: Any) -> dict[str, Any]:
    return how
