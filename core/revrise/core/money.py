"""Money: an exact amount and its ISO 4217 currency; mixed currencies are refused."""

from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache

from attrs import field, frozen

from revrise.core.errors import Invalid

# ISO 4217 currencies whose minor unit is not a hundredth.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905
_THOUSANDTHS = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
_DIGITS = {**dict.fromkeys(_WHOLE, 0), **dict.fromkeys(_THOUSANDTHS, 3)}
_LETTERS = 3
# A sum in minor units fits into 64 bits, and nothing is ever rounded.
_EXACT = Context(prec=18, traps=[InvalidOperation, Inexact])


_STEPS = {digits: Decimal(1).scaleb(-digits) for digits in (0, 2, 3)}


@lru_cache(1_024)
def _is_currency(code: str) -> bool:
    return len(code) == _LETTERS and code.isascii() and code.isalpha() and code.isupper()


def _currency(_: object, __: object, value: str) -> None:
    if not _is_currency(value):
        raise Invalid(
            f"{value!r} is not a currency", culprit="currency", remedy="use an ISO 4217 code"
        )


@frozen(order=False)
class Money:
    """An amount in integer minor units (cents, 分) and its currency."""

    minor: int
    currency: str = field(validator=_currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """Money of a decimal amount in major units, exact.

        Raises Invalid for more decimals than the currency has, or over 18 digits in all.
        """
        digits = exponent(currency)
        try:
            exact = Decimal(amount).quantize(_STEPS[digits], context=_EXACT)
            return cls(int(exact.scaleb(digits)), currency)
        except Inexact:
            raise Invalid(f"{amount!r} has more decimals than {currency} knows") from None
        except (InvalidOperation, ValueError):
            raise Invalid(f"{amount!r} is not an amount of money, or too much of it") from None

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: "Money") -> "Money":
        """Sum of the same currency; raises Invalid for another one."""
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Difference of the same currency; raises Invalid for another one."""
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,}"

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise Invalid(f"cannot mix {self.currency} with {other.currency}")


def exponent(currency: str) -> int:
    """Digits after the point in a currency: 0 for yen and its like, 3 for dinars, else 2."""
    return _DIGITS.get(currency, 2)
