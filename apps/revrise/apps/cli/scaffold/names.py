"""The names a new plugin goes by, all derived from one."""

import re

from attrs import frozen

from revrise.core.errors import Invalid


@frozen
class Names:
    """`First call` → id `first-call`, module `revrise_first_call`."""

    title: str
    id: str

    @classmethod
    def of(cls, title: str, plugin_id: str | None = None) -> "Names":
        """The names for a title. Raises Invalid where no id can be made of it.

        The title goes into texts of Python and TOML, so quotes and the like are refused.
        """
        if not title.strip() or not title.isprintable() or set(title) & set('"\\$'):
            raise Invalid(
                f"{title!r} will not do", culprit="--name", remedy="give plain words without quotes"
            )
        found = plugin_id or re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", found):
            raise Invalid(
                f"{found!r} is no id for a plugin",
                culprit="--id",
                remedy="give lower-case letters, digits and single hyphens: --id first-call",
            )
        return cls(title, found)

    @property
    def distribution(self) -> str:
        """What it is installed as."""
        return f"revrise-{self.id}"

    @property
    def module(self) -> str:
        """What it is imported as."""
        return self.distribution.replace("-", "_")

    @property
    def fields(self) -> dict[str, str]:
        """What templates may name."""
        names = ("title", "id", "distribution", "module")
        return {name: getattr(self, name) for name in names}
