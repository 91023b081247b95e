"""All templates at once: before a server forks, and compiled where an image is built."""

from typing import TYPE_CHECKING, cast

from revrise.apps.web.i18n import LANGUAGES
from revrise.apps.web.render import environment

if TYPE_CHECKING:
    from revrise.apps.web.compiled import Compiled


def ready(*, compiling: bool = False) -> None:
    """Loads the templates of every language, those that are compiled or all of them."""
    for locale in LANGUAGES:
        made = environment(locale)
        kept = cast("Compiled", made.bytecode_cache)
        for name in made.list_templates(extensions=["html"]):
            if compiling or kept.holds(made, name):
                made.get_template(name)


if __name__ == "__main__":
    ready(compiling=True)
