"""The machine's randomness as tokens."""

from secrets import token_urlsafe


class SystemTokens:
    """Implements `ports.passwords.Tokens`."""

    def new(self) -> str:
        """See Tokens."""
        return token_urlsafe(32)
