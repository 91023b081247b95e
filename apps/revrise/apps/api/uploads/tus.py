"""The words of tus 1.0.0, resumable uploads: its headers read strictly, and answered."""

import re
from base64 import b64decode
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any

from revrise.apps.api import queries
from revrise.apps.api.problems import Problem, Wrong
from revrise.apps.api.views.calls import Upload
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.intake.partial_upload import PartialUpload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
TYPE = "application/offset+octet-stream"
MOST_METADATA = 6_000
_NUMBER = re.compile(r"[0-9]{1,15}")
_NAME = re.compile(r"[\x21-\x2b\x2d-\x7e]{1,60}")
# What clients of tus send of themselves: the first is our `file_name`, the others are not needed,
# as what a file is, its content decides.
_THEIRS, _NOT_NEEDED = "filename", frozenset({"filetype", "name", "type", "relativePath"})
_VERSION = Bilingual("Send Tus-Resumable: 1.0.0.", "请发送 Tus-Resumable: 1.0.0。")
_WHOLE = Bilingual("must be a whole number", "应为整数")
_PAIRS = Bilingual(
    "must be names, each with its value in Base64 of UTF-8, with commas between",
    "应为逗号分隔的“名称 值”，值为 UTF-8 的 Base64",
)
_TWICE = Bilingual("a name stands twice", "名称重复")


def speaks(headers: Mapping[str, str]) -> None:
    """Raises Problem (412) for another version of the protocol, or none."""
    if headers.get("tus-resumable") != VERSION:
        raise Problem("protocol", _VERSION, headers={"Tus-Version": VERSION})


def number(headers: Mapping[str, str], name: str) -> int:
    """A header's whole number, in bytes. Raises Problem (422)."""
    text = headers.get(name.lower(), "")
    if not _NUMBER.fullmatch(text):
        raise _wrong(name, "type", _WHOLE)
    return int(text)


def metadata(text: str) -> Mapping[str, str]:
    """`Upload-Metadata` as names and values. Raises Problem (422) for anything out of form."""
    found: dict[str, str] = {}
    if len(text) > MOST_METADATA:
        raise _wrong("Upload-Metadata", "length", _PAIRS)
    for pair in text.split(",") if text else ():
        name, _, value = pair.partition(" ")
        if name in found:
            raise _wrong("Upload-Metadata", "once", _TWICE)
        if not _NAME.fullmatch(name):
            raise _wrong("Upload-Metadata", "pattern", _PAIRS)
        found[name] = _text(value)
    return found


def upload(text: str) -> Upload:
    """What the file is said to be. Raises Problem (422) for what `uploadCall` would not take."""
    said = dict(metadata(text))
    name = said.pop(_THEIRS, None)
    if name is not None:
        if "file_name" in said:
            raise _wrong("Upload-Metadata", "once", _TWICE)
        said["file_name"] = name
    asked = {name: [value] for name, value in said.items() if name not in _NOT_NEEDED}
    try:
        found: Upload = queries.struct(Upload, asked)
    except Problem as wrong:
        raise _wrong("Upload-Metadata", "metadata", _said(wrong)) from None
    return found


def headers(one: PartialUpload, **more: str) -> dict[str, str]:
    """What every answer about an upload tells."""
    found = {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(one.offset),
        "Upload-Expires": format_datetime(one.ends_at, usegmt=True),
        "Cache-Control": "no-store",
        **more,
    }
    return found | ({"Upload-Call": one.call_id} if one.call_id else {})


def _said(wrong: Problem) -> Bilingual:
    """What one of its values lacks."""
    return wrong.detail if isinstance(wrong.detail, Bilingual) else Bilingual(wrong.detail, "")


def _text(value: str) -> str:
    try:
        return b64decode(value.encode("ascii"), validate=True).decode("utf-8")
    except ValueError:
        raise _wrong("Upload-Metadata", "pattern", _PAIRS) from None


def _wrong(name: str, code: str, message: Bilingual) -> Any:
    said = Bilingual(f"{name}: {message.en}", f"{name}：{message.zh}")
    return Problem("invalid", said, errors=[Wrong(code, message, parameter=name)])
