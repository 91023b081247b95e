"""Templates to pages, in the language of who asks."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import Request, Response
from litestar.enums import MediaType

_HERE = Path(__file__).parent


@cache
def environment(locale: str) -> Environment:
    """Templates of `ui/` and of every screen (`screens/NAME/templates/NAME/…`)."""
    folders = [_HERE / "ui", *sorted((_HERE / "screens").glob("*/templates"))]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["locale"] = locale
    return made


def page(
    request: Request[Any, Any, Any], template: str, /, status: int = 200, **context: Any
) -> Response[str]:
    """A rendered page or fragment."""
    locale = request.user.locale if request.user else "en"
    text = (
        environment(locale)
        .get_template(template)
        .render(request=request, me=request.user, **context)
    )
    return Response(text, media_type=MediaType.HTML, status_code=status)
