"""Word documents made for tests, of lines or of any XML."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def document(paragraphs: Iterable[str]) -> bytes:
    """A `.docx` of these paragraphs; a line end in one is a line break in it."""
    return package(body("".join(map(paragraph, paragraphs))))


def paragraph(text: str) -> str:
    """The XML of one paragraph."""
    runs = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{'<w:br/>'.join(runs)}</w:r></w:p>"


def body(inside: str, space: str = WORD) -> str:
    """The XML of a document."""
    return f'{_HEAD}<w:document xmlns:w="{space}"><w:body>{inside}</w:body></w:document>'


def package(xml: str | bytes, part: str = "word/document.xml") -> bytes:
    """A `.docx` whose document is this XML."""
    types = f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>'
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="{part}"/>'
    relations = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'
    return archive({"[Content_Types].xml": types, "_rels/.rels": relations, part: xml})


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files in this order, the same bytes each time."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return made.getvalue()
