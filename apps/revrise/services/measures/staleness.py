"""What the numbers of a call depend on, as one digest: with anything else they are stale."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.governance.redaction.veiled import veil
from revrise.services.measures.trackers_in_force import Listened

_MEASURING, _HIDING = "revrise.core.conversations", "revrise.core.governance.redaction"
_HEARS = (
    "condition",
    "condition_toml.py",
    "metrics",
    "reading.py",
    "tracker_toml.py",
    "trackers.py",
    "words",
)


def marked(
    call: Call,
    said: Transcript,
    words: CallTranscript,
    wanted: Listened,
    ears: Sequence[str] = (),
) -> str:
    """Of a call's transcript as it was `said`, shown as `words`, with the trackers `wanted`.

    `ears` are the detectors of plugins that hear it, by `id@version`.
    """
    parts = [
        _version(_MEASURING),
        _mark(said),
        f"{words.id} {words.version} {call.duration_ms}".encode(),
    ]
    if wanted.by_id:  # all else is measured on what was said, whoever reads it
        parts += [_veil(words.transcript), wanted.mark.encode()]
    if ears:
        parts.append("\x1f".join(ears).encode())
    return blake2b(b"\x1e".join(parts), digest_size=20).hexdigest()


def _mark(transcript: Transcript) -> bytes:
    """A digest of who says what and when."""
    return blake2b("\x1e".join(_told(transcript)).encode("utf-8", "surrogatepass")).digest()


def _veil(transcript: Transcript) -> bytes:
    """What is hidden in it follows from the names and the rules: no line has to be looked at."""
    names = veil(transcript.utterances)
    return b"" if names is None else _version(_HIDING) + "\x1f".join(sorted(names)).encode()


def _told(transcript: Transcript) -> Iterable[str]:
    yield f"{transcript.language} {transcript.duration_ms}"
    for one in transcript.speakers:
        yield f"{one.ref} {one.side}"
    for said in transcript.utterances:
        yield f"{said.speaker} {said.start_ms} {said.end_ms} {said.text}"


@cache
def _version(package: str) -> bytes:
    """The version of what measures or hides is its text: another one may find something else."""
    made = blake2b()
    for one in _texts(files(package)):
        made.update(one)
    return made.digest()


@cache
def heard_with() -> str:
    """The version of what listens for trackers, as that of what measures."""
    made = blake2b(digest_size=20)
    for one in _texts(files(_MEASURING), _HEARS):
        made.update(one)
    return made.hexdigest()


def _texts(folder: Traversable, names: Collection[str] = ()) -> Iterator[bytes]:
    """Of all that is in a folder, or of these things in it."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if names and one.name not in names:
            continue
        if one.is_dir():
            yield from _texts(one)
        elif one.name.endswith((".py", ".json")):
            yield one.read_bytes()
