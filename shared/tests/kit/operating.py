"""What an operator asks of a running service."""

from typing import Any

import httpx
from throughline.testing.running import Running


async def treat(service: Running, what: str, **selection: Any) -> httpx.Response:
    """Redrive or discard what `selection` names."""
    chosen = {"reason": "the cause is mended", **{name: str(value) for name, value in selection.items()}}
    async with service.as_a("operator") as operator:
        return await operator.post(f"/operations/parked/{what}", json=chosen)


async def look(service: Running, path: str, **params: Any) -> Any:
    async with service.as_a("operator") as operator:
        answer = await operator.get(f"/operations/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()
