"""First tables: people."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0001_people"
down_revision = None
branch_labels = ("core",)
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "organisation",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "team",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(length=80), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_team")),
        sa.UniqueConstraint(
            "tenant_id", "source", "external_id", name=op.f("uq_team_tenant_id_source_external_id")
        ),
    )
    op.create_table(
        "person",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("roles", Json, nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("hired_at", Utc(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_person_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "tenant_id",
            "source",
            "external_id",
            name=op.f("uq_person_tenant_id_source_external_id"),
        ),
    )
    op.create_index(
        op.f("ix_person_tenant_id_team_id_id"),
        "person",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "competency",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("parent_id", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_competency")),
    )
    op.create_table(
        "observation",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("competency_id", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("assessment_id", sa.String(length=80), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("utterance", sa.BigInteger(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=True),
        sa.Column("end", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "competency_id"],
            ["competency.tenant_id", "competency.id"],
            name=op.f("fk_observation_tenant_id_competency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_observation_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_observation_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_observation")),
    )
    op.create_index(
        op.f("ix_observation_tenant_id_competency_id_id"),
        "observation",
        ["tenant_id", "competency_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_observation_tenant_id_person_id_id"),
        "observation",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_observation_tenant_id_team_id_id"),
        "observation",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("observation")
    op.drop_table("competency")
    op.drop_table("person")
    op.drop_table("team")
    op.drop_table("organisation")
