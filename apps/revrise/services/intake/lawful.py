"""What may be kept of a file at all, before it is kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from revrise.core.errors import Invalid, Refused
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import file_name

EVERYBODY = "all-party"
_HEAD = 1 << 20


def lawful(reader: Reader, name: str, chunks: Iterable[bytes], consent: str) -> None:
    """Raises Refused for a recording that not everybody agreed to, Invalid for no call's file."""
    with TemporaryDirectory() as room:
        path = Path(room) / file_name(name)
        with path.open("wb") as file:
            for chunk in _head(chunks):
                file.write(chunk)
        if reader.is_recording(path):
            if consent != EVERYBODY:
                raise unheard()
        elif not reader.knows(path):
            raise Invalid("this is neither a recording nor a transcript of a known format")


def unheard() -> Refused:
    """For a recording that may not be kept, nor fetched."""
    return Refused("a recording is not kept unless everybody on it agreed")


def _head(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Enough of a file to say what it is."""
    size = 0
    for chunk in chunks:
        yield chunk
        size += len(chunk)
        if size >= _HEAD:
            return
