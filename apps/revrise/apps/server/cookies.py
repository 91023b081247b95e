"""The session cookie: its name, and how a browser is to keep it."""

from attrs import frozen
from litestar.datastructures import Cookie

from revrise.apps.settings import Server
from revrise.core.identity.secret import session_credential
from revrise.core.identity.session import browser_mark

_DAY_S = 86_400
_STEP_S = 600
# As long as ended sessions are kept.
_KNOWN_DAYS = 30


@frozen
class SessionCookie:
    """Over https the `__Host-` prefix binds it to this host; plain http is for one machine."""

    encrypted: bool
    days: int

    @classmethod
    def of(cls, server: Server) -> "SessionCookie":
        """As the settings ask."""
        return cls(server.public_url.startswith("https://"), server.login_days)

    @property
    def name(self) -> str:
        """What it is called."""
        return "__Host-revrise" if self.encrypted else "revrise_session"

    def holding(self, token: str) -> Cookie:
        """The cookie of a new session."""
        return self._cookie(token, self.days * _DAY_S)

    def gone(self) -> Cookie:
        """Takes the cookie away."""
        return self._cookie("", 0)

    @property
    def step_name(self) -> str:
        """What the cookie of a log-in that is half way is called."""
        return "__Host-revrise-step" if self.encrypted else "revrise_step"

    def half(self, token: str) -> Cookie:
        """The cookie of a log-in that is half way."""
        return self._cookie(token, _STEP_S, self.step_name)

    def done(self) -> Cookie:
        """Takes that away: the log-in is done, or over."""
        return self._cookie("", 0, self.step_name)

    @property
    def known_name(self) -> str:
        """What the cookie is called by which a browser is known when its session is over."""
        return "__Host-revrise-known" if self.encrypted else "revrise_known"

    def known(self, token: str) -> Cookie:
        """That cookie, after a log-in with this session's token: it opens nothing."""
        credential = session_credential(token)
        mark = browser_mark(credential.id, credential.hash) if credential else ""
        return self._cookie(mark, (self.days + _KNOWN_DAYS) * _DAY_S, self.known_name)

    def _cookie(self, value: str, max_age: int, name: str = "") -> Cookie:
        return Cookie(
            key=name or self.name,
            value=value,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.encrypted,
            max_age=max_age,
        )
