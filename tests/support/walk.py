"""A browser that is walked through a log-in or a set-up, in both languages, and photographed.

The fixture `walk` makes one. Pictures go to `REVRISE_SCREENSHOTS`, else to the test's own folder.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from revrise.adapters.identity.argon2 import Argon2Passwords
from revrise.apps.assembly import RevRise

PASSWORD = "correct horse battery staple"
TAGS = {"en": "en-GB", "zh": "zh-CN"}
WIDE = "document.documentElement.scrollWidth"


class Quick(RevRise):
    """With password hashes that cost little."""

    @cached_property
    def passwords(self) -> Any:
        """See RevRise."""
        return Argon2Passwords({"time_cost": 1, "memory_cost": 8, "parallelism": 1})


@frozen
class Walk:
    """A tab that is photographed wide and narrow, and checked as it goes."""

    page: Any
    folder: Path
    locale: str

    def seen(self, name: str, page: Any = None) -> None:
        """Photographs this tab, or another one; nothing may stand out to the side."""
        page = page or self.page
        for width, theme in ((1280, "light"), (360, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(
                "theme => { document.documentElement.dataset.theme = theme;"
                " document.documentElement.dataset.bsTheme = theme; }",
                theme,
            )
            assert page.evaluate(WIDE) <= width, (name, width)
            path = self.folder / f"identity-{self.locale}-{name}-{width}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(path), full_page=True)

    def log_in(self, url: str, login: str, onwards: str = "/me/security") -> None:
        self.page.goto(f"{url}/login?next={onwards}")
        self.page.fill("[name=login]", f"{login}@example.org")
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")

    def give(self, code: str) -> None:
        self.page.fill("[name=code]", code)
        self.page.press("[name=code]", "Enter")


def words(locale: str, en: str, zh: str) -> str:
    return zh if locale == "zh" else en
