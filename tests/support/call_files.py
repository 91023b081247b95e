"""Small transcripts in three formats and two languages, each with its own words."""

import json
from pathlib import Path

SAID = {
    "en": ("What is the biggest problem in week {n}?", "Our budget {n} is tight, it is expensive."),
    "zh": ("第{n}周最大的问题是什么？", "我们的预算{n}很紧，价格太贵了。"),
}


def write(folder: Path, number: int) -> list[Path]:
    """That many files: VTT, SRT and canonical JSON in turn."""
    folder.mkdir(parents=True)
    makers = (_vtt, _srt, _json)
    files = []
    for n in range(number):
        suffix, text = makers[n % 3](n, "zh" if n % 2 else "en")
        path = folder / f"call_{n:03}.{suffix}"
        path.write_text(text, encoding="utf-8")
        files.append(path)
    return files


def _lines(n: int, language: str) -> list[tuple[int, int, str, str]]:
    asked, answered = (one.format(n=n) for one in SAID[language])
    return [(0, 3_000, "Alice", asked), (3_500, 8_000, "Bob", answered)]


def _clock(ms: int, point: str) -> str:
    return f"00:00:{ms // 1000:02}{point}{ms % 1000:03}"


def _vtt(n: int, language: str) -> tuple[str, str]:
    cues = [
        f"{_clock(a, '.')} --> {_clock(b, '.')}\n<v {who}>{said}\n"
        for a, b, who, said in _lines(n, language)
    ]
    return "vtt", "WEBVTT\n\n" + "\n".join(cues)


def _srt(n: int, language: str) -> tuple[str, str]:
    cues = [
        f"{i}\n{_clock(a, ',')} --> {_clock(b, ',')}\n{who}: {said}\n"
        for i, (a, b, who, said) in enumerate(_lines(n, language), 1)
    ]
    return "srt", "\n".join(cues)


def _json(n: int, language: str) -> tuple[str, str]:
    lines = _lines(n, language)
    document = {
        "schema": "revrise.transcript/1",
        "language": language,
        "speakers": [{"ref": who, "name": who} for _, _, who, _ in lines],
        "utterances": [
            {"speaker": who, "start_ms": a, "end_ms": b, "text": said} for a, b, who, said in lines
        ],
    }
    return "json", json.dumps(document, ensure_ascii=False)
