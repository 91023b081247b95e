"""Trackers from a file."""

from pathlib import Path

from revrise.core.conversations.tracker_toml import load
from revrise.core.conversations.trackers import TrackerSet
from revrise.core.errors import Invalid


def tracker_file(path: Path) -> TrackerSet:
    """The trackers of a TOML file, compiled. Raises Invalid naming the line or key at fault."""
    try:
        return TrackerSet(load(path.read_text("utf-8"), path.name))
    except OSError as error:
        raise Invalid("cannot be read", culprit=str(path), remedy="check the path") from error
    except UnicodeDecodeError:
        raise Invalid("is no UTF-8 text", culprit=path.name) from None
