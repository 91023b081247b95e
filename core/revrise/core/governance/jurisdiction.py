"""Which rules of consent hold where: a table kept as data, with its version and sources."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import Factory, evolve, frozen

from revrise.core.errors import Misconfigured

# From the mildest to the strictest.
REGIMES = ("one-party", "all-party", "gdpr", "pipl")
UNKNOWN = "all-party"


@frozen
class Jurisdictions:
    """Code → (regime, source), as of a version.

    `separate_purposes` are the purposes that take a consent of their own, by regime;
    `share_needed` the regimes under which nothing leaves the company without one to share.
    """

    version: str
    places: Mapping[str, tuple[str, str]]
    separate_purposes: Mapping[str, frozenset[str]] = Factory(dict)
    share_needed: frozenset[str] = frozenset()

    def regime(self, places: Iterable[str]) -> str:
        """The strictest regime of these places; of a place that is not known, UNKNOWN."""
        found = [self.places.get(place, (UNKNOWN, ""))[0] for place in places]
        return max(found, key=REGIMES.index, default=UNKNOWN)

    def of(self, place: str) -> str:
        """The regime of one place."""
        return self.regime([place])

    def separate(self, regime: str, purpose: str) -> bool:
        """Whether under this regime a purpose takes a consent of its own."""
        return purpose in self.separate_purposes.get(regime, ())

    def with_places(self, places: Mapping[str, tuple[str, str]]) -> "Jurisdictions":
        """The same table, with these places (code → regime, source) instead or besides."""
        return evolve(self, places={**self.places, **places}) if places else self

    def under(self, regime: str) -> frozenset[str]:
        """The places with this regime."""
        return frozenset(code for code, (name, _) in self.places.items() if name == regime)


def parse(text: str) -> Jurisdictions:
    """A table from TOML: `version`, and a section a regime with code = source.

    Raises Misconfigured for another regime, a place named twice, or one without a source.
    """
    read = tomllib.loads(text)
    version = str(read.pop("version", ""))
    apart = read.pop("separate_purposes", {})
    share = frozenset(read.pop("share_needed", ()))
    for regime in (*apart, *share):
        _known(regime)
    places: dict[str, tuple[str, str]] = {}
    for regime, named in read.items():
        _known(regime)
        for code, source in named.items():
            if code in places or not str(source).strip():
                raise Misconfigured("is named twice or without a source", culprit=code)
            places[code] = regime, str(source)
    if not version:
        raise Misconfigured("has no version", culprit="jurisdictions")
    separate = {name: frozenset(apart[name]) for name in apart}
    return Jurisdictions(version, places, separate, share)


def _known(regime: str) -> None:
    if regime not in REGIMES:
        raise Misconfigured(
            f"no regime {regime!r}", culprit="jurisdictions", remedy=", ".join(REGIMES)
        )


@cache
def built_in() -> Jurisdictions:
    """The table that comes with this version."""
    return parse(Path(__file__).with_name("jurisdictions.toml").read_text(encoding="utf-8"))
