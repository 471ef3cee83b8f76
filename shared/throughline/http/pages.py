"""The two pages for people: what this is and where to look, and the API rendered from its own OpenAPI document.

Self-contained: they load nothing from anywhere else, so they work on a machine without the internet.
"""

from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from fastapi import APIRouter
from starlette.responses import HTMLResponse

_POLICY = (
    "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"
)
_HEADERS = {"content-security-policy": _POLICY, "x-content-type-options": "nosniff"}


def page_routes(service: str, environment: str, about: str, links: list[tuple[str, str]]) -> APIRouter:
    """`about` is a sentence that says what the service is, `links` are (path, what is there) for the landing page."""
    router = APIRouter(include_in_schema=False)
    items = "\n".join(f'<li><a href="{escape(path)}">{escape(path)}</a> {escape(said)}</li>' for path, said in links)
    landing = _page("landing").safe_substitute(
        service=escape(service), environment=escape(environment), about=escape(about), links=items
    )
    docs = _page("docs").safe_substitute(service=escape(service))

    @router.get("/")
    async def home() -> HTMLResponse:
        return HTMLResponse(landing, headers=_HEADERS)

    @router.get("/docs")
    async def api() -> HTMLResponse:
        return HTMLResponse(docs, headers=_HEADERS)

    return router


@cache
def _page(name: str) -> Template:
    return Template(files(__package__).joinpath(f"{name}.html").read_text())
