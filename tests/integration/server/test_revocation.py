"""What is taken away in one process is gone in another one within two seconds."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.support.figures import Figures
from tests.support.served import serving

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.governance.policy_text import read, write
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey
from revrise.services.identity.sign_in import LogIn
from revrise.services.people.directory import PersonDetails

WITHIN_S = 2.0
PASSWORD = "four unrelated words of theirs"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RevRise]:
    """This process: it has people, each for one thing that is taken away."""
    made = RevRise(Settings(data_dir=str(tmp_path_factory.mktemp("revocation"))))
    made.people  # noqa: B018 - sets it up
    with made.store.begin(made.actor()) as work:
        scope = system_scope(made.settings.tenant, "person", "create", "test")
        names = ("role", "active", "rule", "key", "session")
        work.of(Person).add_many(
            [Person(f"per_{one}", one, roles=("rep",)) for one in names], scope
        )
        work.record("test.people", "people")
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def server(app: RevRise) -> Iterator[str]:
    """Another process on the same database."""
    with serving(app.settings.folder, env={"REVRISE_SERVER_PER_MINUTE": "1000000"}) as served:
        yield served.url


def take_role(app: RevRise) -> None:
    details = PersonDetails("role", roles=("enablement",))
    app.directory.change("per_role", details, 1, app.actor())


def put_out(app: RevRise) -> None:
    app.directory.activate("per_active", 1, app.actor(), active=False)


def take_rule(app: RevRise) -> None:
    policy, tenant = app.desk.policy, app.settings.tenant
    rules = [
        rule
        for rule in policy.rules(tenant)
        if (rule.role, rule.resource, rule.action) != ("rep", "deal", "read")
    ]
    with app.store.begin(app.actor()) as work:
        work.set_policy(read(write(policy.roles(tenant), rules)), "test")
        work.record("test.policy", "policy")


def end_key(app: RevRise) -> None:
    by = app.actor("per_key")
    app.keyring.end_key(app.keyring.keys(by)[0]["id"], by)


def end_session(app: RevRise) -> None:
    by = app.actor("per_session")
    app.keyring.end_session(app.keyring.sessions(by)[0]["id"], by)


# The rule goes last: it is everybody's.
TAKEN: dict[str, tuple[Callable[[RevRise], None], int]] = {
    "role": (take_role, 403),
    "active": (put_out, 401),
    "key": (end_key, 401),
    "session": (end_session, 401),
    "rule": (take_rule, 403),
}


def test_what_is_taken_away_here_is_gone_there(app: RevRise, server: str, figures: Figures) -> None:
    took = {}
    for name, (take, status) in TAKEN.items():
        with httpx.Client(base_url=server, **way_in(app, f"per_{name}")) as client:
            assert client.get("/v1/deals").status_code == 200, name
            take(app)
            began = time.monotonic()
            while client.get("/v1/deals").status_code != status:
                assert time.monotonic() - began < WITHIN_S, name
                time.sleep(0.01)
            took[name] = time.monotonic() - began
    worst = max(took, key=lambda name: took[name])
    figures.say("taken away in one process, gone in another",
                f"after {took[worst]:.2f} s at most, a {worst} (≤ {WITHIN_S:g} s)")  # fmt: skip


def way_in(app: RevRise, person: str) -> dict[str, dict[str, str]]:
    """A key, or for one of them a session."""
    if person != "per_session":
        token = app.keyring.make_key(MakeKey("test"), app.actor(person)).token
        return {"headers": {"Authorization": f"Bearer {token}"}}
    login = app.accounts.set_password(SetPassword(person, PASSWORD), app.actor())
    return {"cookies": {"revrise_session": app.sign_in.log_in(LogIn(login, PASSWORD)).token}}
