"""Lines of text, however they came, made into what each speaker said."""

import re
from collections.abc import Iterable, Mapping, Sequence

from revrise.core.errors import Invalid
from revrise.plugins.calls import headings, names
from revrise.plugins.calls.headings import Heading
from revrise.plugins.calls.said import Said

_BOLD = re.compile(r"(\s{0,8})(\*\*|__)([^*_\s][^*_]{0,80})\2")
_NOTICE = re.compile(
    r"Transcribed by https?://\S{1,60}|(.{1,60}?)(?:\s{1,4}(?:started|stopped) transcription"
    r"|\s{0,4}已?(?:开始|開始|停止)(?:转录|轉錄|听录|聽錄|转写|轉寫|轉譯|謄寫))"
)
_CLOCK = re.compile(r"[0-9]{1,2}(?::[0-9]{2}){1,2}")
_ENDED = re.compile(r"Transcription ended after [0-9:]{4,8}")


def dialogue(lines: Sequence[str], name: str, *, titled: bool = False) -> list[Said]:
    """One stretch for each heading or line `Name: text`; a line without a name goes on.

    What stands before the first heading is not said. In a document that is `titled`, as one is that
    says where the transcription ended, neither is
    what stands before the first name, a line that is a time alone, and what comes after the line
    that says the transcription ended. Raises Invalid naming file and line without a speaker.
    """
    lines = [_BOLD.sub(r"\1\3", line, count=1) if line.lstrip()[:1] in "*_" else line
             for line in lines]  # fmt: skip
    titled = titled or any(_ENDED.fullmatch(line.strip()) for line in lines)
    headed = headings.found(lines)
    if headed:
        said = _headed(lines, headed)
    else:
        said = _named(_document(lines) if titled else lines, name, titled=titled)
    return [Said(" ".join(texts).strip(), speaker) for speaker, *texts in said]


def filled(lines: Iterable[str]) -> list[str]:
    """Lines that are not blank, trimmed."""
    return [line.strip() for line in lines if line.strip()]


def _headed(lines: Sequence[str], headed: Mapping[int, Heading]) -> list[list[str]]:
    known = {one.name for one in headed.values()}
    last = max((at for at, line in enumerate(lines) if line.strip()), default=0)
    said: list[list[str]] = []
    for at, line in enumerate(lines):
        if one := headed.get(at):
            said.append([one.name, one.text])
        elif said and line.strip() and not _notice(line.strip(), None if at == last else known):
            said[-1].append(line.strip())
    return said


def _notice(line: str, known: set[str] | None) -> bool:
    """Whether a program says who let it listen, or no longer: the last line, or one who spoke."""
    match = _NOTICE.fullmatch(line)
    return match is not None and (known is None or match[1] in known)


def _document(lines: Iterable[str]) -> list[str]:
    """From the first possible name until the end of the transcription, places kept."""
    kept: list[str] = []
    begun = False
    for line in lines:
        if _ENDED.fullmatch(line.strip()):
            break
        begun = begun or names.split(line.strip()) is not None
        kept.append(line if begun and not _CLOCK.fullmatch(line.strip()) else "")
    return kept


def _named(lines: Sequence[str], name: str, *, titled: bool) -> list[list[str]]:
    known = names.roster(filled(lines))
    said: list[list[str]] = []
    for number, line in enumerate(lines, start=1):
        found = names.split(line.strip())
        if found and found[0] in known:
            said.append(list(found))
        elif line.strip() and said:
            said[-1].append(line.strip())
        elif line.strip() and not (titled and known):
            raise _nobody(name, number)
    if titled and not said:
        raise _nobody(name, 1)
    return said


def _nobody(name: str, number: int) -> Invalid:
    remedy = "begin the line `Name: text`"
    return Invalid("does not say who speaks", culprit=f"{name}:{number}", remedy=remedy)
