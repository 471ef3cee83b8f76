"""A TCP proxy that tests cut: what a service meets when its database or broker is away and comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Proxy:
    """Forwards connections to `host:port`; `cut` ends them all and refuses new ones, `mend` forwards again.

    `stall` keeps all connections and takes new ones, and lets nothing through: half-open, as after a broken switch.
    `own_address`: a Kafka broker is behind, and its answers name this proxy where they named the broker.
    """

    def __init__(self, host: str, port: int, *, own_address: bool = False) -> None:
        self.host, self.port, self.own_address = host, port, own_address
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
        answers = _Renaming(self._address(self.port), self._address(self.local_port)) if self.own_address else None
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer, answers))
        self.writers -= {writer, back}

    def _address(self, port: int) -> bytes:
        """As Kafka's protocol has it: the host, and the port in four bytes."""
        return self.host.encode() + port.to_bytes(4, "big")

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, renaming: "_Renaming | None" = None
    ) -> None:
        try:
            while chunk := await reader.read(65536):
                await self.flowing.wait()
                writer.write(renaming.of(chunk) if renaming else chunk)
                await writer.drain()
        except OSError:
            self.writers.discard(writer)
        finally:
            writer.close()


class _Renaming:
    """Replaces an address by another of the same length in answers of Kafka's protocol, each of which says its size."""

    def __init__(self, old: bytes, new: bytes) -> None:
        self.old, self.new, self.begun = old, new, b""

    def of(self, chunk: bytes) -> bytes:
        """The answers that are complete by now."""
        self.begun += chunk
        whole = b""
        while len(self.begun) >= (size := 4 + int.from_bytes(self.begun[:4], "big")):
            whole += self.begun[:size].replace(self.old, self.new)
            self.begun = self.begun[size:]
        return whole


@asynccontextmanager
async def proxied(host: str, port: int, *, own_address: bool = False) -> AsyncIterator[Proxy]:
    """A proxy in front of `host:port`, listening on `local_port` of 127.0.0.1."""
    proxy = Proxy(host, port, own_address=own_address)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.local_port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        proxy.cut()
        server.close()
