"""The one part of a Word document that holds its text, taken out of an archive that may be hostile.

The archive is read in memory and nothing in it is ever written to a path. Only what is stored or
deflated is opened: other ways to compress let a small file ask for any memory.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from revrise.core.errors import Invalid
from revrise.plugins.calls import safe_xml

_SIGNATURE, _ENTRY, _OLE = b"PK\x03\x04", b"PK\x01\x02", b"\xd0\xcf\x11\xe0"
_MOST_PARTS, _MOST_RELATIONS, _CHUNK = 4_096, 256 * 1024, 1024 * 1024
_RELATIONS, _USUAL = "_rels/.rels", "word/document.xml"
_MAIN = "/officeDocument"
_AGAIN = "download it again, or save it anew as .docx"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,  # also names that are no UTF-8
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def is_one(head: bytes) -> bool:
    """Whether these are the first bytes of an archive with a part of a Word document."""
    return head.startswith(_SIGNATURE) and b"word/" in head


def is_archive(head: bytes) -> bool:
    """Whether a file called `.docx` begins as one does, or as one with a password."""
    return head.startswith((_SIGNATURE, _OLE))


@contextmanager
def main_part(raw: bytes, name: str, limit: int) -> Iterator[Iterator[bytes]]:
    """The XML of the document in chunks, at most `limit` bytes of it.

    Raises Invalid naming file and part for what is no archive, a broken or truncated one, one
    with a password, without a document, or with one that is too large.
    """
    _refuse_others(raw, name)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield _chunks(archive, _main(archive, name), name, limit)
    except Invalid:
        raise
    except _BROKEN as error:
        raise Invalid(
            "a broken archive, or only half of it", culprit=name, remedy=_AGAIN
        ) from error


def _refuse_others(raw: bytes, name: str) -> None:
    if raw.startswith(_OLE):
        problem, remedy = (
            "a Word file with a password, or of before 2007",
            "save it as .docx without one",
        )
    elif not raw.startswith(_SIGNATURE):
        problem, remedy = "no Word document", "give a .docx, or the transcript as text"
    elif raw.count(_ENTRY) > _MOST_PARTS:
        problem, remedy = f"has more than {_MOST_PARTS:,} files inside", _AGAIN
    else:
        return
    raise Invalid(problem, culprit=name, remedy=remedy)


def _main(archive: zipfile.ZipFile, name: str) -> str:
    """The part that the package says is its document; Word online also calls it document2.xml."""
    relations = _Relations()
    if _RELATIONS in archive.namelist():
        chunks = _chunks(archive, _RELATIONS, name, _MOST_RELATIONS)
        safe_xml.parse(chunks, f"{name}: {_RELATIONS}", relations)
    return relations.main


class _Relations:
    """Hears which part is the document."""

    main = _USUAL

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("|Relationship") and attributes.get("Type", "").endswith(_MAIN):
            self.main = attributes.get("Target", "").lstrip("/")

    def end(self, tag: str) -> None:
        """Nothing stands in a relation."""

    def data(self, text: str) -> None:
        """Nor is there text."""


def _chunks(archive: zipfile.ZipFile, part: str, name: str, limit: int) -> Iterator[bytes]:
    where = f"{name}: {part[:100]}"
    try:
        info = archive.getinfo(part)
    except KeyError:
        remedy = "give the .docx itself, not an archive around it"
        raise Invalid(
            "no Word document: this part is missing", culprit=where, remedy=remedy
        ) from None
    if info.flag_bits & 1:
        raise Invalid("has a password", culprit=where, remedy="save it without one")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Invalid("is compressed as no Word document is", culprit=where, remedy=_AGAIN)
    size = 0
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                problem = f"larger than {limit:,} bytes once unpacked"
                raise Invalid(problem, culprit=where, remedy="give the transcript of one call")
            yield chunk
