"""What monitoring is told, and what it is not."""

from typing import Any

import pytest
from sqlalchemy import text
from tests.integration.server.conftest import log_in

TOKEN = "scrape-token-of-the-test"


def test_a_server_that_lives_and_can_serve_says_so(client: Any) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    told = {path: client.get(path).json() for path in ("/health/ready", "/health/plugins")}
    assert list(told.values()) == [{"status": "ok"}] * 2, "a stranger is told no more"
    log_in(client)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ok")
    assert set(ready.json()["checks"]) == {"database", "queue"}
    plugins = client.get("/health/plugins")
    assert (plugins.status_code, plugins.json()["out"]) == (200, [])


def test_a_database_that_is_behind_takes_the_server_out(client: Any, app: Any) -> None:
    with app.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0010_append_only'"))
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (503, "fails")
    assert client.get("/health/live").status_code == 200


def test_what_fails_names_no_host_and_no_file(client: Any, app: Any, tmp_path: Any) -> None:
    app.engine.dispose()
    (tmp_path / "revrise.sqlite").write_bytes(b"this is no database" * 1_000)
    ready = client.get("/health/ready")
    assert ready.status_code == 503
    assert str(tmp_path) not in ready.text


def test_work_that_waits_is_told_but_sends_nobody_away(client: Any, app: Any) -> None:
    with app.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO outbox (tenant_id, id, name, subject, at, actor_id, data)"
                " VALUES ('local', 'evt_1', 'x', 'y', '2020-01-01 00:00:00.000000', 'system', '{}')"
            )
        )
    log_in(client)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "slow")
    assert ready.json()["checks"]["queue"]["event_wait_s"] > 1_000


def test_without_a_token_there_are_no_metrics(client: Any) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.fixture
def scraped(make_app: Any, open_client: Any) -> Any:
    """A server whose metrics a token opens."""
    return open_client(make_app(metrics_token=TOKEN))


def test_metrics_open_by_their_token_only(scraped: Any) -> None:
    for header in ({}, {"Authorization": "Bearer x"}, {"Authorization": TOKEN}):
        assert scraped.get("/metrics", headers=header).status_code == 401


def test_requests_are_counted_by_route_never_by_address(scraped: Any) -> None:
    scraped.get("/v1/deals/deal_secret_name")
    scraped.get("/no/such/page/secret_name")
    scraped.get("/health/live")
    found = scraped.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert found.status_code == 200
    assert 'route="/health/live",status="2xx"' in found.text
    assert "secret_name" not in found.text
    for name in ("revrise_wait_seconds", "revrise_database_connections", "revrise_requests_under"):
        assert name in found.text


def test_requests_are_traced_without_their_query(app: Any) -> None:
    from litestar.testing import TestClient
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    from revrise.apps.server.app import create
    from revrise.apps.server.telemetry import traced

    exporter = InMemorySpanExporter()
    application = traced(create(app), exporter)
    with TestClient(application) as client:
        client.get("/welcome?token=acc_secret")
        client.get("/health/live")
    application.tracer.span_processor.force_flush()
    spans = exporter.get_finished_spans()
    assert [span.name for span in spans] == ["GET /welcome"]
    assert "acc_secret" not in str([dict(span.attributes) for span in spans])
