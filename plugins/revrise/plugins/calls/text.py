"""Plain text: one `Name: text` a line, or headings `Name 00:12` over the text.

Times are not kept: such files say when somebody begins, not until when.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding, headings, names
from revrise.plugins.calls.cues import lines_of
from revrise.plugins.calls.headings import Heading
from revrise.plugins.calls.said import Said, transcript


@frozen
class PlainText:
    """Text files; a line without a name goes on with the one before."""

    id: str = "text"
    extensions: tuple[str, ...] = (".txt", ".text", ".md")
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """By the ending, or by names that begin its lines."""
        if name.lower().endswith(self.extensions):
            return True
        text = encoding.peek(head)
        begun = text.lstrip().startswith(("{", "["))
        lines = _filled(lines_of(text, name))
        return not begun and bool(names.roster(lines) or headings.found(lines))

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per named line or heading; what stands before the first heading is none.

        Raises Invalid naming file and line without a speaker.
        """
        lines = lines_of(encoding.text_of(stream, name, self.limit), name)
        headed = headings.found(lines)
        said = _headed(lines, headed) if headed else _named(lines, name)
        stretches = [Said(" ".join(texts).strip(), speaker) for speaker, *texts in said]
        return transcript(stretches, self.id, name)


def _headed(lines: Sequence[str], headed: Mapping[int, Heading]) -> list[list[str]]:
    said: list[list[str]] = []
    for at, line in enumerate(lines):
        if one := headed.get(at):
            said.append([one.name, one.text])
        elif said and line.strip():
            said[-1].append(line.strip())
    return said


def _named(lines: Sequence[str], name: str) -> list[list[str]]:
    known = names.roster(_filled(lines))
    said: list[list[str]] = []
    for number, line in enumerate(lines, start=1):
        found = names.split(line.strip())
        if found and found[0] in known:
            said.append(list(found))
        elif line.strip():
            if not said:
                raise Invalid(
                    "does not say who speaks",
                    culprit=f"{name}:{number}",
                    remedy="begin the line `Name: text`",
                )
            said[-1].append(line.strip())
    return said


def _filled(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
