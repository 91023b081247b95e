"""Logging in by a provider outside: there and back, and who of ours it is."""

from collections.abc import Callable, Collection, Mapping
from hmac import compare_digest

from attrs import Factory, field, frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.identity.login_step import LASTS, OUTSIDE, LoginStep
from revrise.core.identity.outside import OutsideLink, OutsideUser, link_id
from revrise.core.identity.secret import Credential, step_credential
from revrise.core.people.person import Person
from revrise.ports.identity import Handshake, IdentityProvider
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.identity.books import again, all_of, found
from revrise.services.identity.opening import HalfIn, LoggedIn, Opening, Visit


@frozen
class OutsideRules:
    """Whom to let in. `match`: by a proven e-mail address; `create`: make people there are not.

    `asks_more`: a second factor of ours is asked for, whatever the provider asked.
    """

    domains: Collection[str] = ()
    match: bool = True
    create: bool = False
    roles: tuple[str, ...] = ("rep",)
    asks_more: bool = True


@frozen
class Departure:
    """Where to send the browser, and the token it has to come back with."""

    url: str
    token: str = field(repr=False)


@frozen
class Arrival:
    """What the browser brought back: its token, the provider's answer, where it sits."""

    token: str = field(repr=False)
    answer: Mapping[str, str] = field(repr=False)
    comes_back_to: str
    visit: Visit = Factory(Visit)


@frozen
class Entered:
    """Logged in, or half; and where to go on."""

    result: LoggedIn | HalfIn
    onwards: str


@frozen
class OutsideLogIn:
    """Use cases of one provider.

    State, nonce and verifier derive from what the browser keeps: nothing of them is stored, and
    an answer that another browser brings fits nothing.
    """

    opening: Opening
    provider: Callable[[], IdentityProvider]
    rules: OutsideRules = Factory(OutsideRules)

    def start(self, onwards: str, comes_back_to: str) -> Departure:
        """Begins. Raises Retriable while the provider is away."""
        desk, now = self.opening.desk, self.opening.desk.clock.now()
        credential = Credential(desk.ids.new("stp"), self.opening.tokens.new())
        url = self.provider().start(_handshake(credential, comes_back_to))
        step = LoginStep(credential.id, OUTSIDE, credential.hash, now, now + LASTS, onwards=onwards)
        with desk.store.begin(system_actor(self.opening.tenant_id)) as work:
            work.of(LoginStep).add(step, all_of(self.opening.tenant_id, "login_step"))
            work.record("session.sent_outside", step.id)
        return Departure(url, credential.dotted)

    def finish(self, command: Arrival) -> Entered:
        """The session. Raises Refused where anything is not as it has to be."""
        credential = step_credential(command.token)
        if credential is None:
            raise _start_anew()
        handshake = _handshake(credential, command.comes_back_to)
        if not compare_digest(command.answer.get("state", "").encode(), handshake.state.encode()):
            raise _start_anew()
        step = again(lambda: self._used(credential))
        user = self.provider().finish(handshake, command.answer)
        person_id = again(lambda: self._person(user))
        entered = self.opening.enter(person_id, command.visit, asks_more=self.rules.asks_more)
        return Entered(entered, step.onwards)

    def _used(self, credential: Credential) -> LoginStep:
        """The step, from now on over: an answer counts once."""
        tenant, now = self.opening.tenant_id, self.opening.desk.clock.now()
        with self.opening.desk.store.begin(system_actor(tenant)) as work:
            step = found(work, LoginStep, credential.id, "login_step")
            if not (step and credential.fits(step.token_hash) and step.open(now, OUTSIDE)):
                raise _start_anew()
            scope = all_of(tenant, "login_step")
            work.of(LoginStep).save(step.used(now), scope, expected=step.version)
            work.record("session.came_back", step.id)
        return step

    def _person(self, user: OutsideUser) -> str:
        tenant = self.opening.tenant_id
        with self.opening.desk.store.read(system_actor(tenant)) as work:
            link = found(work, OutsideLink, link_id(user), "outside_link")
            known = found(work, Person, link.person_id, "person") if link else None
            person = known or (None if link else self._matched(work, user))
        if person is not None and not person.active:
            raise _nobody()
        if known is not None:
            return known.id
        return self._linked(user, person)

    def _matched(self, work: UnitOfWork, user: OutsideUser) -> Person | None:
        """Who has this address, where it is proven and nobody else has it too."""
        address = user.address(self.rules.domains)
        if not (self.rules.match and address):
            return None
        spelled = tuple({address, user.email.strip()})
        query = Query(where=where(email=spelled))
        people = work.of(Person).load_many(all_of(self.opening.tenant_id, "person"), query)
        if len(people) > 1:
            raise _nobody()
        return people[0] if people else None

    def _linked(self, user: OutsideUser, person: Person | None) -> str:
        """Keeps the link, with the person it leads to where they are new."""
        tenant, desk = self.opening.tenant_id, self.opening.desk
        made = None if person else self._new(user)
        whose = person or made
        if whose is None:
            raise _nobody()
        link = OutsideLink(link_id(user), whose.id, user.issuer, user.subject, desk.clock.now())
        with desk.store.begin(system_actor(tenant)) as work:
            if made:
                work.of(Person).add(made, all_of(tenant, "person"))
            work.of(OutsideLink).add(link, all_of(tenant, "outside_link"))
            action = "person.made_by_log_in" if made else "outside_link.made"
            work.record(action, whose.id, {"link": link.id})
        return whose.id

    def _new(self, user: OutsideUser) -> Person | None:
        address = user.address(self.rules.domains)
        if not (self.rules.create and address):
            return None
        locale = "zh" if user.locale.casefold().startswith("zh") else "en"
        return Person(
            self.opening.desk.ids.new("per"),
            user.name.strip()[:200] or address,
            address,
            roles=self.rules.roles,
            locale=locale,
        )


def _handshake(credential: Credential, comes_back_to: str) -> Handshake:
    state, nonce, verifier = map(credential.derived, ("state", "nonce", "verifier"))
    return Handshake(state, nonce, verifier, comes_back_to)


def _start_anew() -> Refused:
    return Refused("this log-in is over", culprit="state", remedy="start it again")


def _nobody() -> Refused:
    return Refused(
        "the provider's account belongs to nobody here",
        culprit="email",
        remedy="ask an administrator",
    )
