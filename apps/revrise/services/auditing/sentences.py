"""What an entry says, for people: `deal.advanced` is “advanced a deal”, “推进了商机”.

A sentence is put together of what the action is about and what was done; those that would read
wrongly have their own. An action nobody has words for is shown as it is.
"""

from collections.abc import Sequence

from revrise.core.bilingual import Bilingual, Language
from revrise.services.auditing.words import DONE, OWN, THINGS


def sentence(action: str, language: Language) -> str:
    """What was done, in words; the action itself where there are none."""
    if (own := OWN.get(action)) is not None:
        return Bilingual(*own).of(language)
    name, _, verb = action.partition(".")
    if name not in THINGS or verb not in DONE:
        return action
    done, thing = Bilingual(*DONE[verb]).of(language), Bilingual(*THINGS[name]).of(language)
    return f"{done}{thing}" if language == "zh" else f"{done} {thing}"


def families(language: Language) -> Sequence[tuple[str, str]]:
    """How actions begin, with what they are about, in the order of the words."""
    found = [(f"{name}.", Bilingual(*words).of(language)) for name, words in THINGS.items()]
    return sorted(found, key=lambda pair: pair[1])
