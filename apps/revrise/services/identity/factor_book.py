"""Checking codes: the one place where a second factor is asked, throttled like a password."""

from collections.abc import Callable

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.identity.second_factor import SecondFactor, app_code, factor_id
from revrise.ports.one_time_codes import OneTimeCodes
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.identity import attempts
from revrise.services.identity.books import again, all_of, found


@frozen
class FactorBook:
    """Factors as they are stored, and codes as they are tried."""

    desk: Desk
    tenant_id: str
    codes: OneTimeCodes

    def of(self, work: UnitOfWork, person_id: str) -> SecondFactor | None:
        """Somebody's factor, or None; it may wait to be confirmed."""
        return found(work, SecondFactor, factor_id(person_id), "second_factor")

    def step(self, factor: SecondFactor, typed: str) -> int | None:
        """The time step of a code somebody typed; None for a wrong one."""
        code = app_code(typed)
        return self.codes.step(factor.secret, code, self.desk.clock.now()) if code else None

    def spent(self, factor: SecondFactor, typed: str) -> SecondFactor | None:
        """The factor after a code or a recovery code; None for a wrong or a used one."""
        if app_code(typed):
            return factor.used(self.step(factor, typed))
        return factor.without(typed)

    def prove(
        self, person_id: str, typed: str, address: str, action: Callable[[UnitOfWork], None]
    ) -> None:
        """Uses up a code and does something by it, in one unit of work.

        Raises Refused for a wrong code, Locked after too many.
        """
        right = again(lambda: self._tried(person_id, typed, address, action))
        if not right:
            again(lambda: self.count(person_id, address))
            raise wrong_code()

    def check(self, person_id: str, address: str = "") -> None:
        """Raises Locked after too many wrong codes."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            attempts.check(work, person_id, address, self.desk.clock.now(), attempts.FACTOR)

    def count(self, person_id: str, address: str = "") -> None:
        """One wrong code more."""
        now = self.desk.clock.now()
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            attempts.failed(work, person_id, address, now, attempts.FACTOR)
            work.record("second_factor.refused", person_id)

    def _tried(
        self, person_id: str, typed: str, address: str, action: Callable[[UnitOfWork], None]
    ) -> bool:
        self.check(person_id, address)
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            factor = self.of(work, person_id)
            after = self.spent(factor, typed) if factor and factor.on else None
            if factor is None or after is None:
                return False
            scope = all_of(self.tenant_id, "second_factor")
            work.of(SecondFactor).save(after, scope, expected=factor.version)
            attempts.cleared(work, person_id, attempts.FACTOR)
            action(work)
        return True


def wrong_code() -> Refused:
    """What is said of every code that does not do."""
    return Refused(
        "this code is wrong, or was used before",
        culprit="code",
        remedy="type the code that the app shows now, or a recovery code",
    )
