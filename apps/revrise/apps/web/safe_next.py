"""Where to go after a log-in: only to a page of our own."""

from urllib.parse import quote, urlsplit

_CONTROL = 0x20


def safe_next(target: str | None) -> str:
    """The path itself, or `/` for whatever could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    if "\\" in target or any(ord(character) <= _CONTROL for character in target):
        return "/"
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path in ("/login", "/logout"):
        return "/"
    return target


def login_with_next(path: str, query: str) -> str:
    """The log-in page's address that leads back to where somebody wanted to go."""
    wanted = safe_next(f"{path}?{query}" if query else path)
    return "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}"


def login_after_loss(referer: str, host: str) -> str:
    """The log-in page's address after a form of the page `referer` came to nothing.

    It says so, and leads back there where the page is one of `host`'s.
    """
    try:
        parts = urlsplit(referer)
    except ValueError:
        parts = urlsplit("")
    to = login_with_next(parts.path, parts.query) if parts.netloc == host else "/login"
    return f"{to}{'&' if '?' in to else '?'}lost=1"
