"""People, teams, competencies, the organisation, and you."""

from typing import Any

import msgspec

from revrise.apps.api.batches import batch
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import people as views
from revrise.apps.api.views.common import Batch
from revrise.core.people.competency import Competency
from revrise.core.people.organisation import Organisation, Team
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword
from revrise.services.people.directory import PersonDetails

TAG = "People"
PEOPLE = Resource(
    Person, "person", "people", "person", "people", TAG, views.Person,
    filters=("name", "email", "team_id", "active", "locale", "source", "external_id", "hired_at"),
    sorts=("id", "name", "team_id", "hired_at"), order="name",
)  # fmt: skip
TEAMS = Resource(
    Team, "team", "teams", "team", "teams", TAG, views.Team,
    filters=("name", "parent_id", "source", "external_id"), sorts=("id", "name"), order="name",
)  # fmt: skip
COMPETENCIES = Resource(
    Competency, "competency", "competencies", "competency", "competencies", TAG, views.Competency,
    filters=("parent_id",), sorts=("id", "title_en", "title_zh", "target"),
)  # fmt: skip
ORGANISATION = Resource(
    Organisation, "organisation", "organisation", "organisation", "organisations", TAG,
    views.Organisation,
)  # fmt: skip
_DETAILS = ("name", "email", "team_id", "roles", "locale")
for _resource in (PEOPLE, TEAMS, COMPETENCIES):
    offer(_resource)


@operation("GET /v1/me", tag=TAG, needs="", answer=views.Me, quick=True)
def show_me(context: Context) -> Any:
    """Show who you are to the server.

    The person your key or session stands for, with roles and teams.
    """
    by, who = context.by, context.principal
    return {
        "person_id": by.person_id,
        "name": who.name,
        "locale": who.locale,
        "roles": sorted(by.roles),
        "team_id": by.team_id,
        "subtree": sorted(by.subtree),
        "via": who.via,
        "read_only": who.read_only,
    }


@operation("PUT /v1/me/language", tag=TAG, needs="person:update", answer=views.Person)
def set_my_language(context: Context, body: views.Language) -> Any:
    """Choose the language you read.

    Mail, notifications and pages follow it from now on.
    """
    context.app.directory.speak(body.locale, context.by)
    return single(PEOPLE, context, context.by.person_id)


@operation("PUT /v1/me/boards", tag=TAG, needs="person:update", answer=views.Person)
def set_my_boards(context: Context, body: views.Boards) -> Any:
    """Choose whether others see you on leaderboards.

    You see your own place either way.
    """
    context.app.reward_pages.show_me(context.by, shown=body.shown)
    return single(PEOPLE, context, context.by.person_id)


@operation("GET /v1/organisation", tag=TAG, needs="organisation:read", answer=views.Organisation)
def show_organisation(context: Context) -> Any:
    """Show the organisation.

    Its name, language and currency.
    """
    return single(ORGANISATION, context, context.by.tenant_id)


@operation("POST /v1/people", tag=TAG, needs="person:create", answer=views.Person, status=201)
def create_person(context: Context, body: views.NewPerson) -> Answer:
    """Add a person.

    They cannot log in before they are invited or come by single sign-on.
    """
    made = context.app.directory.add(_details(body), context.by)
    return Answer(single(PEOPLE, context, made.id), 201, {"Location": f"/v1/people/{made.id}"})


@operation("POST /v1/people:batch", tag=TAG, needs="person:create", answer=Batch, limit=8 << 20)
def create_people(context: Context, body: views.NewPeople) -> Any:
    """Add many people.

    Up to 500; each stands or falls alone and answers with its own status.
    """
    directory = context.app.directory
    return batch(context, body.items, lambda one: directory.add(_details(one), context.by).id)


