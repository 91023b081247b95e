"""References of rubrics: `discovery@2` is version 2 of `discovery`."""

from collections.abc import Iterable


def parts(ref: str) -> tuple[str, int]:
    """The id and the version; 0 where none is given."""
    name, _, version = ref.partition("@")
    return name, int(version) if version.isdecimal() else 0


def newest(refs: Iterable[str]) -> list[str]:
    """Of each rubric the newest version, by id."""
    return list({parts(one)[0]: one for one in sorted(refs, key=parts)}.values())
