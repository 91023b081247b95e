"""How good a plugin is: rules met and missed, and the level that follows from them."""

from typing import Final, Literal

from attrs import frozen

from revrise.ports.catalogue import PluginState

Level = Literal["none", "bronze", "silver", "gold"]
LEVELS: Final[tuple[Level, ...]] = ("bronze", "silver", "gold")


@frozen
class RuleCheck:
    """One rule of a level: whether it is met, what was found, and else what to do."""

    rule: str
    level: Level
    met: bool
    found: str
    remedy: str = ""


@frozen
class PluginReport:
    """All rules for one plugin. The level is the highest whose rules, and those below, are met."""

    state: PluginState
    checks: tuple[RuleCheck, ...]

    @property
    def level(self) -> Level:
        """`none` when a bronze rule is missed."""
        reached: Level = "none"
        for level in LEVELS:
            if not all(check.met for check in self.checks if check.level == level):
                break
            reached = level
        return reached
