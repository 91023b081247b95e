"""First tables: conversations."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0005_conversations"
down_revision = "0004_learning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "call",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.String(length=80), nullable=True),
        sa.Column("account_id", sa.String(length=80), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("media_sha256", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("blocked_reason", sa.Text(), nullable=True),
        sa.Column("participants", Json, nullable=False),
        sa.Column("metrics", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "account_id"],
            ["account.tenant_id", "account.id"],
            name=op.f("fk_call_tenant_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "deal_id"],
            ["deal.tenant_id", "deal.id"],
            name=op.f("fk_call_tenant_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_call_tenant_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_call_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call")),
    )
    op.create_index(
        op.f("ix_call_tenant_id_account_id_id"),
        "call",
        ["tenant_id", "account_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_tenant_id_deal_id_id"), "call", ["tenant_id", "deal_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_call_tenant_id_owner_id_id"), "call", ["tenant_id", "owner_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_call_tenant_id_team_id_id"), "call", ["tenant_id", "team_id", "id"], unique=False
    )
    op.create_table(
        "call_transcript",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("transcript", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "call_id"],
            ["call.tenant_id", "call.id"],
            name=op.f("fk_call_transcript_tenant_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_call_transcript_tenant_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_call_transcript_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call_transcript")),
    )
    op.create_index(
        op.f("ix_call_transcript_tenant_id_call_id_id"),
        "call_transcript",
        ["tenant_id", "call_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_transcript_tenant_id_owner_id_id"),
        "call_transcript",
        ["tenant_id", "owner_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_transcript_tenant_id_team_id_id"),
        "call_transcript",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "assessment",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("scorecard", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_assessment_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_assessment_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_assessment")),
    )
    op.create_index(
        op.f("ix_assessment_tenant_id_person_id_id"),
        "assessment",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_tenant_id_subject_id_id"),
        "assessment",
        ["tenant_id", "subject_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_tenant_id_team_id_id"),
        "assessment",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("assessment")
    op.drop_table("call_transcript")
    op.drop_table("call")
