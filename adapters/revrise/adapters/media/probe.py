"""What a recording is, judged by its content alone."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from attrs import frozen

from revrise.adapters.media import signature
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.pyav import open_lenient
from revrise.adapters.media.whole import mismatch
from revrise.core.errors import Fatal, Invalid, Misconfigured, NotFound

KINDS = "wav, flac, mp3, m4a/mp4, ogg/opus, webm, aiff or amr"
# A file, or one that is open and can be sought in.
Origin = Path | BinaryIO
_RATES = range(4_000, 768_001)


@frozen
class Probe:
    """`duration_ms` is what the header promises, None where it promises nothing."""

    kind: str
    codec: str
    rate: int
    channels: int
    duration_ms: int | None


def probe(path: Origin, limits: Limits = Limits()) -> Probe:
    """Looks at the header. Raises NotFound, Invalid (culprit: the file), Misconfigured."""
    with opened(path, limits) as (found, _container):
        return found


@contextmanager
def opened(path: Origin, limits: Limits) -> Iterator[tuple[Probe, Any]]:
    """The probe and the open `av` container, read through one file handle and no protocol."""
    av = _av()
    with _file(path) as file:
        kind = _kind(path, file, limits)
        told = signature.says_how_long(kind, file)
        file.seek(0)
        try:
            container = open_lenient(
                av,
                file,
                format=signature.DEMUXERS[kind],
                options={"protocol_whitelist": "none"},
            )
        except (av.FFmpegError, ValueError) as error:
            raise unreadable(path, kind) from error
        with container:
            yield _described(path, kind, container, limits, told=told), container


def _av() -> ModuleType:
    try:
        import av
    except ImportError as error:
        raise Misconfigured(
            "reading recordings needs the speech packages",
            culprit="av",
            remedy="pip install 'revrise[speech]'",
        ) from error
    return av


def named(path: Origin) -> str:
    """What it is called in errors."""
    return str(path) if isinstance(path, Path) else "the recording"


def _file(path: Origin) -> AbstractContextManager[BinaryIO]:
    if not isinstance(path, Path):
        return nullcontext(path)
    try:
        if not path.is_file() and path.exists():
            what = "is a folder" if path.is_dir() else "is not a regular file"
            raise Invalid(what, culprit=named(path), remedy="name one recording")
        return path.open("rb")
    except FileNotFoundError as error:
        raise NotFound("there is no such recording", culprit=named(path)) from error
    except OSError as error:
        raise Fatal(f"cannot be read: {error.strerror}", culprit=named(path)) from error


def _kind(path: Origin, file: BinaryIO, limits: Limits) -> str:
    size = file.seek(0, 2)
    if not size:
        raise Invalid("the file is empty", culprit=named(path), remedy="export it again")
    if size > limits.max_bytes:
        raise Invalid(
            f"is {size} bytes, more than {limits.max_bytes}",
            culprit=named(path),
            remedy="split the recording",
        )
    kind = signature.kind(file)
    if kind is None:
        what = "is a playlist" if signature.is_playlist(file) else "is not a known recording"
        raise Invalid(what, culprit=named(path), remedy=f"give {KINDS}")
    if differs := mismatch(kind, file, size):
        if differs.promised > differs.found:
            raise cut_short(path, f"{differs.promised} bytes", f"{differs.found}")
        raise Invalid(
            f"holds more than its header says: {differs.found} bytes, not {differs.promised}",
            culprit=named(path),
            remedy="have its header repaired by an audio editor, or export it anew",
        )
    return kind


def _described(path: Origin, kind: str, container: Any, limits: Limits, *, told: bool) -> Probe:
    if not container.streams.audio:
        raise Invalid(
            "has no sound", culprit=named(path), remedy=f"give {KINDS} with an audio track"
        )
    if (tracks := len(container.streams.audio)) > 1:
        raise Invalid(  # who speaks on the others would not be heard
            f"has {tracks} audio tracks, more than 1",
            culprit=named(path),
            remedy="export one track, with one channel per side, or mono",
        )
    stream = container.streams.audio[0]
    context = stream.codec_context
    if context is None or context.sample_rate not in _RATES or not context.channels:
        raise unreadable(path, kind)
    if context.channels > limits.max_channels:
        raise Invalid(
            f"has {context.channels} channels, more than {limits.max_channels}",
            culprit=named(path),
            remedy="export one channel per side, or mono",
        )
    told = told and container.duration is not None
    length = round(container.duration / 1000) if told else None
    if length is not None and length > limits.most_ms:
        raise too_long(path, limits)
    return Probe(kind, context.name, context.sample_rate, context.channels, length)


def cut_short(path: Origin, promised: str, found: str) -> Invalid:
    """The error for a file that ends before its header says."""
    return Invalid(
        f"ends early: the header promises {promised}, the file holds {found}",
        culprit=named(path),
        remedy="upload it again, or export it anew",
    )


def too_long(path: Origin, limits: Limits) -> Invalid:
    """The error for a recording above the limit of length."""
    return Invalid(
        f"is longer than {limits.max_minutes} min",
        culprit=named(path),
        remedy="split the recording",
    )


def unreadable(path: Origin, kind: str) -> Invalid:
    """The error for a file whose content contradicts its first bytes."""
    return Invalid(
        f"begins like {kind} but cannot be read", culprit=named(path), remedy="export it again"
    )
