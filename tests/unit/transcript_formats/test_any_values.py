"""Whatever stands in a field of a vendor's JSON: a short refusal, or a sound transcript."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from revrise.core.conversations import canonical
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls.transcripts import register_transcript_formats
from revrise.testing import golden_files as files
from revrise.testing import golden_services as services
from revrise.testing.golden_calls import WORDS

FORMATS = {one.id: one for one in register_transcript_formats()}
WRITERS = {
    "canonical": files.canonical,
    "whisper": files.whisper,
    "two-channel": files.two_channel,
    "gong": files.gong,
    "tencent-meeting": files.tencent,
    "deepgram": files.deepgram,
    "assemblyai": files.assemblyai,
    "twilio": files.twilio,
    "amazon-transcribe": services.amazon_job,
    "amazon-transcribe analytics": services.amazon_analytics,
    "azure-speech": services.azure_fast,
    "azure-speech batch": services.azure_batch,
    "google-speech": services.google,
    "rev": services.rev,
    "fireflies": services.fireflies,
}
HUGE, LONG = int("9" * 4_000), "x" * 20_000
VALUES: Sequence[Any] = (
    None, True, 0, -1, 1, 2.5, 86_400, 86_400_000, 86_400_001, 1 << 63, HUGE, -HUGE, 1e308,
    "", "0", "-1", "1e999", "a\0b", "\ud800", LONG, [], {}, [[]], [None], {"a": 1}, [HUGE],
)  # fmt: skip
LONGEST = 500  # characters of a refusal


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in it."""
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(kind: str, place: int, value: Any) -> bytes:
    """A sound file but for one value."""
    document = json.loads(WRITERS[kind](WORDS))
    found = list(places(document))
    *path, last = found[place % len(found)]
    inner = document
    for key in path:
        inner = inner[key]
    inner[last] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize("kind", WRITERS)
@given(place=st.integers(0, 5_000), value=st.sampled_from(VALUES))
@example(place=3, value=HUGE)
def test_any_value_anywhere_is_refused_shortly_or_read_soundly(
    kind: str, place: int, value: Any
) -> None:
    told, found = outcome(kind, changed(kind, place, value))
    assert len(told) < LONGEST
    assert found is None or canonical.parse(canonical.render(found), "call.json") == found


def outcome(kind: str, content: bytes) -> tuple[str, Transcript | None]:
    """Why it is refused, or what is read."""
    try:
        return "", FORMATS[kind.split(" ", maxsplit=1)[0]].read(BytesIO(content), "call.json")
    except Invalid as error:
        return str(error), None
