"""Consent of contacts, links that ask for it, notices that were heard, a tenant's own rules."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0028_contact_consent"
down_revision = "0027_provisioning"
branch_labels = None
depends_on = None

_ID, _TEXT = sa.String(length=80), sa.Text()


def upgrade() -> None:
    """Creates them. Of a consent that is there nobody knows whether it was given separately."""
    op.add_column("consent", sa.Column("separate", sa.Boolean(), nullable=True))
    op.add_column("consent", sa.Column("text_version", _TEXT, nullable=True))
    _contact_consent()
    _consent_request()
    _create(
        "jurisdiction_rule",
        sa.Column("regime", _TEXT, nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("laxer", sa.Boolean(), nullable=False),
        sa.Column("set_by", _ID, nullable=False),
        sa.Column("set_at", Utc(), nullable=False),
    )
    _call_notice()


def downgrade() -> None:
    """Drops them."""
    for name in ("call_notice", "jurisdiction_rule", "consent_request", "contact_consent"):
        op.drop_table(name)
    op.drop_column("consent", "text_version")
    op.drop_column("consent", "separate")


def _contact_consent() -> None:
    _create(
        "contact_consent",
        sa.Column("card_id", _ID, nullable=False),
        sa.Column("purpose", _TEXT, nullable=False),
        sa.Column("jurisdiction", _TEXT, nullable=False),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("said_at", Utc(), nullable=False),
        sa.Column("given_at", Utc(), nullable=True),
        sa.Column("withdrawn_at", Utc(), nullable=True),
        sa.Column("separate", sa.Boolean(), nullable=False),
        sa.Column("evidence", _TEXT, nullable=False),
        sa.Column("text_version", _TEXT, nullable=True),
        sa.Column("uses", Json, nullable=False),
        sa.Column("owner_id", _ID, nullable=True),
        sa.Column("team_id", _ID, nullable=True),
        refs={"card_id": "card"},
    )


def _consent_request() -> None:
    _create(
        "consent_request",
        sa.Column("card_id", _ID, nullable=False),
        sa.Column("purposes", Json, nullable=False),
        sa.Column("jurisdiction", _TEXT, nullable=False),
        sa.Column("text_version", _TEXT, nullable=False),
        sa.Column("token_hash", _TEXT, nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("call_id", _ID, nullable=True),
        sa.Column("participant", _TEXT, nullable=True),
        sa.Column("owner_id", _ID, nullable=True),
        sa.Column("team_id", _ID, nullable=True),
        *(
            sa.Column(name, Utc(), nullable=True)
            for name in ("answered_at", "ended_at", "revoked_at")
        ),
        refs={"card_id": "card", "call_id": "call"},
    )


def _call_notice() -> None:
    _create(
        "call_notice",
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("language", _TEXT, nullable=False),
        sa.Column("regime", _TEXT, nullable=False),
        sa.Column("text_version", _TEXT, nullable=False),
        sa.Column("how", _TEXT, nullable=False),
        sa.Column("noted_by", _ID, nullable=False),
        sa.Column("noted_at", Utc(), nullable=False),
        sa.Column("owner_id", _ID, nullable=True),
        sa.Column("team_id", _ID, nullable=True),
        refs={"call_id": "call"},
    )


def _create(name: str, *columns: sa.Column[Any], refs: dict[str, str] | None = None) -> None:
    op.create_table(
        name,
        sa.Column("tenant_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{target}.tenant_id", f"{target}.id"],
                name=op.f(f"fk_{name}_tenant_id_{column}"),
            )
            for column, target in (refs or {}).items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    for column in refs or {}:
        op.create_index(op.f(f"ix_{name}_tenant_id_{column}_id"), name, ["tenant_id", column, "id"])
