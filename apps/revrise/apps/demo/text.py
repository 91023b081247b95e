"""A text in both languages of the company."""

from attrs import frozen


@frozen
class Text:
    """The same meaning in English and Chinese."""

    en: str
    zh: str

    def within(self, language: str) -> str:
        """The text for a language; English for any but `zh`."""
        return self.zh if language == "zh" else self.en
