"""Tables of talk: comments, coaches' own scores and disputes; quizzes of courses."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0014_talk"
down_revision = "0013_flow"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "coach_score",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("assessment_id", sa.String(length=80), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("coach_id", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("levels", Json, nullable=False),
        sa.Column("because", Json, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["assessment.tenant_id", "assessment.id"],
            name=op.f("fk_coach_score_tenant_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "coach_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_coach_score_tenant_id_coach_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_coach_score_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_coach_score_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_coach_score")),
    )
    op.create_index(
        op.f("ix_coach_score_tenant_id_assessment_id_id"),
        "coach_score",
        ["tenant_id", "assessment_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_coach_score_tenant_id_coach_id_id"),
        "coach_score",
        ["tenant_id", "coach_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_coach_score_tenant_id_person_id_id"),
        "coach_score",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_coach_score_tenant_id_subject_id_id"),
        "coach_score",
        ["tenant_id", "subject_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_coach_score_tenant_id_team_id_id"),
        "coach_score",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "dispute",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("assessment_id", sa.String(length=80), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.Column("decided_level", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["assessment.tenant_id", "assessment.id"],
            name=op.f("fk_dispute_tenant_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_dispute_tenant_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_dispute_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_dispute_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_dispute")),
    )
    op.create_index(
        op.f("ix_dispute_tenant_id_assessment_id_id"),
        "dispute",
        ["tenant_id", "assessment_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dispute_tenant_id_decided_by_id"),
        "dispute",
        ["tenant_id", "decided_by", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dispute_tenant_id_person_id_id"),
        "dispute",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dispute_tenant_id_subject_id_id"),
        "dispute",
        ["tenant_id", "subject_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dispute_tenant_id_team_id_id"),
        "dispute",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "call_comment",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=True),
        sa.Column("utterance", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.String(length=80), nullable=True),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "author_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_call_comment_tenant_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "call_id"],
            ["call.tenant_id", "call.id"],
            name=op.f("fk_call_comment_tenant_id_call_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_call_comment_tenant_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "parent_id"],
            ["call_comment.tenant_id", "call_comment.id"],
            name=op.f("fk_call_comment_tenant_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_call_comment_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call_comment")),
    )
    op.create_index(
        op.f("ix_call_comment_tenant_id_author_id_id"),
        "call_comment",
        ["tenant_id", "author_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_comment_tenant_id_call_id_id"),
        "call_comment",
        ["tenant_id", "call_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_comment_tenant_id_owner_id_id"),
        "call_comment",
        ["tenant_id", "owner_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_comment_tenant_id_parent_id_id"),
        "call_comment",
        ["tenant_id", "parent_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_call_comment_tenant_id_team_id_id"),
        "call_comment",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.add_column("course", sa.Column("quiz", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("course", "quiz")
    for table in ("call_comment", "dispute", "coach_score"):
        op.drop_table(table)
