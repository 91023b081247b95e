"""What may be kept of a file at all, before it is kept."""

from collections.abc import Iterable

from revrise.core.errors import Invalid, Refused
from revrise.services.calls.reading import Reader
from revrise.services.calls.receiving import file_name
from revrise.services.calls.scratch import beginning, scratch

EVERYBODY = "all-party"
_HEAD = 1 << 20  # enough of a file to say what it is


def lawful(reader: Reader, name: str, chunks: Iterable[bytes], consent: str) -> None:
    """Raises Refused for a recording that not everybody agreed to, Invalid for no call's file."""
    with scratch(beginning(chunks, _HEAD)) as path:
        if reader.is_recording(path):
            if consent != EVERYBODY:
                raise unheard()
        elif not path.stat().st_size or not reader.knows(path, file_name(name)):
            raise Invalid("this is neither a recording nor a transcript of a known format")


def unheard() -> Refused:
    """For a recording that may not be kept, nor fetched."""
    return Refused("a recording is not kept unless everybody on it agreed")
