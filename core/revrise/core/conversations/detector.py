"""Who a detector is, and what it finds: the definition of one that a plugin brings."""

import re
from collections.abc import Mapping
from hashlib import blake2b

from attrs import Factory, field, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.words.language import UNKNOWN, primary
from revrise.core.errors import Invalid

BUILT_IN = ("question", "objection", "commitment", "closing")
# Other things that are found in calls, the words that pages show them by, labels and tasks.
_TAKEN = (
    *("all", "comment", "comments", "objections", "promises", "topic", "tracker", "trackers"),
    *("act", "acts", "open", "questions"),
)
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MARK = 4  # bytes
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


@frozen
class DetectorDefinition:
    """What a detector listens for; a change in what it finds is a new `version`, from 1.

    `kind` of the moments it finds: one of `BUILT_IN`, which it adds to, or stands in for with
    `instead`; or a name of its own. `label` names such a moment to people, `about` says in a
    sentence what is found. `labels` names the categories of a kind of its own; the built-in kinds
    have theirs. `languages` are primary tags (`en`, `zh`); none means all. `made_of` is what else
    decides what is found, as text: names from the settings, the digest of a trained model; numbers
    of one are never taken together with those of another. Raises Invalid naming the key at fault.
    """

    id: str
    version: int
    label: Bilingual
    about: Bilingual
    kind: str
    labels: Mapping[str, Bilingual] = Factory(dict)
    languages: tuple[str, ...] = ()
    instead: bool = False
    made_of: str = field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise Invalid("must be small letters, digits and -, from a letter", culprit="id")
        if type(self.version) is not int or self.version < 1:
            raise Invalid("must be a whole number ≥ 1", culprit="version")
        for key, text in (("label", self.label), ("about", self.about), *self.labels.items()):
            if not (text.en.strip() and text.zh.strip()):
                raise Invalid("must say something in English and in Chinese", culprit=key)
        for tag in self.languages:
            if tag in UNKNOWN or tag != primary(tag):
                remedy = f"{primary(tag) or 'en'!r:.20}, or none for all languages"
                raise Invalid(f"{tag!r:.60} is no primary tag", culprit="languages", remedy=remedy)
        self._check_kind()
        self._check_labels()

    @property
    def ref(self) -> str:
        """`id@version`, with a mark of what it is made of where that is said: `id@1-5f0a93c1`."""
        if not self.made_of:
            return f"{self.id}@{self.version}"
        made = blake2b(self.made_of.encode("utf-8", "surrogatepass"), digest_size=_MARK)
        return f"{self.id}@{self.version}-{made.hexdigest()}"

    @property
    def built_in(self) -> bool:
        """Whether moments of this kind are found without it too."""
        return self.kind in BUILT_IN

    def speaks(self, tag: str) -> bool:
        """Whether it can be asked about a call in a language; one of unknown language may be."""
        spoken = primary(tag)
        return not self.languages or spoken in UNKNOWN or spoken in self.languages

    def _check_kind(self) -> None:
        if not _KIND.fullmatch(self.kind) or self.kind in _TAKEN:
            known = ", ".join(BUILT_IN)
            remedy = f"one of {known}, or a name of its own: small letters, digits and _"
            raise Invalid(f"cannot be {self.kind!r:.60}", culprit="kind", remedy=remedy)
        if self.instead and not self.built_in:
            raise Invalid(f"nothing built in finds {self.kind}", culprit="instead")

    def _check_labels(self) -> None:
        if self.built_in and self.labels:
            raise Invalid(f"those of {self.kind} are the host's", culprit="labels")
        for key in self.labels:
            if not _KIND.fullmatch(key):
                remedy = "small letters, digits and _, from a letter: people read its text"
                raise Invalid(f"{key!r:.60} cannot name one", culprit="labels", remedy=remedy)
