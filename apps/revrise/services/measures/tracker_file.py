"""Trackers from a file."""

from pathlib import Path

from revrise.core.conversations.tracker_toml import load
from revrise.core.conversations.trackers import TrackerSet
from revrise.services.text_file import text_of


def tracker_file(path: Path) -> TrackerSet:
    """The trackers of a TOML file, compiled. Raises Invalid naming the line or key at fault."""
    return TrackerSet(load(text_of(path), path.name))
