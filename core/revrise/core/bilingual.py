"""A sentence in both languages of the product."""

from typing import Literal

from attrs import frozen

Language = Literal["en", "zh"]


@frozen
class Bilingual:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en
