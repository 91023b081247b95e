"""Endpoints say `english` or `en`; transcripts say `en`."""

_NAMES = {
    "arabic": "ar", "cantonese": "yue", "chinese": "zh", "czech": "cs", "dutch": "nl",
    "english": "en", "french": "fr", "german": "de", "hindi": "hi", "indonesian": "id",
    "italian": "it", "japanese": "ja", "korean": "ko", "malay": "ms", "mandarin": "zh",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
_LONGEST = 3


def code(told: str) -> str:
    """The primary code of a language; `und` for a name that is not known."""
    plain = told.strip().lower().replace("_", "-").split("-")[0]
    if plain in _NAMES:
        return _NAMES[plain]
    return plain if plain.isascii() and plain.isalpha() and len(plain) <= _LONGEST else "und"
