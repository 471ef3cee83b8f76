"""A port is the usual one when free, else the next; two claimants never get the same."""

import socket
from pathlib import Path

from throughline.stack.ports import PortClaims, is_free


def test_a_taken_port_gives_the_next_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert not is_free(taken)
        assert PortClaims(tmp_path).choose(taken) > taken


def test_a_port_claimed_but_not_yet_listened_on_is_not_given_twice(tmp_path: Path) -> None:
    one, two = PortClaims(tmp_path), PortClaims(tmp_path)
    first = one.choose(24900)
    assert two.choose(24900) != first
    one.close()
    assert PortClaims(tmp_path).choose(24900) == first
