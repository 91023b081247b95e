"""The organisation: one root, two regions, five teams, and the people in them."""

from datetime import date, timedelta
from random import Random
from typing import Final

from revrise.apps.demo.chance import dice
from revrise.apps.demo.company import Person, Role, Team
from revrise.apps.demo.names import Name, people_names
from revrise.core.bilingual import Language

ROOT, CHINA, WEST = "team-all", "region-apac-china", "region-emea-us"
REPS_PER_TEAM = 8
NEW_HIRES = 6
TEAMS: Final = (
    Team(ROOT, "Lanmu Systems 蓝木科技", None, None),
    Team(CHINA, "亚太-中国区", ROOT, "zh"),
    Team(WEST, "EMEA and Americas", ROOT, "en"),
    Team("team-east", "华东团队", CHINA, "zh"),
    Team("team-south", "华南团队", CHINA, "zh"),
    Team("team-north", "华北团队", CHINA, "zh"),
    Team("team-americas", "Americas team", WEST, "en"),
    Team("team-emea", "EMEA team", WEST, "en"),
)
SELLING: Final = tuple(team for team in TEAMS if team.parent_id in {CHINA, WEST})
# (id, team, role): everybody who does not sell; two lead a region, coaches and enablement.
_STAFF: Final[tuple[tuple[str, str, Role], ...]] = (
    ("coach-1", CHINA, "coach"),
    ("coach-2", CHINA, "coach"),
    ("coach-3", WEST, "coach"),
    ("enb-1", CHINA, "enablement"),
    ("enb-2", WEST, "enablement"),
    ("adm-1", ROOT, "admin"),
)


def staff(seed: int, start: date) -> tuple[Person, ...]:
    """Everybody: five managers, forty reps, three coaches, two of enablement, one admin."""
    roll = dice(seed, "people")
    fresh = {
        "zh": iter(people_names("zh", 60, roll)),
        "en": iter(people_names("en", 60, roll)),
    }
    late = set(roll.sample(range(1, len(SELLING) * REPS_PER_TEAM + 1), NEW_HIRES))
    managers = [_manager(n, team, next(fresh[_spoken(team)])) for n, team in enumerate(SELLING, 1)]
    reps = [
        _rep(number, team, next(fresh[_spoken(team)]), _hired(roll, start, late=number in late))
        for number, team in _seats()
    ]
    others = [
        Person(
            id_, name.written, f"{name.latin}@lanmu.example", team_id, (role,), language, _founded()
        )
        for id_, team_id, role in _STAFF
        for language in [_language(team_id)]
        for name in [next(fresh[language])]
    ]
    return (*managers, *reps, *others)


def _seats() -> list[tuple[int, Team]]:
    return [
        (1 + index * REPS_PER_TEAM + seat, team)
        for index, team in enumerate(SELLING)
        for seat in range(REPS_PER_TEAM)
    ]


def _manager(number: int, team: Team, name: Name) -> Person:
    email = f"{name.latin}@lanmu.example"
    return Person(
        f"mgr-{number}", name.written, email, team.id, ("manager",), _spoken(team), _founded()
    )


def _rep(number: int, team: Team, name: Name, hired: date) -> Person:
    manager = f"mgr-{SELLING.index(team) + 1}"
    email = f"{name.latin}@lanmu.example"
    return Person(
        f"rep-{number:03}", name.written, email, team.id, ("rep",), _spoken(team), hired, manager
    )


def _hired(roll: Random, start: date, *, late: bool) -> date:
    days = roll.randrange(15, 110) if late else -roll.randrange(200, 2000)
    return start + timedelta(days=days)


def _spoken(team: Team) -> Language:
    return team.language or "en"


def _language(team_id: str) -> Language:
    return "zh" if team_id == CHINA else "en"


def _founded() -> date:
    return date(2019, 3, 1)
