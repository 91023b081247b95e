"""The library and its use on deals."""

from datetime import UTC, datetime, time

from revrise.apps.demo.company import Company
from revrise.apps.demo.enablement import Asset as Simulated
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import Batch, Writer, own_id
from revrise.core.content.asset import Asset, AssetUse, AssetVersion


def load_content(writer: Writer, company: Company, known: Known) -> None:
    """Assets with their versions, all published; uses."""
    authors = [person.id for person in company.people if "enablement" in person.roles]
    writer.add(
        "demo.content_loaded",
        Batch(Asset, "asset", [_asset(one, known) for one in company.assets]),
        Batch(
            AssetVersion,
            "asset_version",
            [made for one in company.assets for made in _versions(one, authors, known)],
        ),
        Batch(AssetUse, "asset_use", _uses(company, known)),
    )


def _asset(one: Simulated, known: Known) -> Asset:
    end = one.expires_on
    expires = datetime.combine(end, time(), UTC) if end else None
    return Asset(
        own_id("asset", one.id),
        one.kind.replace(" ", "_").replace("-", "_"),
        one.title.en,
        known.people[one.owner_id],
        state="published",
        tags=dict(one.tags),
        published_version=one.versions[-1].number,
        expires_at=expires,
    )


def _versions(one: Simulated, authors: list[str], known: Known) -> list[AssetVersion]:
    reviewer = next(author for author in authors if author != one.owner_id)
    return [
        AssetVersion(
            own_id("edition", f"{one.id}/{edition.number}"),
            own_id("asset", one.id),
            edition.number,
            f"{edition.body.en}\n\n{edition.body.zh}",
            known.people[one.owner_id],
            edition.published_at,
            state="published",
            approved_by=(known.people[reviewer],),
            published_at=edition.published_at,
        )
        for edition in one.versions
    ]


def _uses(company: Company, known: Known) -> list[AssetUse]:
    return [
        AssetUse(
            own_id("use", f"{use.deal_id}/{use.asset_id}"),
            own_id("asset", use.asset_id),
            known.people[use.person_id],
            known.team_of[use.person_id],
            use.action,
            use.at,
            known.deals[use.deal_id],
        )
        for use in company.content_uses
    ]