@operation(
    "PATCH /v1/people/{person_id}",
    tag=TAG,
    needs="person:update",
    answer=views.Person,
    versioned=PEOPLE,
)
def change_person(context: Context, person_id: str, body: views.PersonChanges) -> Any:
    """Change a person.

    Sets the fields that are given; null takes address or team away.
    """
    before = single(PEOPLE, context, person_id)
    changes = {
        name: value
        for name, value in msgspec.structs.asdict(body).items()
        if value is not msgspec.UNSET
    }
    known = {name: before[name] for name in _DETAILS if name in before}
    wanted = {**known, "roles": tuple(known.get("roles", ())), **changes}
    details = PersonDetails(**{"name": "", **wanted})
    context.app.directory.change(person_id, details, int(before["version"]), context.by)
    return single(PEOPLE, context, person_id)


@operation(
    "POST /v1/people/{person_id}:activate",
    tag=TAG,
    needs="person:update",
    answer=views.Person,
    versioned=PEOPLE,
)
def activate_person(context: Context, person_id: str) -> Any:
    """Let a person in again.

    What they did and own stayed as it was.
    """
    return _activate(context, person_id, active=True)


@operation(
    "POST /v1/people/{person_id}:deactivate",
    tag=TAG,
    needs="person:update",
    answer=views.Person,
    versioned=PEOPLE,
)
def deactivate_person(context: Context, person_id: str) -> Any:
    """Keep a person out.

    Their sessions and keys end within a second; what they did stays.
    """
    return _activate(context, person_id, active=False)


@operation(
    "POST /v1/people/{person_id}:invite", tag=TAG, needs="person:manage", answer=views.Invitation
)
def invite_person(context: Context, person_id: str) -> Any:
    """Invite a person to set a first password.

    The token works once, for a week. An earlier invitation ends.
    """
    made = context.app.accounts.invite(person_id, context.by)
    return {
        "person_id": made.person_id,
        "login": made.login,
        "token": made.token,
        "path": f"/welcome?token={made.token}",
    }


@operation(
    "PUT /v1/people/{person_id}/password",
    tag=TAG,
    needs="person:manage",
    status=204,
    secret=True,
)
def set_password(context: Context, person_id: str, body: views.Password) -> Answer:
    """Set somebody's password.

    Their sessions end. Weak passwords are refused.
    """
    context.app.accounts.set_password(SetPassword(person_id, body.password), context.by)
    return Answer(b"", 204)


@operation(
    "POST /v1/people/{person_id}/unlock",
    tag=TAG,
    needs="person:manage",
    status=204,
)
def unlock_person(context: Context, person_id: str) -> Answer:
    """Let somebody try to log in again at once.

    Failed attempts of theirs, or of who guessed at their name, no longer keep them waiting.
    """
    context.app.accounts.unlock(person_id, context.by)
    return Answer(b"", 204)


@operation("POST /v1/teams", tag=TAG, needs="team:create", answer=views.Team, status=201)
def create_team(context: Context, body: views.NewTeam) -> Answer:
    """Add a team.

    Below another one, or at the top.
    """
    made = context.app.teams.add(body.name, body.parent_id, context.by)
    return Answer(single(TEAMS, context, made.id), 201, {"Location": f"/v1/teams/{made.id}"})


@operation(
    "PATCH /v1/teams/{team_id}", tag=TAG, needs="team:update", answer=views.Team, versioned=TEAMS
)
def change_team(context: Context, team_id: str, body: views.TeamChanges) -> Any:
    """Change a team.

    Its name, or its place in the tree: who manages above sees what is below.
    """
    changes = {
        name: value
        for name, value in msgspec.structs.asdict(body).items()
        if value is not msgspec.UNSET
    }
    context.app.teams.change(team_id, changes, context.by)
    return single(TEAMS, context, team_id)


def _activate(context: Context, person_id: str, *, active: bool) -> Any:
    version = int(single(PEOPLE, context, person_id)["version"])
    context.app.directory.activate(person_id, version, context.by, active=active)
    return single(PEOPLE, context, person_id)


def _details(body: views.NewPerson) -> PersonDetails:
    return PersonDetails(body.name, body.email, body.team_id, body.roles, body.locale)
