"""Implements `ports.one_time_codes.OneTimeCodes` with pyotp and segno."""

from datetime import datetime
from hmac import compare_digest
from io import BytesIO

STEP_S = 30
# A phone's clock may be half a minute off.
_AROUND = (-1, 0, 1)


class Totp:
    """Six digits every 30 s, HMAC-SHA-1: what every app can do.

    `shift_s` is how far the clock that moments come from is from that of people's phones: a
    demonstration lives at the end of its data.
    """

    def __init__(self, shift_s: float = 0) -> None:
        self._shift_s = shift_s

    def new_secret(self) -> str:
        """See OneTimeCodes."""
        import pyotp

        return pyotp.random_base32()

    def step(self, secret: str, code: str, at: datetime) -> int | None:
        """See OneTimeCodes."""
        import pyotp

        codes, now = pyotp.TOTP(secret), int(at.timestamp() - self._shift_s) // STEP_S
        # All are compared, so that the time taken says nothing.
        right = [step for step in (now + off for off in _AROUND)
                 if compare_digest(codes.at(step * STEP_S).encode(), code.encode())]  # fmt: skip
        return max(right, default=None)

    def uri(self, secret: str, account: str, issuer: str) -> str:
        """See OneTimeCodes."""
        import pyotp

        return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)

    def picture(self, uri: str) -> str:
        """See OneTimeCodes."""
        import segno

        out = BytesIO()
        segno.make(uri, error="m", micro=False).save(
            out, kind="svg", scale=5, border=4, light="#fff", xmldecl=False, nl=False
        )
        return out.getvalue().decode()
