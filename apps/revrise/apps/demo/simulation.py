"""One call that makes the whole company."""

from datetime import date

from revrise.apps.demo import content, courses, market, people
from revrise.apps.demo.business import trade
from revrise.apps.demo.chance import months_before
from revrise.apps.demo.company import Company
from revrise.apps.demo.development import develop
from revrise.apps.demo.facts import facts
from revrise.core.bilingual import Bilingual

NAME = Bilingual("Lanmu Systems", "蓝木科技")
MONTHS = 18
TODAY = date(2026, 6, 30)


def generate(seed: int = 7, today: date = TODAY) -> Company:
    """Eighteen months of a company that end at `today`, from nothing but a seed."""
    start = months_before(today, MONTHS)
    staff = people.staff(seed, start)
    authors = [person.id for person in staff if "enablement" in person.roles]
    library = content.assets(authors, start, today)
    done = develop(seed, staff, start, today)
    sold = trade(seed, staff, done.skills, library, (start, today))
    return Company(
        name=NAME,
        seed=seed,
        start=start,
        today=today,
        teams=people.TEAMS,
        people=staff,
        competencies=market.COMPETENCIES,
        products=market.PRODUCTS,
        accounts=sold.accounts,
        contacts=sold.contacts,
        assets=library,
        courses=courses.COURSES,
        scenarios=courses.SCENARIOS,
        rollouts=done.rollouts,
        enrolments=done.enrolments,
        role_plays=done.role_plays,
        content_uses=sold.uses,
        plans=done.plans,
        one_to_ones=done.one_to_ones,
        deals=sold.deals,
        calls=sold.calls,
        facts=facts(done, sold.deals),
        truth=sold.truth,
    )
