"""First tables: deals."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0002_deals"
down_revision = "0001_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "account",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("revenue", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.String(length=80), nullable=True),
        sa.Column("owner_id", sa.String(length=80), nullable=True),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "tenant_id",
            "source",
            "external_id",
            name=op.f("uq_account_tenant_id_source_external_id"),
        ),
    )
    op.create_table(
        "card",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("account_id", sa.String(length=80), nullable=True),
        sa.Column("owner_id", sa.String(length=80), nullable=True),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_card_tenant_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_card")),
        sa.UniqueConstraint(
            "tenant_id", "source", "external_id", name=op.f("uq_card_tenant_id_source_external_id")
        ),
    )
    op.create_index(
        op.f("ix_card_tenant_id_account_id_id"),
        "card",
        ["tenant_id", "account_id", "id"],
        unique=False,
    )
    op.create_table(
        "product",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_product")),
        sa.UniqueConstraint(
            "tenant_id",
            "source",
            "external_id",
            name=op.f("uq_product_tenant_id_source_external_id"),
        ),
    )
    op.create_table(
        "sales_process",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("states", Json, nullable=False),
        sa.Column("moves", Json, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sales_process")),
    )
    op.create_table(
        "deal",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=True),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("process_id", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.String(length=80), nullable=True),
        sa.Column("card_id", sa.String(length=80), nullable=True),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("value_currency", sa.Text(), nullable=True),
        sa.Column("opened_at", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("history", Json, nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_deal_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "card_id"],
            ["card.tenant_id", "card.id"],
            name=op.f("fk_deal_tenant_id_card_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_deal_tenant_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "process_id"],
            ["sales_process.tenant_id", "sales_process.id"],
            name=op.f("fk_deal_tenant_id_process_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_deal_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_deal")),
        sa.UniqueConstraint(
            "tenant_id", "source", "external_id", name=op.f("uq_deal_tenant_id_source_external_id")
        ),
    )
    op.create_index(
        op.f("ix_deal_tenant_id_account_id_id"),
        "deal",
        ["tenant_id", "account_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deal_tenant_id_card_id_id"), "deal", ["tenant_id", "card_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_deal_tenant_id_owner_id_id"), "deal", ["tenant_id", "owner_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_deal_tenant_id_process_id_id"),
        "deal",
        ["tenant_id", "process_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deal_tenant_id_team_id_id"), "deal", ["tenant_id", "team_id", "id"], unique=False
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("deal")
    op.drop_table("sales_process")
    op.drop_table("product")
    op.drop_table("card")
    op.drop_table("account")
