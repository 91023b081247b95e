"""Second factors: switching one's own on and off, recovery codes, and the administrator's reset."""

from datetime import datetime

from attrs import evolve, field, frozen

from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.identity.second_factor import (
    RECOVERY_CODES,
    SecondFactor,
    factor_id,
    recovery_code,
)
from revrise.core.people.person import Person
from revrise.ports.passwords import Passwords
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import account_of, again, all_of, end_sessions, found
from revrise.services.identity.factor_book import FactorBook, wrong_code
from revrise.services.identity.opening import Opening


@frozen
class FactorState:
    """How somebody's second factor stands. `required`: a role of theirs asks for one."""

    on: bool
    since: datetime | None
    recovery_left: int
    required: bool
    waits: bool = False


@frozen
class Enrolment:
    """What the person's app is to be told: as text, as an address, as a picture of it (SVG)."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    picture: str = field(repr=False)


@frozen
class ConfirmFactor:
    """The first code; the session to keep while the others end."""

    code: str = field(repr=False)
    keep_session: str = ""


@frozen
class SecondFactors:
    """Use cases around one's own factor. `issuer` is what the app calls us."""

    book: FactorBook
    opening: Opening
    passwords: Passwords
    issuer: str = "RevRise"

    def state(self, by: Actor) -> FactorState:
        """One's own."""
        self.book.desk.scope(by, "second_factor")
        with self.book.desk.store.read(by) as work:
            factor = self.book.of(work, by.person_id)
            required = self.opening.needs_factor(work, by.person_id)
        if factor is None:
            return FactorState(on=False, since=None, recovery_left=0, required=required)
        return FactorState(
            factor.on, factor.confirmed_at, len(factor.recovery), required, waits=not factor.on
        )

    def start(self, by: Actor) -> Enrolment:
        """A secret that waits to be confirmed. Raises Conflict while a factor is on."""
        scope = self.book.desk.scope(by, "second_factor", "create")

        def write() -> None:
            with self.book.desk.store.begin(by) as work:
                factor = self.book.of(work, by.person_id)
                if factor is not None and factor.on:
                    raise Conflict(
                        "a second factor is on already",
                        culprit="second_factor",
                        remedy="switch it off first",
                    )
                fresh = self.fresh(by.person_id, factor)
                if factor is None:
                    work.of(SecondFactor).add(fresh, scope)
                else:
                    work.of(SecondFactor).save(fresh, scope, expected=factor.version)
                work.record("second_factor.started", by.person_id)

        write()
        return self.enrolment(by)

    def enrolment(self, by: Actor) -> Enrolment:
        """What waits to be confirmed. Raises NotFound when nothing does."""
        self.book.desk.scope(by, "second_factor", "create")
        with self.book.desk.store.read(by) as work:
            return self.told(work, by.person_id)

    def confirm(self, command: ConfirmFactor, by: Actor) -> tuple[str, ...]:
        """Switches it on by its first code; the recovery codes are told this once.

        Other sessions end. Raises NotFound when nothing waits, Refused for a wrong code.
        """
        scope, codes = self.book.desk.scope(by, "second_factor", "update"), self.fresh_codes()
        now = self.book.desk.clock.now()
        with self.book.desk.store.begin(by) as work:
            factor = self._waiting(work, by.person_id)
            step = self.book.step(factor, command.code)
            if step is None:
                raise wrong_code()
            confirmed = factor.confirmed(now, step, codes)
            work.of(SecondFactor).save(confirmed, scope, expected=factor.version)
            end_sessions(work, by.person_id, now, command.keep_session)
            work.record("second_factor.confirmed", by.person_id)
        return codes

    def new_codes(self, proof: str, by: Actor) -> tuple[str, ...]:
        """Other recovery codes, by password or code; those of before are over."""
        scope, codes = self.book.desk.scope(by, "second_factor", "update"), self.fresh_codes()
        self._proved(proof, by)

        def write() -> None:
            with self.book.desk.store.begin(by) as work:
                factor = self._on(work, by.person_id)
                work.of(SecondFactor).save(factor.with_codes(codes), scope, expected=factor.version)
                work.record("second_factor.codes_made", by.person_id)

        again(write)
        return codes

    def switch_off(self, proof: str, by: Actor) -> None:
        """Takes one's own away, by password or code. Raises Refused where a role asks for one."""
        scope = self.book.desk.scope(by, "second_factor", "delete")
        with self.book.desk.store.read(by) as work:
            self._on(work, by.person_id)
            if self.opening.needs_factor(work, by.person_id):
                raise Refused(
                    "a role of yours asks for a second factor",
                    culprit="second_factor",
                    remedy="ask an administrator",
                )
        self._proved(proof, by)
        with self.book.desk.store.begin(by) as work:
            work.of(SecondFactor).remove(factor_id(by.person_id), scope)
            work.record("second_factor.switched_off", by.person_id)

    def reset(self, person_id: str, by: Actor) -> None:
        """Takes somebody's away, and ends their sessions. Raises NotFound where there is none."""
        scope = self.book.desk.scope(by, "second_factor", "manage")
        with self.book.desk.store.begin(by) as work:
            work.of(Person).load(person_id, all_of(by.tenant_id, "person"))
            try:
                work.of(SecondFactor).remove(factor_id(person_id), scope)
            except NotFound:
                raise NotFound("they have no second factor", culprit=person_id) from None
            end_sessions(work, person_id, self.book.desk.clock.now())
            work.record("second_factor.reset", person_id)

    def told(self, work: UnitOfWork, person_id: str) -> Enrolment:
        """What somebody's app is to be told. Raises NotFound when nothing waits."""
        factor = self._waiting(work, person_id)
        person = found(work, Person, person_id, "person")
        account = (person.email or person.name) if person else person_id
        uri = self.book.codes.uri(factor.secret, account, self.issuer)
        return Enrolment(factor.secret, uri, self.book.codes.picture(uri))

    def fresh(self, person_id: str, before: SecondFactor | None) -> SecondFactor:
        """A factor with a secret of its own that waits to be confirmed."""
        secret, now = self.book.codes.new_secret(), self.book.desk.clock.now()
        made = SecondFactor(factor_id(person_id), person_id, secret, now)
        return evolve(made, version=before.version + 1) if before else made

    def fresh_codes(self) -> tuple[str, ...]:
        """Recovery codes, in clear."""
        return tuple(recovery_code(self.opening.tokens.new()) for _ in range(RECOVERY_CODES))

    def _waiting(self, work: UnitOfWork, person_id: str) -> SecondFactor:
        factor = self.book.of(work, person_id)
        if factor is None or factor.on:
            raise NotFound("no second factor waits to be confirmed", remedy="start anew")
        return factor

    def _on(self, work: UnitOfWork, person_id: str) -> SecondFactor:
        factor = self.book.of(work, person_id)
        if factor is None or not factor.on:
            raise NotFound("no second factor is on")
        return factor

    def _proved(self, proof: str, by: Actor) -> None:
        """That it is them: by password where they have one, else by a code, which is used up.

        Raises Refused for a wrong one, Locked after too many.
        """
        with self.book.desk.store.read(by) as work:
            account = account_of(work, by.person_id)
        if account is None or not account.password_hash:
            self.book.prove(
                by.person_id,
                proof,
                "",
                lambda work: work.record("second_factor.used", by.person_id),
            )
            return
        self.book.check(by.person_id)
        if not self.passwords.verify(proof, account.password_hash):
            again(lambda: self.book.count(by.person_id))
            raise Refused("this is not your password", culprit="proof", remedy="type it again")
