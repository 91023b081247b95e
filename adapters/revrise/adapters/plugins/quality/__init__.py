"""`plugins check`: the rules of bronze, silver and gold, computed from what is there."""

from revrise.adapters.plugins.quality.check import check

__all__ = ["check"]
