"""The kind of a file by its first bytes, from a closed list; names and extensions lie."""

import re
from typing import BinaryIO

DEMUXERS = {
    "wav": "wav",
    "flac": "flac",
    "mp3": "mp3",
    "mp4": "mov",
    "ogg": "ogg",
    "webm": "matroska",
    "aiff": "aiff",
    "amr": "amr",
}
"""Kind → the one FFmpeg demuxer allowed to read it."""

_SIGNATURES = {
    "wav": re.compile(rb"(RIFF|RF64|BW64)....WAVE", re.DOTALL),
    "flac": re.compile(rb"fLaC"),
    "mp4": re.compile(rb"....ftyp", re.DOTALL),
    "ogg": re.compile(rb"OggS"),
    "webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "aiff": re.compile(rb"FORM....AIF[FC]", re.DOTALL),
    "amr": re.compile(rb"#!AMR(-WB)?\n"),
    # Frame sync, then a layer (not I: FF FE is a UTF-16 mark), a bit rate, a sample rate.
    "mp3": re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xfd][\x10-\xef]"),
}
_PLAYLIST = re.compile(rb"\s*(#EXTM3U|ffconcat|\[playlist\]|<\?xml|<MPD|<smil)", re.IGNORECASE)
_ID3 = 10


def kind(file: BinaryIO) -> str | None:
    """The key of DEMUXERS that fits, or None."""
    head = _after_tags(file)
    return next((name for name, mark in _SIGNATURES.items() if mark.match(head)), None)


def says_how_long(kind: str, file: BinaryIO) -> bool:
    """Whether its header does; else FFmpeg guesses by the bit rate of what comes first."""
    if kind != "mp3":
        return kind != "amr"
    head = _after_tags(file)
    at = head.find(b"VBRI")
    if at >= 0:
        return True
    at = max(head.find(b"Xing"), head.find(b"Info"))
    return at >= 0 and bool(head[at + 7] & 1) and any(head[at + 8 : at + 12])


def is_playlist(file: BinaryIO) -> bool:
    """Whether it lists other files, which must never be opened for a stranger."""
    file.seek(0)
    return bool(_PLAYLIST.match(file.read(64).removeprefix(b"\xef\xbb\xbf")))


def _after_tags(file: BinaryIO) -> bytes:
    """The first bytes behind any ID3v2 tags, whose size is four 7-bit digits."""
    at = 0
    while True:
        file.seek(at)
        head = file.read(64)
        if not head.startswith(b"ID3") or len(head) < _ID3:
            return head
        size = 0
        for digit in head[6:_ID3]:
            size = size << 7 | digit & 0x7F
        at += _ID3 + size
