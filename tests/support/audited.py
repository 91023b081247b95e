"""What the sweep of the audit trail needs to be there before an operation can change something."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
from tests.support.api import Api
from tests.support.aviary import Company
from tests.support.canary_more import agreed_call
from tests.support.stopped_calls import stop
from tests.support.swept_operations import TRACKERS

from revrise.adapters.casbin.sources import DEFAULT
from revrise.apps.server.cookies import SessionCookie
from revrise.apps.settings import Notify, Server
from revrise.services.assignments.giving import GiveCall
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.opening import LoggedIn
from revrise.services.identity.sign_in import LogIn
from revrise.services.privacy.erasures import RequestErasure
from revrise.services.privacy.holds import PlaceHold

PASSWORD = "four unrelated words of mine"
_WHY = "They asked for it themselves"
_NEW = f"{DEFAULT.read_text(encoding='utf-8')}\n# of another day\n"


def prepare(api: Api) -> None:
    """A hold to release, an erasure to confirm and one to turn down, asked for by another."""
    app = api.app
    owner, admin = app.actor("per_owner"), app.actor("per_admin")
    app.holds.place(PlaceHold("person", "per_n3", "A court asks for it"), owner)
    for subject in ("per_n4", "per_n5"):
        app.erasures.request(RequestErasure(subject, _WHY), admin)


def give(api: Api, company: Company) -> None:
    """A call given to others than the owner, and to the owner too; one that something stopped."""
    app, owner = api.app, api.app.actor("per_owner")
    due = app.desk.clock.now() + timedelta(days=7)
    for rubric, first in (("next-steps", "per_boss"), ("active-listening", "per_owner")):
        command = GiveCall(agreed_call(company).id, rubric, (first, "per_coach"), due)
        app.giving.give(command, owner)
    stop(app, "per_n1", "stopped")


def fitting(api: Api, operation: str, person: str, company: Company) -> Any:
    """A body that depends on how things stand; None where any will do."""
    made: Mapping[str, Callable[[], Any]] = {
        "giveBlind": lambda: _given(api, company),
        "settleDifference": lambda: {"criterion": "agreed", "level": 3, "reason": "Heard."},
        "applyPolicy": lambda: {"text": _NEW, "version": _version(api)},
        "restorePolicy": lambda: {"version": _version(api)},
        "setTrackers": lambda: {"text": TRACKERS, "number": _trackers(api)},
        "importConsents": lambda: {"csv": _consents(api)},
        "replayWebhook": lambda: {"since": "2026-01-01T00:00:00Z"},
        "confirmSecondFactor": lambda: {"code": _code(api, person)},
        "makeRecoveryCodes": lambda: {"proof": PASSWORD},
        "removeSecondFactor": lambda: {"proof": PASSWORD},
    }
    return made[operation]() if operation in made else None


def named(api: Api, operation: str) -> dict[str, str]:
    """The ids of what was prepared, by the part of the path they stand in."""
    app = api.app
    owner = app.actor("per_owner")
    if operation in ("confirmErasure", "refuseErasure"):
        asked = (one.id for one in app.erasures.list(owner) if one.state == "requested")
        return {"erasure_id": next(asked)}
    if operation == "releaseHold":
        return {"hold_id": next(one.id for one in app.holds.list(owner) if not one.released_at)}
    if operation in ("endBlindAssignment", "settleDifference"):
        return {"blind_assignment_id": app.assignments.list(owner)[-1].assignment.id}
    if operation == "skipBlindReview":
        given = [one.review.id for one in app.assignments.mine(owner)]
        return {"blind_review_id": next(iter(given), "blind_nobody")}
    if operation == "restorePolicy":
        return {"policy_version": str(app.policy_desk.history(owner)[-1].version)}
    return {}


def logged_in(api: Api, operation: str, person: str) -> dict[str, str] | None:
    """The headers of a session, for what no API key may do; None for everything else."""
    if operation != "confirmSecondFactor":
        return None
    app = api.app
    login = app.accounts.set_password(SetPassword(person, PASSWORD), app.actor("per_owner"))
    made = app.sign_in.log_in(LogIn(login, PASSWORD))
    assert isinstance(made, LoggedIn)
    return {
        "Cookie": f"{SessionCookie.of(app.settings.server).name}={made.token}",
        "X-CSRF-Token": made.csrf,
    }


def mailing(folder: Path) -> dict[str, Any]:
    """Settings under which a message may be queued for somebody outside; nothing sends it."""
    url = folder / "channel"
    url.write_text("mailto://nobody:none@localhost/?to={email}", encoding="utf-8")
    url.chmod(0o600)
    return {
        "notify": Notify(channels=f"email=file:{url}"),
        "server": Server(public_url="http://testserver"),
    }


def _given(api: Api, company: Company) -> Any:
    due = api.app.desk.clock.now() + timedelta(days=7)
    reviewers = ["per_boss", "per_coach"]
    return {"call_id": agreed_call(company).id, "reviewers": reviewers, "due": due.isoformat()}


def _consents(api: Api) -> str:
    """A table of what a contact said."""
    card = api.ask("GET", "/v1/cards?limit=1", "per_owner").json()["items"][0]
    return (
        "email,purposes,state,at,evidence\n"
        f"{card['email']},analyse,given,2026-01-05,a form they signed\n"
    )


def _version(api: Api) -> int:
    return api.app.policy_desk.history(api.app.actor("per_owner"))[0].version


def _trackers(api: Api) -> int:
    return api.app.trackers.show(api.app.actor("per_owner")).number


def _code(api: Api, person: str) -> str:
    return pyotp.TOTP(api.app.second_factors.enrolment(api.app.actor(person)).secret).now()
