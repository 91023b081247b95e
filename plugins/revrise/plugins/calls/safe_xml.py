"""XML that may be hostile: no document type, so no entities and no other files; bounded parts."""

from collections.abc import Iterable
from typing import Any, NoReturn, Protocol
from xml.parsers import expat

from revrise.core.errors import Invalid

MOST_PARTS = 3_000_000
"""Elements: a document of 250,000 lines has about as many."""


class Hearer(Protocol):
    """Told of a document as it is read; tags are `namespace|name`."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def data(self, text: str) -> None:
        """Text, maybe a piece of it."""


def parse(chunks: Iterable[bytes], where: str, hearer: Hearer, *, most: int = MOST_PARTS) -> None:
    """Tells `hearer` of everything.

    Raises Invalid, `where` and the line as culprit, for broken XML, a document type, or more than
    `most` elements.
    """
    parser = _parser(where, hearer, most)
    for chunk in chunks:
        _feed(parser, chunk, where)
    _feed(parser, b"", where, last=True)


def _parser(where: str, hearer: Hearer, most: int) -> expat.XMLParserType:
    left = most

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            remedy = "give the transcript of one call"
            raise Invalid(f"has more than {most:,} parts", culprit=where, remedy=remedy)
        hearer.start(tag, attributes)

    def document_type(*_: Any) -> NoReturn:
        remedy = "export the transcript again"
        raise Invalid("declares a document type", culprit=where, remedy=remedy)

    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = hearer.end
    parser.CharacterDataHandler = hearer.data
    parser.StartDoctypeDeclHandler = document_type
    return parser


def _feed(parser: expat.XMLParserType, chunk: bytes, where: str, *, last: bool = False) -> None:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        problem = f"broken XML: {expat.ErrorString(error.code)}"
        culprit = f"{where}:{error.lineno}"
        raise Invalid(problem, culprit=culprit, remedy="export the transcript again") from None
    except (LookupError, ValueError):  # neither expat nor Python knows how to read it
        remedy = "save it anew as .docx"
        raise Invalid("XML of an unknown encoding", culprit=where, remedy=remedy) from None
