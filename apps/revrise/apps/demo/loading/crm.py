"""The customer system's export, read by the csv connector like anybody's."""

from pathlib import Path
from tempfile import TemporaryDirectory

from revrise.apps.assembly import RevRise
from revrise.apps.demo import export
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.writer import SOURCE
from revrise.core.governance.actor import Actor
from revrise.core.people.person import ROLES
from revrise.services.crm.report import SyncReport
from revrise.services.crm.sync import SyncCrm


def load_crm(app: RevRise, company: Company, by: Actor) -> SyncReport:
    """Teams, people, products, accounts, cards and deals, dirty rows included."""
    with TemporaryDirectory() as folder:
        written = export.write(company, Path(folder))
        kind = app.catalogue.crm_connector("csv")
        connector = kind.connect(folder, {"mapping": str(written.mapping)})
        return app.crm.sync(SyncCrm(connector, SOURCE, frozenset(ROLES)), by)
