"""A TCP proxy that tests cut: what a service meets when its database or broker is away and comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Proxy:
    """Forwards connections to `host:port`; `cut` ends them all and refuses new ones, `mend` forwards again.

    `stall` keeps all connections and takes new ones, and lets nothing through: half-open, as after a broken switch.
    """

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.up = True
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.writers = set[asyncio.StreamWriter]()
        self.local_port = 0

    def cut(self) -> None:
        self.up = False
        self.flowing.set()
        for writer in self.writers:
            writer.transport.abort()

    def stall(self) -> None:
        self.flowing.clear()

    def mend(self) -> None:
        self.up = True
        self.flowing.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.up:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection(self.host, self.port)
        except OSError:
            writer.transport.abort()
            return
        self.writers |= {writer, back}
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
        self.writers -= {writer, back}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(65536):
                await self.flowing.wait()
                writer.write(chunk)
                await writer.drain()
        except OSError:
            self.writers.discard(writer)
        finally:
            writer.close()


@asynccontextmanager
async def proxied(host: str, port: int) -> AsyncIterator[Proxy]:
    """A proxy in front of `host:port`, listening on `local_port` of 127.0.0.1."""
    proxy = Proxy(host, port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.local_port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        proxy.cut()
        server.close()
