"""What every transcript format must keep: `class TestMine(TranscriptFormatContract)`."""

import codecs
from io import BytesIO
from typing import ClassVar

import pytest

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.ports.transcripts import HEAD, TranscriptFormat

BROKEN = {
    "empty": b"",
    "binary": b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(range(256)) * 8,
    "half a UTF-8 character": b"\xe4\xbd",
    "Latin-1": "caf\xe9 d\xe9j\xe0 vu \xe9t\xe9".encode("latin-1"),
    "half UTF-16": codecs.BOM_UTF16_LE + b"W\x00E",
    "deep brackets": b"[" * 200_000,
    "deep braces": b'{"a":' * 200_000,
    "one long line": b"a:" * 500_000,
    "arrows": b"-->" * 100_000,
    "tags": b"<v " * 100_000,
}


class TranscriptFormatContract:
    """Subclass it and give the fixtures `format` and `sample`.

    `sample` is a text of the format with at least two utterances, one of them with Chinese. For
    files that are no text, override `content`, which makes one of the sample.
    Switches say what applies: `timed` whether it carries times, `encodings` those it reads besides
    UTF-8.
    """

    timed: ClassVar[bool] = True
    encodings: ClassVar[tuple[str, ...]] = ("utf-8-sig", "utf-16", "gb18030")
    name: ClassVar[str] = "call"

    @pytest.fixture
    def format(self) -> TranscriptFormat:
        """The format under test."""
        raise NotImplementedError("give a fixture `format`")

    @pytest.fixture
    def sample(self) -> str:
        """A text in the format."""
        raise NotImplementedError("give a fixture `sample`")

    def content(self, sample: str) -> bytes:
        """A file of the sample."""
        return sample.encode()

    def read(self, format: TranscriptFormat, content: bytes) -> Transcript:  # noqa: A002
        """The transcript of a file with this content."""
        return format.read(BytesIO(content), self.file(format))

    def outcome(self, format: TranscriptFormat, content: bytes) -> Transcript | Invalid:  # noqa: A002
        """The transcript, or the refusal; anything else fails the test."""
        try:
            return self.read(format, content)
        except Invalid as error:
            return error

    def file(self, format: TranscriptFormat) -> str:  # noqa: A002
        """A name such a file may have."""
        return f"{self.name}{format.extensions[0]}"

    def test_it_recognises_its_own(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """By the head and the name."""
        assert format.sniff(self.content(sample)[:HEAD], self.file(format))

    def test_it_reads_the_sample(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """Every utterance has text and a speaker the transcript lists."""
        found = self.read(format, self.content(sample))
        assert len(found.utterances) > 1
        refs = {speaker.ref for speaker in found.speakers}
        assert all(one.text.strip() and one.speaker in refs for one in found.utterances)
        assert found.source
        assert found.language

    def test_times_are_whole_ms_in_order(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """Or absent altogether."""
        found = self.read(format, self.content(sample))
        if not self.timed:
            assert not any(one.timed for one in found.utterances)
            return
        times = [(one.start_ms, one.end_ms) for one in found.utterances]
        starts = [start for start, _ in times if start is not None]
        assert len(starts) == len(times)
        assert starts == sorted(starts)
        assert all(isinstance(end, int) and end >= (start or 0) for start, end in times)
        assert found.duration_ms is not None
        assert found.duration_ms >= max(end or 0 for _, end in times)

    def test_the_encoding_changes_nothing(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """A byte-order mark, UTF-16 and GB18030 are everyday in exports."""
        expected = self.read(format, self.content(sample))
        for encoding in self.encodings:
            content = sample.encode(encoding)
            assert format.sniff(content[:HEAD], self.file(format)), encoding
            assert self.read(format, content) == expected, encoding

    def test_line_ends_change_nothing(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """Windows and old Macs."""
        expected = self.read(format, self.content(sample))
        for end in ("\r\n", "\r"):
            assert self.read(format, self.content(sample.replace("\n", end))) == expected

    @pytest.mark.parametrize("kind", BROKEN)
    def test_broken_files_are_invalid_and_named(
        self,
        format: TranscriptFormat,  # noqa: A002
        kind: str,
    ) -> None:
        """Nothing else escapes, and the message says where and what to do."""
        format.sniff(BROKEN[kind][:HEAD], self.file(format))
        outcome = self.outcome(format, BROKEN[kind])
        if isinstance(outcome, Invalid):
            assert outcome.culprit.startswith(self.file(format))
            assert outcome.remedy
        else:
            assert outcome.utterances, "it read a broken file as an empty call"

    def test_a_file_cut_short_is_read_or_invalid(
        self,
        format: TranscriptFormat,  # noqa: A002
        sample: str,
    ) -> None:
        """Downloads break off anywhere."""
        content = self.content(sample)
        for length in range(len(content)):
            outcome = self.outcome(format, content[:length])
            if isinstance(outcome, Invalid):
                assert outcome.culprit.startswith(self.file(format))

    def test_markup_stays_text(self, format: TranscriptFormat, sample: str) -> None:  # noqa: A002
        """What looks like a script arrives as the characters it was, to be escaped when shown."""
        first = self.read(format, self.content(sample)).utterances[0].text
        word = max(first.split(), key=len)
        hostile = sample.replace(word, f"{word} <script>x()</script>", 1)
        if hostile != sample:
            texts = [one.text for one in self.read(format, self.content(hostile)).utterances]
            assert any("<script>x()</script>" in text for text in texts)

    def test_a_file_above_the_limit_is_refused_before_it_is_read(
        self,
        format: TranscriptFormat,  # noqa: A002
    ) -> None:
        """A recording given by mistake must not fill the memory."""
        endless = _Endless()
        with pytest.raises(Invalid) as caught:
            format.read(endless, self.file(format))
        assert caught.value.culprit.startswith(self.file(format))
        assert endless.given <= _GIB // 4


_GIB = 1024**3


class _Endless(BytesIO):
    """A gigabyte that counts how much of it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def seekable(self) -> bool:
        """As a pipe."""
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        """Spaces, until a gigabyte is given."""
        asked = _GIB if size is None or size < 0 else size
        given = min(asked, _GIB - self.given)
        self.given += given
        return b" " * min(given, 1024 * 1024) if given else b""
