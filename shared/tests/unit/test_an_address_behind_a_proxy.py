"""A proxy that answers under its own address: whoever asks a broker where it is, is told where the proxy is."""

import asyncio

import pytest
from throughline.testing.proxy import proxied


async def told(*answers: bytes, in_pieces_of: int = 1000, own_address: bool = True) -> tuple[bytes, bytes, bytes]:
    """What comes through; the address of what is behind, which `{}` is in the answers; and the proxy's."""

    async def says(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        filled = [answer.replace(b"{}", behind) for answer in answers]
        whole = b"".join(len(answer).to_bytes(4, "big") + answer for answer in filled)
        for begin in range(0, len(whole), in_pieces_of):
            writer.write(whole[begin : begin + in_pieces_of])
            await writer.drain()
            await asyncio.sleep(0.001)
        writer.close()

    def address(port: int) -> bytes:
        return b"127.0.0.1" + port.to_bytes(4, "big")

    server = await asyncio.start_server(says, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    behind = address(port)
    async with server, proxied("127.0.0.1", port, own_address=own_address) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.local_port)
        found = await reader.read()
        writer.close()
        return found, behind, address(proxy.local_port)


@pytest.mark.parametrize("pieces", [1, 7, 1000])
async def test_is_the_proxys_wherever_an_answer_is_cut(pieces: int) -> None:
    found, _, own = await told(b"one {} and 127.0.0.1", b"", b"{}{}127.0", in_pieces_of=pieces)
    assert found == b"\0\0\0\x1fone " + own + b" and 127.0.0.1" + bytes(4) + b"\0\0\0\x1f" + own + own + b"127.0"


async def test_is_left_alone_unless_asked_for() -> None:
    found, behind, _ = await told(b"{}", own_address=False)
    assert found == b"\0\0\0\r" + behind
