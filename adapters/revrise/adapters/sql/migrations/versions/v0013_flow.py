"""Tables of flow: notifications, webhooks, snapshots, scheduled syncs; how calls are processed."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0013_flow"
down_revision = "0012_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "notification",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("event_id", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("actor_id", sa.String(length=80), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.Column("read_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_notification_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_notification")),
    )
    op.create_index(
        op.f("ix_notification_tenant_id_person_id_id"),
        "notification",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "notification_preference",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("muted", Json, nullable=False),
        sa.Column("channels", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_notification_preference_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_notification_preference")),
    )
    op.create_index(
        op.f("ix_notification_preference_tenant_id_person_id_id"),
        "notification_preference",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "webhook_endpoint",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("events", Json, nullable=False),
        sa.Column("secrets", Json, nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("off_because", sa.Text(), nullable=True),
        sa.Column("failing_since", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_webhook_endpoint_tenant_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook_endpoint")),
    )
    op.create_index(
        op.f("ix_webhook_endpoint_tenant_id_owner_id_id"),
        "webhook_endpoint",
        ["tenant_id", "owner_id", "id"],
        unique=False,
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("endpoint_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("event_id", sa.String(length=80), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("next_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", Utc(), nullable=True),
        sa.Column("status", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "endpoint_id"],
            ["webhook_endpoint.tenant_id", "webhook_endpoint.id"],
            name=op.f("fk_webhook_delivery_tenant_id_endpoint_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook_delivery")),
    )
    op.create_index(
        op.f("ix_webhook_delivery_tenant_id_endpoint_id_id"),
        "webhook_delivery",
        ["tenant_id", "endpoint_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_webhook_delivery_tenant_id_state_id"),
        "webhook_delivery",
        ["tenant_id", "state", "id"],
        unique=False,
    )
    op.create_table(
        "metric_snapshot",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("day", Utc(), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("as_of", Utc(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_metric_snapshot_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_metric_snapshot")),
    )
    op.create_index(
        op.f("ix_metric_snapshot_tenant_id_day_id"),
        "metric_snapshot",
        ["tenant_id", "day", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_metric_snapshot_tenant_id_team_id_id"),
        "metric_snapshot",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "stored_board",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("day", Utc(), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("as_of", Utc(), nullable=False),
        sa.Column("start", Utc(), nullable=False),
        sa.Column("end", Utc(), nullable=False),
        sa.Column("board", Json, nullable=False),
        sa.Column("points", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stored_board")),
    )
    op.create_index(
        op.f("ix_stored_board_tenant_id_unit_id"),
        "stored_board",
        ["tenant_id", "unit", "id"],
        unique=False,
    )
    op.create_table(
        "stored_insight",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("day", Utc(), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("policy_version", sa.BigInteger(), nullable=False),
        sa.Column("as_of", Utc(), nullable=False),
        sa.Column("insight", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stored_insight")),
    )
    op.create_index(
        op.f("ix_stored_insight_tenant_id_unit_id"),
        "stored_insight",
        ["tenant_id", "unit", "id"],
        unique=False,
    )
    op.create_table(
        "crm_source",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("cron", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("due_from", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_crm_source")),
    )
    op.create_table(
        "crm_run",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("report", Json, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["crm_source.tenant_id", "crm_source.id"],
            name=op.f("fk_crm_run_tenant_id_source_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_crm_run")),
    )
    op.create_index(
        op.f("ix_crm_run_tenant_id_source_id_id"),
        "crm_run",
        ["tenant_id", "source_id", "id"],
        unique=False,
    )
    op.create_table(
        "outbox_lease",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_outbox_lease")),
    )
    op.add_column("call", sa.Column("remedy", sa.Text(), nullable=True))
    op.add_column("call", sa.Column("hints", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("call", "hints")
    op.drop_column("call", "remedy")
    op.drop_table("outbox_lease")
    op.drop_table("crm_run")
    op.drop_table("crm_source")
    op.drop_table("stored_insight")
    op.drop_table("stored_board")
    op.drop_table("metric_snapshot")
    op.drop_table("webhook_delivery")
    op.drop_table("webhook_endpoint")
    op.drop_table("notification_preference")
    op.drop_table("notification")
