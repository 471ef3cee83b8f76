"""A rebuild of a real service's read model, on the stack that runs here, while the service is killed again and again.

Somebody reads all the while: no read may fail or miss what was there before, and what is built must be what a fold of
the log says. Load is whoever uses the stack; `throughline simulate` makes some.
"""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import asyncpg
import httpx
from throughline.cli.operators import bearing
from throughline.stack.layout import Layout
from throughline.stack.state import StackState

from harness.reading import Reads

READERS = 4
KILLS = 4
PATIENCE = 600.0
READ = 10_000
WHY = {"reason": "a drill"}


async def drill(root: Path, service: str, model: str, seed: int, say: Callable[[str], None] = print) -> bool:
    """Whether all of it held. Raises LookupError where no such service runs, or the model cannot be built anew."""
    chance, over, reads, since = Random(seed), asyncio.Event(), Reads(), monotonic()
    state_file = Layout(root, root / "var").state_file
    state = StackState.load(state_file)
    if state is None or service not in state.services or service not in state.components:
        raise LookupError(f"{service} does not run here, as a process; `throughline up` starts it")
    dsn, url = state.services[service].dsn, state.services[service].url
    killed, last = 0, dict[str, Any](phase="not begun", blocked=None)
    client = httpx.AsyncClient(base_url=url, headers=bearing(state, "operator"), timeout=30, trust_env=False)
    async with client:
        await _begin(client, model)
        begun = await _rows(dsn, model)
        readers = [asyncio.create_task(reads.read(lambda: asyncpg.connect(dsn), model, over)) for _ in range(READERS)]
        try:
            async with asyncio.timeout(PATIENCE):
                while (last := await _last(client, model))["phase"] != "switched" or reads.answered < READ:
                    now = StackState.load(state_file)
                    if killed < KILLS and last["phase"] != "switched" and now and now.components[service].process:
                        killed += now.components[service].process.send(signal.SIGKILL)
                    await asyncio.sleep(chance.uniform(0.2, 2))
                await _asked(client, "POST", f"/{model}/drop")
        except TimeoutError:
            say(f"not switched, read {READ} times and dropped in {PATIENCE:.0f} s: {last['phase']}, {last['blocked']}")
            return False
        finally:
            over.set()
            await asyncio.gather(*readers)
    report = last["report"]
    say(f"{service}: {model}: {begun} rows at the beginning, {await _rows(dsn, model)} in the end")
    say(f"switched after {killed} kills; {monotonic() - since:.0f} s with all reads")
    say(f"{reads.answered} reads answered, of which {reads.partial} missed something; {reads.refused} refused")
    for name in ("folded", "built"):
        say(f"{name}: {report[name]['rows']} rows, {report[name]['hash']}")
    well = report["folded"] == report["built"] and not report["differing"] and not (reads.partial or reads.refused)
    return well and killed > 0


async def _begin(client: httpx.AsyncClient, model: str) -> None:
    """Raises LookupError where there is no such read model, or another build of it is under way or kept."""
    answer = await client.post(f"/operations/rebuilds/{model}", json=WHY)
    if not answer.is_success:
        raise LookupError(f"{model} cannot be built anew: {answer.json()['detail']}")


async def _rows(dsn: str, model: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        found: int = await connection.fetchval(f"select count(*) from {model}")
    finally:
        await connection.close()
    return found


async def _last(client: httpx.AsyncClient, model: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = await _asked(client, "GET", "")
    return next(one for one in found if one["readModel"] == model)


async def _asked(client: httpx.AsyncClient, method: str, path: str) -> Any:
    """The answer, as soon as the service is there to give it; a 409 says that it is done already, or is refused."""
    told = WHY if method == "POST" else None
    while True:
        with suppress(httpx.HTTPError):
            answer = await client.request(method, f"/operations/rebuilds{path}", json=told)
            if answer.status_code == 409 and "not now" not in answer.text:
                return None
            if answer.is_success:
                return answer.json()
        await asyncio.sleep(0.3)
