"""Word documents that want memory, time or files: refused, named, and nothing else."""

import random
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.plugins.calls import safe_xml
from revrise.plugins.calls.docx import WordDocument
from revrise.testing.word_files import archive, body, document, package, paragraph

SOUND = document(["Anna   0:03\nhello", "Bob   0:05\n你好"])
MB = 1024 * 1024


def packed(xml: str | bytes, method: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        file.writestr("word/document.xml", xml)
    return made.getvalue()


def flagged(raw: bytes, at_local: int, at_central: int, value: int) -> bytes:
    """With two bytes of the document's entry overwritten, in both of its headers."""
    changed = bytearray(raw)
    central = raw.rindex(b"PK\x01\x02")
    local = struct.unpack_from("<I", raw, central + 42)[0]
    struct.pack_into("<H", changed, local + at_local, value)
    struct.pack_into("<H", changed, central + at_central, value)
    return bytes(changed)


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "/etc/passwd" [<!ENTITY x SYSTEM "/etc/passwd">]>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "a bomb": (package(body("<w:p/>" + " " * (3 * MB))), "larger than 2,097,152 bytes once"),
    "entities": (package(ENTITIES + body("<w:p>&b;</w:p>")), "declares a document type"),
    "a file outside": (package(OUTSIDE + body("<w:p>&x;</w:p>")), "declares a document type"),
    "files inside": (archive({f"{n}": "" for n in range(4_200)}), "4,096 files inside"),
    "a relation bomb": (
        archive({"_rels/.rels": "<a>" + " " * MB + "</a>", "word/document.xml": ""}),
        "larger than 262,144 bytes once unpacked",
    ),
    "relations with entities": (
        archive({"_rels/.rels": ENTITIES + "<a/>", "word/document.xml": ""}),
        "declares a document type",
    ),
    "no document": (archive({"word/styles.xml": "<a/>"}), "this part is missing"),
    "a path outside": (package(body("<w:p/>"), "../../etc/passwd"), "no text"),
    "a document elsewhere": (
        archive({"_rels/.rels": package("", "/a.xml").decode("latin-1"), "word/a": ""}),
        "broken XML",
    ),
    "a workbook": (package('<workbook xmlns="x"/>', "word/x.xml"), "no Word document"),
    "half of a tag": (package(body("<w:p>")), "mismatched tag"),
    "nothing": (package(""), "no element found"),
    "a strange encoding": (
        package('<?xml version="1.0" encoding="big5"?><a/>'),
        "unknown encoding",
    ),
    "half a surrogate": (package(body("<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>")), "broken XML"),
    "a NUL": (package(body("<w:p><w:r><w:t>&#0;</w:t></w:r></w:p>")), "broken XML"),
    "bzip2": (packed(body(""), zipfile.ZIP_BZIP2), "compressed as no Word document"),
    "lzma": (packed(body(""), zipfile.ZIP_LZMA), "compressed as no Word document"),
    "a password": (flagged(SOUND, 6, 8, 1), "has a password"),
    "an unknown method": (flagged(SOUND, 8, 10, 97), "compressed as no Word document"),
    "a lie about the method": (flagged(SOUND, 8, 10, 0), "broken archive"),
    "a sealed one": (b"\xd0\xcf\x11\xe0" + bytes(600), "with a password, or of before 2007"),
    "no archive": (b"Anna: hi\n", "no Word document"),
    "half an archive": (SOUND[: len(SOUND) // 2], "broken archive, or only half"),
    "its head alone": (SOUND[:4], "broken archive, or only half"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_document_is_refused_by_name_and_in_bounded_memory(kind: str) -> None:
    raw, problem = HOSTILE[kind]
    tracemalloc.start()
    with pytest.raises(Invalid, match=problem) as caught:
        WordDocument(limit=2 * MB).read(BytesIO(raw), "call.docx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.culprit.startswith("call.docx")
    assert caught.value.remedy
    assert peak < 8 * MB


class Deaf:
    """Hears a document, and keeps nothing."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


def test_more_elements_than_any_call_has_are_refused_where_there_are_too_many() -> None:
    chunks = iter([b"<a>", *[b"<p/>" * 1_000] * 9])
    with pytest.raises(Invalid, match="more than 3,500 parts"):
        safe_xml.parse(chunks, "call.docx: document", Deaf(), most=3_500)
    assert len(list(chunks)) == 5


def test_elements_in_elements_cost_what_they_are_long() -> None:
    deep = "<w:p>" * 200_000 + paragraph("Anna: hi") + "</w:p>" * 200_000
    assert len(WordDocument().read(BytesIO(package(body(deep))), "call.docx").utterances) == 1


def test_a_file_cut_or_spoilt_anywhere_is_read_or_invalid() -> None:
    chosen = random.Random(5)
    for _ in range(3_000):
        raw = bytearray(SOUND)
        for _ in range(chosen.randint(1, 4)):
            raw[chosen.randrange(len(raw))] = chosen.randrange(256)
        with suppress(Invalid):
            WordDocument().read(BytesIO(bytes(raw)), "call.docx")


TAGS = ["w:p", "w:r", "w:t", "w:br", "w:tab", "w:tbl", "w:moveFrom", "w:del", "w:unheard"]
PIECES = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from([f"<{tag}/>" for tag in TAGS] + ["Anna: ", "0:03", "\n", "&amp;", "&x;"]),
        st.sampled_from(
            ["0:0:1.0 --> 0:0:2", "-->", "**", "stopped transcription", "你好", "<!--"]
        ),
    ),
    max_size=40,
)


@given(PIECES)
def test_any_pieces_of_a_document_are_read_or_invalid(pieces: list[str]) -> None:
    with suppress(Invalid):
        found = WordDocument().read(BytesIO(package(body("".join(pieces)))), "call.docx")
        refs = {one.ref for one in found.speakers}
        assert all(one.speaker in refs and one.text for one in found.utterances)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_lines_are_read_or_invalid(lines: list[str]) -> None:
    sayable = ["".join(char for char in line if char.isprintable()) for line in lines]
    with suppress(Invalid):
        WordDocument().read(BytesIO(document(sayable)), "call.docx")
