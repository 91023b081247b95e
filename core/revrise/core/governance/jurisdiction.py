"""Which rules of consent hold where: a table kept as data, with its version and sources."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from revrise.core.errors import Misconfigured

# From the mildest to the strictest.
REGIMES = ("one-party", "all-party", "gdpr", "pipl")
UNKNOWN = "all-party"


@frozen
class Jurisdictions:
    """Code → (regime, source), as of a version."""

    version: str
    places: Mapping[str, tuple[str, str]]

    def regime(self, places: Iterable[str]) -> str:
        """The strictest regime of these places; of a place that is not known, UNKNOWN."""
        found = [self.places.get(place, (UNKNOWN, ""))[0] for place in places]
        return max(found, key=REGIMES.index, default=UNKNOWN)

    def under(self, regime: str) -> frozenset[str]:
        """The places with this regime."""
        return frozenset(code for code, (name, _) in self.places.items() if name == regime)


def parse(text: str) -> Jurisdictions:
    """A table from TOML: `version`, and a section a regime with code = source.

    Raises Misconfigured for another regime, a place named twice, or one without a source.
    """
    read = tomllib.loads(text)
    version = str(read.pop("version", ""))
    places: dict[str, tuple[str, str]] = {}
    for regime, named in read.items():
        if regime not in REGIMES:
            raise Misconfigured(
                f"no regime {regime!r}", culprit="jurisdictions", remedy=", ".join(REGIMES)
            )
        for code, source in named.items():
            if code in places or not str(source).strip():
                raise Misconfigured("is named twice or without a source", culprit=code)
            places[code] = regime, str(source)
    if not version:
        raise Misconfigured("has no version", culprit="jurisdictions")
    return Jurisdictions(version, places)


@cache
def built_in() -> Jurisdictions:
    """The table that comes with this version."""
    return parse(Path(__file__).with_name("jurisdictions.toml").read_text(encoding="utf-8"))
