"""The second step of a log-in: a code, or the set-up of a factor that a role asks for."""

from attrs import Factory, field, frozen

from revrise.core.errors import NotFound
from revrise.core.governance.actor import system_actor
from revrise.core.identity.login_step import CODE, ENROL, LoginStep
from revrise.core.identity.second_factor import SecondFactor
from revrise.core.identity.secret import step_credential
from revrise.core.people.person import Person
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import all_of, found
from revrise.services.identity.factor_book import wrong_code
from revrise.services.identity.opening import LoggedIn, Visit
from revrise.services.identity.second_factors import Enrolment, SecondFactors


@frozen
class FinishLogIn:
    """The token of the first step, and a code."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    visit: Visit = Factory(Visit)


@frozen
class Enrolled:
    """Logged in with a new factor; `codes` are told this once."""

    logged_in: LoggedIn
    codes: tuple[str, ...] = field(repr=False)


@frozen
class SecondStep:
    """Use cases of who has given a password and no more. They may do nothing else by it."""

    factors: SecondFactors

    def missing(self, token: str) -> str:
        """What is to be done: code | enrol. Raises NotFound for a step that is over."""
        with self._read() as work:
            return self._open(work, token).kind

    def finish(self, command: FinishLogIn) -> LoggedIn:
        """The session, for a code or a recovery code.

        Raises NotFound for a step that is over, Refused for a wrong code, Locked after too many.
        """
        with self._read() as work:
            person_id = str(self._open(work, command.token, CODE).person_id)
        self.factors.book.prove(
            person_id,
            command.code,
            command.visit.address,
            lambda work: self._use(work, command.token, "second_factor.used", CODE),
        )
        return self.factors.opening.session(person_id, command.visit)

    def enrolment(self, token: str) -> Enrolment:
        """What the app is to be told; the same as long as nobody confirms it."""
        with self._read() as work:
            step = self._open(work, token, ENROL)
            waits = self.factors.book.of(work, str(step.person_id))
        if waits is None:
            self._start(str(step.person_id))
        with self._read() as work:
            return self.factors.told(work, str(step.person_id))

    def enrol(self, command: FinishLogIn) -> Enrolled:
        """Switches the factor on by its first code, and logs in."""
        book, codes = self.factors.book, self.factors.fresh_codes()
        with self._read() as work:
            step = self._open(work, command.token, ENROL)
            factor = book.of(work, str(step.person_id))
        given = book.step(factor, command.code) if factor and not factor.on else None
        if factor is None or given is None:
            raise wrong_code()
        scope = all_of(book.tenant_id, "second_factor")
        with book.desk.store.begin(system_actor(book.tenant_id)) as work:
            confirmed = factor.confirmed(book.desk.clock.now(), given, codes)
            work.of(SecondFactor).save(confirmed, scope, expected=factor.version)
            self._use(work, command.token, "second_factor.confirmed", ENROL)
        person_id = factor.person_id
        return Enrolled(self.factors.opening.session(person_id, command.visit), codes)

    def _start(self, person_id: str) -> None:
        book = self.factors.book
        with book.desk.store.begin(system_actor(book.tenant_id)) as work:
            scope = all_of(book.tenant_id, "second_factor")
            work.of(SecondFactor).add(self.factors.fresh(person_id, None), scope)
            work.record("second_factor.started", person_id)

    def _read(self) -> UnitOfWork:
        return self.factors.book.desk.store.read(system_actor(self.factors.book.tenant_id))

    def _open(self, work: UnitOfWork, token: str, *kinds: str) -> LoginStep:
        credential = step_credential(token)
        step = credential and found(work, LoginStep, credential.id, "login_step")
        if credential and step and credential.fits(step.token_hash):
            now = self.factors.book.desk.clock.now()
            person = found(work, Person, step.person_id or "", "person")
            if person and person.active and step.open(now, *(kinds or (CODE, ENROL))):
                return step
        raise NotFound("this log-in is over", remedy="log in again")

    def _use(self, work: UnitOfWork, token: str, action: str, kind: str) -> None:
        step = self._open(work, token, kind)
        scope = all_of(work.actor.tenant_id, "login_step")
        after = step.used(self.factors.book.desk.clock.now())
        work.of(LoginStep).save(after, scope, expected=step.version)
        work.record(action, str(step.person_id))
