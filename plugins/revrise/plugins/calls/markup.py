"""Taking the tags of cues out; everything else stays as plain text, scripts included."""

import html
import re

_TAG = re.compile(
    r"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|<[0-9]{1,6}:[0-9:.]{1,12}>|\{\\[a-z0-9&]{1,20}\}",
    re.IGNORECASE,
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")


def plain(text: str) -> str:
    """Without tags, entities unescaped once, spaces single."""
    if "<" in text or "{" in text:
        text = _TAG.sub("", text)
    return " ".join((html.unescape(text) if "&" in text else text).split())


def voices(text: str) -> list[tuple[str | None, str]]:
    """(voice, plain text) stretches of a cue; the voice is None outside `<v Name>`."""
    parts = _VOICE.split(text)
    stretches: list[tuple[str | None, str]] = [(None, plain(parts[0]))]
    stretches += [
        (plain(parts[at]) or None, plain(parts[at + 1])) for at in range(1, len(parts), 2)
    ]
    return [(voice, said) for voice, said in stretches if said]
