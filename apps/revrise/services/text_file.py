"""A file that somebody wrote as text."""

from pathlib import Path

from revrise.core.errors import Invalid


def text_of(path: Path) -> str:
    """What is in it. Raises Invalid where it cannot be read or is no UTF-8."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise Invalid("cannot be read", culprit=str(path), remedy="check the path") from error
    except UnicodeDecodeError:
        raise Invalid("is no UTF-8 text", culprit=path.name, remedy="save it as UTF-8") from None
