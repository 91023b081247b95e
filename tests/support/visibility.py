"""Who may see which cell of the canary company: written down by hand, apart from the policy."""

from attrs import frozen
from tests.support.aviary import Canary
from tests.support.canary_company import NORTH, OTHERS, REPS, SOUTH, TOP

BELOW = {TOP: {TOP, NORTH, SOUTH}, NORTH: {NORTH}, SOUTH: {SOUTH}, None: set()}

# Cell, or kind of row → role → whose: own | below (the teams') | beside | all.
TEAMS = {"coach": "own below", "manager": "own below"}
LEARNING = {"rep": "own", "enablement": "all", **TEAMS}
SEES = {
    "account": {"rep": "all", "coach": "all", "manager": "all"},
    "card": {"rep": "all", "coach": "all", "manager": "all"},
    "card.phone": {"rep": "own", "manager": "own below"},
    "card.email": {"rep": "own", "manager": "own below"},
    "deal": {"rep": "own", **TEAMS},
    "call": {"rep": "own", **TEAMS},
    "call.withheld": {},  # nobody agreed
    "consent": {"rep": "own", **TEAMS},
    "contact_consent": {"rep": "own", **TEAMS},
    "consent_request": {"rep": "own", **TEAMS},
    "consent_request.token_hash": {},
    "assessment": LEARNING,
    "observation": LEARNING,
    "enrolment": LEARNING,
    "asset_use": LEARNING,
    "role_play": LEARNING,
    "role_play.turns": {"rep": "own", **TEAMS},
    "plan": LEARNING,
    "plan.action": {"rep": "own", **TEAMS},  # names the call to listen to
    # Who holds a 1:1 sees it wherever the person sits by then.
    "one_on_one": {"rep": "own", "coach": "own below beside", "manager": "own below beside"},
    "one_on_one.private_notes": {"coach": "beside", "manager": "beside"},
    "ledger_entry": {"rep": "own", "manager": "own below", "enablement": "all"},
    "ledger_entry.reason": {"rep": "own", "manager": "own below"},  # names the deal
    "ledger_entry.source_id": {"rep": "own", "manager": "own below"},
    "person": {"rep": "own", "enablement": "own", "admin": "all", **TEAMS},
    "call_comment": {"rep": "own", "coach": "own below beside", "manager": "own below beside"},
    "call_comment.coaches": {"coach": "below beside", "manager": "below beside"},
    "clip": {"rep": "own", "coach": "own below beside", "manager": "own below beside"},
    # Offered to the team of its rep.
    "clip.team": {"rep": "own below", "coach": "own below beside", "manager": "own below beside"},
    "model_answer": {"rep": "own", **TEAMS},
    "coach_score": {"rep": "own", **TEAMS},
    "dispute": {"rep": "own", **TEAMS},
    "notification": dict.fromkeys(("rep", "coach", "manager", "enablement", "admin"), "own"),
    "job": {**dict.fromkeys(("rep", "coach", "manager", "enablement"), "own"), "admin": "all"},
    "job.args": {},  # no way out shows them
    "webhook": {"manager": "own", "enablement": "own", "admin": "all"},
    "webhook.secret": {},
    "second_factor.secret": {},
    "intake_source": {**dict.fromkeys(("rep", "coach", "manager"), "own"), "admin": "all"},
    "intake_source.secret": {},
    "call_arrival": dict.fromkeys(("rep", "coach", "manager"), "own"),
    "call_arrival.link": {},  # it opens the file for whoever holds it
    "webhook.body": {},
    "asset": {"enablement": "all"},
    "asset.published_body": dict.fromkeys(("rep", "coach", "manager", "enablement"), "all"),
    "course": {"enablement": "all"},
    "scenario": {"enablement": "all"},
}
NOT_EVEN_THE_OWNER = {"call.withheld", "job.args", "webhook.secret", "webhook.body",
                      "second_factor.secret", "intake_source.secret", "call_arrival.link",
                      "consent_request.token_hash"}  # fmt: skip


@frozen
class Principal:
    """Somebody who looks."""

    id: str
    role: str
    team: str | None

    def sees(self, canary: Canary) -> bool:
        """Whether this cell is for them."""
        if self.role == "owner":
            return canary.cell not in NOT_EVEN_THE_OWNER
        return self.reaches(canary.cell, canary.person, canary.team, canary.beside)

    def reaches(
        self, cell: str, person: str | None, team: str | None, beside: str | None = None
    ) -> bool:
        """The same for a cell of a row of somebody."""
        if self.role == "owner":
            return True
        table = SEES[cell] if cell in SEES else SEES[cell.split(".", maxsplit=1)[0]]
        whose = table.get(self.role, "").split()
        return (
            "all" in whose
            or ("own" in whose and person == self.id)
            or ("below" in whose and team in BELOW[self.team])
            or ("beside" in whose and beside == self.id)
        )


PRINCIPALS = [
    *(Principal(person, "rep", REPS[person]) for person in ("per_n1", "per_s1", "per_alone")),
    *(Principal(person, role, team) for person, (team, role) in OTHERS.items()),
    Principal("per_owner", "owner", None),
]
