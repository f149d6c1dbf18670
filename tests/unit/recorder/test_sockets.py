"""The descriptors in the classes of sockets: put in once a process with sockets forks, and taken out again."""

from __future__ import annotations

import os
import socket
import ssl
import sys
from collections.abc import Iterator

import pytest

from pickcheck.recorder import sockets

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a descriptor does not tell which socket it is"
)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two sockets that are open when the process is about to fork; all is as it was in the end."""
    one, other = socket.socketpair()
    sockets.before()
    yield one, other
    sockets.uninstall()
    sockets.at_fork.open = {}
    one.close()
    other.close()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inodes that are told of."""
    found: list[int] = []
    monkeypatch.setattr(sockets, "_say", lambda inode, _place, _kind: found.append(inode))
    monkeypatch.setattr(sockets, "user_place", lambda _frame: ("app.py", 1, "work"))
    return found


def test_all_is_as_it_was(pair: tuple[socket.socket, socket.socket]) -> None:
    """What is looked up is the same with the descriptors as without them."""
    with_them = [
        getattr(cls, name) for cls in (socket.socket, ssl.SSLSocket) for name in ("recv", "recv_into", "recvmsg")
    ]
    assert type(vars(socket.socket)["recv"]) is type(vars(ssl.SSLSocket)["recv"]) is sockets.Watched
    sockets.uninstall()
    assert with_them == [
        getattr(cls, name) for cls in (socket.socket, ssl.SSLSocket) for name in ("recv", "recv_into", "recvmsg")
    ]
    assert "recv" not in vars(socket.socket) and type(vars(ssl.SSLSocket)["recv"]) is not sockets.Watched


def test_the_first_read_of_each(pair: tuple[socket.socket, socket.socket], told: list[int]) -> None:
    """After each fork once; of a socket that came later, never."""
    one, other = pair
    other.sendall(b"abcd")
    assert one.recv(1) + one.recv(1) == b"ab" and len(told) == 1
    sockets.before()
    assert one.recv(1) == b"c" and told[1:] == told[:1]
    late, peer = socket.socketpair()
    peer.sendall(b"x")
    assert late.recv(1) == b"x" and len(told) == 2
    late.close()
    peer.close()


def test_another_socket_by_the_same_number(pair: tuple[socket.socket, socket.socket], told: list[int]) -> None:
    """A descriptor's number is used again."""
    one, other = pair
    late, peer = socket.socketpair()
    number = one.detach()
    os.dup2(late.fileno(), number)
    again = socket.socket(fileno=number)
    peer.sendall(b"x")
    assert again.recv(1) == b"x" and told == []
    for each in (again, late, peer):
        each.close()


def test_datagrams(told: list[int]) -> None:
    """Each message is whole, whoever gets it."""
    one, other = socket.socketpair(type=socket.SOCK_DGRAM)
    sockets.before()
    other.send(b"x")
    assert one.recv(10) == b"x" and told == []
    sockets.uninstall()
    sockets.at_fork.open = {}
    one.close()
    other.close()
