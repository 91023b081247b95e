"""Alembic migrations, and the two questions the host asks of them."""
