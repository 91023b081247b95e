"""The whole company, step by step; running it again changes nothing."""

from collections.abc import Callable

from attrs import frozen

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.calls import load_calls
from revrise.apps.demo.loading.coaching import load_coaching
from revrise.apps.demo.loading.content import load_content
from revrise.apps.demo.loading.crm import load_crm
from revrise.apps.demo.loading.deals import load_deals
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.learning import load_learning
from revrise.apps.demo.loading.people import load_people
from revrise.apps.demo.loading.writer import Writer
from revrise.services.crm.report import SyncReport

Tell = Callable[[str], None]


@frozen
class Loaded:
    """What the sync reported, and how many rows all other steps wrote."""

    crm: SyncReport
    written: int

    @property
    def changed(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.written or self.crm.created or self.crm.updated)


def load(app: RevRise, company: Company, tell: Tell = lambda _: None) -> Loaded:
    """Loads what is not there yet. A run that was killed is completed by the next one."""
    owner, writer = app.actor(), Writer(app)
    tell("customer system")
    report = load_crm(app, company, owner)
    known = Known.read(writer)
    tell("people, deals, content, learning, coaching")
    load_people(writer, company)
    load_deals(writer, company, known)
    load_content(writer, company, known)
    load_learning(writer, company, known)
    load_coaching(writer, company, known)
    tell(f"{len(company.calls):,} calls")
    load_calls(writer, company, known, owner)
    return Loaded(report, writer.changed)
