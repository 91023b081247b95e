"""`revrise serve`: API and web app over HTTP."""

import rich_click as click

from revrise.apps.cli.echo import echo


@click.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port.  [default: 8000]")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; several need PostgreSQL.")
@click.option("--with-worker", is_flag=True, help="Also run jobs, in a process beside it.")
def serve(host: str | None, port: int | None, workers: int | None, with_worker: bool) -> None:
    """Serve the API and the web app until stopped (Ctrl-C or SIGTERM)."""
    from revrise.apps import assembly
    from revrise.apps.server import serve as server

    settings = server.in_force(host, port, workers)
    assembly.set_up_logging(settings.log_level)
    wanted = settings.server
    shown = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    echo(f"serving on {wanted.public_url or f'http://{shown}:{wanted.port}'}", err=True)
    if not assembly.RevRise(settings).accounts.any():
        echo(
            "nobody can log in yet; set the first password with: revrise people password per_owner",
            err=True,
        )
    server.serve(settings, with_worker=with_worker)
