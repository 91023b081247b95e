"""The text of a Word document's main part, line by line."""

from collections.abc import Iterable

from revrise.core.errors import Invalid
from revrise.plugins.calls import safe_xml

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WRITTEN = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_MARKS = {f"{space}|{tag}": mark for space in _WORD for tag, mark in _WRITTEN.items()}
_TEXT = frozenset(f"{space}|t" for space in _WORD)
_PARAGRAPH = frozenset(f"{space}|p" for space in _WORD)
_DOCUMENT = frozenset(f"{space}|document" for space in _WORD)
_HEARD_TWICE = frozenset(
    {
        f"{_COMPATIBLE}|Fallback",
        *(f"{space}|{tag}" for space in _WORD for tag in ("moveFrom", "rt")),
    }
)
"""Another version of what stands beside it, what was moved away, and how a character is read."""
_TO_SPACES = str.maketrans("\n\r\t", "   ")


def text_of(chunks: Iterable[bytes], where: str) -> str:
    """Paragraphs, also those in tables and boxes, each a line; a line break is one, too.

    Raises Invalid for what is no Word document, or hostile.
    """
    found = _Text(where)
    safe_xml.parse(chunks, where, found)
    return "".join(found.parts)


class _Text:
    """Hears the parts of a document in order."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.parts: list[str] = []
        self._begun = self._text = False
        self._left_out = 0
        """How deep in what is left out."""

    def start(self, tag: str, _: dict[str, str]) -> None:
        if not self._begun and tag not in _DOCUMENT:
            remedy = "give a .docx, or the transcript as text"
            raise Invalid("no Word document", culprit=self.where, remedy=remedy)
        self._begun = True
        if self._left_out or tag in _HEARD_TWICE:
            self._left_out += 1
        elif tag in _TEXT:
            self._text = True
        elif mark := _MARKS.get(tag):
            self.parts.append(mark)

    def end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif tag in _TEXT:
            self._text = False
        elif tag in _PARAGRAPH:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        if self._text and not self._left_out:
            self.parts.append(text.translate(_TO_SPACES))
