"""What the customer system does not say of people: the language they work in, when they came."""

from datetime import UTC, datetime, time

from attrs import evolve

from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.writer import Writer
from revrise.core.people.person import Person


def load_people(writer: Writer, company: Company) -> None:
    """Sets language and first day."""
    hired = {
        one.id: (one.language, datetime.combine(one.hired_on, time(), UTC))
        for one in company.people
    }

    def completed(person: Person) -> Person | None:
        known = hired.get(person.external_id or "")
        if known is None or (person.locale, person.hired_at) == known:
            return None
        return evolve(person, locale=known[0], hired_at=known[1], version=person.version + 1)

    writer.change("demo.people_completed", Person, "person", completed)
