"""First tables: content."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0003_content"
down_revision = "0002_deals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "asset",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("published_version", sa.Text(), nullable=True),
        sa.Column("expires_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_asset_tenant_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_asset")),
    )
    op.create_index(
        op.f("ix_asset_tenant_id_owner_id_id"),
        "asset",
        ["tenant_id", "owner_id", "id"],
        unique=False,
    )
    op.create_table(
        "asset_version",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("asset_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approved_by", Json, nullable=False),
        sa.Column("published_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asset_id"],
            ["asset.tenant_id", "asset.id"],
            name=op.f("fk_asset_version_tenant_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "author_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_asset_version_tenant_id_author_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_asset_version")),
    )
    op.create_index(
        op.f("ix_asset_version_tenant_id_asset_id_id"),
        "asset_version",
        ["tenant_id", "asset_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_asset_version_tenant_id_author_id_id"),
        "asset_version",
        ["tenant_id", "author_id", "id"],
        unique=False,
    )
    op.create_table(
        "asset_use",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("asset_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("deal_id", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asset_id"],
            ["asset.tenant_id", "asset.id"],
            name=op.f("fk_asset_use_tenant_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "deal_id"],
            ["deal.tenant_id", "deal.id"],
            name=op.f("fk_asset_use_tenant_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_asset_use_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_asset_use_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_asset_use")),
    )
    op.create_index(
        op.f("ix_asset_use_tenant_id_asset_id_id"),
        "asset_use",
        ["tenant_id", "asset_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_asset_use_tenant_id_deal_id_id"),
        "asset_use",
        ["tenant_id", "deal_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_asset_use_tenant_id_person_id_id"),
        "asset_use",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_asset_use_tenant_id_team_id_id"),
        "asset_use",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("asset_use")
    op.drop_table("asset_version")
    op.drop_table("asset")
