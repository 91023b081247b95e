"""Jobs, the steps they have done, who works, and which schedules were served up to when."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from revrise.adapters.sql.columns import col, metadata, record

job = record(
    "job",
    col("task", need=True),
    col("queue", need=True),
    col("state", need=True),
    col("actor_id", "id", need=True),
    col("key", need=True),
    col("created_at", "time", need=True),
    col("due_at", "time"),
    col("started_at", "time"),
    col("ended_at", "time"),
    col("attempts", "int", need=True),
    col("crashes", "int", need=True),
    col("run", "int", need=True),
    col("handed", "bool", need=True),
    col("args", "json", retention="transient", need=True),
    col("progress", "json", retention="transient", need=True),
    col("result", "json", retention="transient"),
    col("error", retention="transient", need=True),
    col("remedy", retention="transient", need=True),
    col("worker", need=True),
    index=("actor_id", "created_at"),
    since="ended_at",
)
Index(None, job.c.tenant_id, job.c.state, job.c.handed, job.c.due_at)
job_step = Table(
    "job_step",
    metadata,
    col("tenant_id", "id", need=True),
    col("job_id", "id", need=True),
    col("name", retention="transient", need=True),
    col("answer", "json", retention="transient"),
    PrimaryKeyConstraint("tenant_id", "job_id", "name"),
)
job_worker = Table(
    "job_worker",
    metadata,
    col("tenant_id", "id", need=True),
    col("id", "id", need=True),
    col("boot", "id", need=True),
    col("beats", "int", need=True),
    col("queues", need=True),
    col("seen_at", "time", need=True),
    PrimaryKeyConstraint("tenant_id", "id"),
)
job_schedule = Table(
    "job_schedule",
    metadata,
    col("tenant_id", "id", need=True),
    col("id", need=True),
    col("served_at", "time", need=True),
    PrimaryKeyConstraint("tenant_id", "id"),
)
