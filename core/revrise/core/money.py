"""Money: an exact amount and its ISO 4217 currency; mixed currencies are refused."""

from decimal import Decimal, InvalidOperation

from attrs import field, frozen

from revrise.core.errors import Invalid

_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "UGX", "PYG"})
_LETTERS = 3


def _currency(_: object, __: object, value: str) -> None:
    if len(value) != _LETTERS or not value.isascii() or not value.isupper():
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
        """Money of a decimal amount in major units. Raises Invalid on more digits than it has."""
        try:
            scaled = Decimal(amount).scaleb(exponent(currency))
        except InvalidOperation:
            raise Invalid(f"{amount!r} is not an amount of money") from None
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise Invalid(f"{amount!r} has more decimals than {currency} knows, or is not finite")
        return cls(int(scaled), currency)

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
    """Digits after the point in a currency: 0 for yen and its like, else 2."""
    return 0 if currency in _NO_MINOR_UNIT else 2
