"""The running services of the stack here, asked as an operator or in another role that reads over all offices."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from throughline.stack.state import StackState


@contextmanager
def services(timeout: float = 60) -> "Iterator[dict[str, httpx.Client]]":
    """A client that may operate it for every running service, by name. Raises Failed where no stack runs."""
    import httpx

    from throughline.cli import Failed
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    state = StackState.load(Layout.find().state_file)
    if state is None:
        raise Failed("no stack runs here; start it with `throughline up`")
    headers = bearing(state, "operator")
    with ExitStack() as opened:
        yield {
            name: opened.enter_context(httpx.Client(base_url=service.url, headers=headers, timeout=timeout))
            for name, service in state.services.items()
        }


@contextmanager
def chosen(service: str | None, reason: str) -> "Iterator[dict[str, httpx.Client]]":
    """The named service, or all that run, for who says why something is done to them. Raises Failed."""
    from throughline.cli import Failed

    if len(reason.strip()) < 3:
        raise Failed("say why with --reason", code=2)
    with services() as running:
        if service is not None and service not in running:
            raise Failed(f"no service {service} runs here; there are {', '.join(running)}", code=2)
        yield {name: client for name, client in running.items() if service in (None, name)}


def bearing(state: "StackState", role: str) -> dict[str, str]:
    """The header of whoever asks this stack in `role`, over all offices."""
    from datetime import timedelta
    from uuid import uuid5

    from throughline.http.issuing import COMMANDS
    from throughline.http.tokens import sign
    from throughline.settings import decoded_key

    token = sign(
        decoded_key(state.token_key),
        subject=uuid5(COMMANDS, role),
        role=role,
        offices=["*"],
        ttl=timedelta(minutes=30),
        audience="throughline",
        issuer=None,
    )
    return {"authorization": f"Bearer {token}"}


def asked(name: str, client: "httpx.Client", method: str, path: str, **request: Any) -> Any:
    """The answer's JSON, None for a 404. Raises Failed where the service does not answer, or says no."""
    import httpx

    from throughline.cli import Failed

    try:
        answer = client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise Failed(f"{name} does not answer ({type(error).__name__}); see `throughline status`") from None
    if answer.status_code == 404:
        return None
    if answer.is_error:
        code = 2 if answer.status_code == 409 else 1  # it was asked for at the wrong time
        raise Failed(f"{name} answered {answer.status_code} to {path}: {_said(answer)}", code=code)
    return answer.json()


def wanted(name: str, client: "httpx.Client", path: str, body: dict[str, Any]) -> Any:
    """The answer's JSON to what is asked for, None where the service says that there is nothing to do."""
    from throughline.cli import Failed

    try:
        return asked(name, client, "POST", path, json=body)
    except Failed as no:
        if no.code == 2:
            return None
        raise


def _said(answer: "httpx.Response") -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError):
        return "see its log"
