"""Whole runs that have sockets open at a fork: only what two processes really read from is reported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Target

if sys.platform != "linux":
    pytest.skip("elsewhere a descriptor does not tell which socket it is", allow_module_level=True)

COMMON = """
import http.client, http.server, os, socket, sys, threading
from multiprocessing import Barrier, Event, Lock, Pool, Process

def serve(listener):
    while True:
        peer, _address = listener.accept()
        threading.Thread(target=answer, args=(peer,)).start()

def answer(peer):
    while question := peer.recv(100):
        peer.sendall(question)

def ask(connection):
    connection.sendall(b"x")
    return connection.recv(1)

def server():
    listener = socket.create_server(("127.0.0.1", 0))
    Process(target=serve, args=(listener,), daemon=True).start()
    return listener.getsockname()
"""

TOGETHER = {
    "a pool": """
def work(_number):
    together.wait()
    return ask(connection)
connection = socket.create_connection(server())
together = Barrier(2)
with Pool(2) as pool:
    print(pool.map(work, range(2), chunksize=1))
""",
    "a file of it": """
def work():
    reader.read(1)
    told.set()
    done.wait()
connection = socket.create_connection(server())
reader = connection.makefile("rb", buffering=0)
told, done = Event(), Event()
child = Process(target=work)
child.start()
connection.sendall(b"xx")
told.wait()
print(reader.read(1))
done.set()
child.join()
""",
    "HTTP": """
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "1")
        self.end_headers()
        self.wfile.write(b"x")
    def log_message(self, *args):
        pass
def get():
    client.request("GET", "/")
    return client.getresponse().read()
def work():
    get()
    told.set()
    done.wait()
listener = http.server.HTTPServer(("127.0.0.1", 0), Handler)
Process(target=listener.serve_forever, daemon=True).start()
client = http.client.HTTPConnection(*listener.server_address)
client.connect()
told, done = Event(), Event()
child = Process(target=work)
child.start()
told.wait()
print(get())
done.set()
child.join()
""",
}
APART = {
    "it is handed over": """
connection = socket.create_connection(server())
print(ask(connection))
child = Process(target=ask, args=(connection,))
child.start()
child.join()
print(ask(connection))
""",
    "one after the other": """
connection = socket.create_connection(server())
for _ in range(2):
    child = Process(target=ask, args=(connection,))
    child.start()
    child.join()
""",
    "a server that forks": """
def handle(peer):
    answer(peer)
def clients(address):
    with socket.create_connection(address) as one, socket.create_connection(address) as other:
        print(ask(one), ask(other))
listener = socket.create_server(("127.0.0.1", 0))
client = Process(target=clients, args=(listener.getsockname(),))
client.start()
for _ in range(2):
    peer, _address = listener.accept()
    Process(target=handle, args=(peer,)).start()
    peer.close()
client.join()
""",
    "the two ends of a pair": """
def work():
    ask(theirs)
mine, theirs = socket.socketpair()
child = Process(target=work)
child.start()
print(ask(mine))
child.join()
""",
    "they take turns": """
def work():
    for _ in range(5):
        with lock:
            ask(connection)
    done.wait()
connection = socket.create_connection(server())
lock, done = Lock(), Event()
child = Process(target=work)
child.start()
for _ in range(5):
    with lock:
        ask(connection)
done.set()
child.join()
""",
    "datagrams": """
def work():
    ours.recv(10)
ours = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ours.bind(("127.0.0.1", 0))
children = [Process(target=work) for _ in range(2)]
for child in children:
    child.start()
for child in children:
    ours.sendto(b"x", ours.getsockname())
for child in children:
    child.join()
""",
    "only writing": """
def work():
    connection.sendall(b"x")
    done.wait()
connection = socket.create_connection(server())
done = Event()
child = Process(target=work)
child.start()
connection.sendall(b"x")
print(len(connection.recv(2)))
done.set()
child.join()
""",
}


def rules(folder: Path, source: str) -> list[str]:
    """The rules of what is said of a script under fork; its outcome is ok."""
    (folder / "app.py").write_text(COMMON + source, encoding="utf-8")
    report = check(Target(str(folder / "app.py")), Options(methods=("fork",), pythons=(sys.executable,), timeout=60))
    assert report.runs[0].outcome.value == "ok", report.runs[0].reason
    return [one.rule for one in report.findings]


@pytest.mark.parametrize("case", TOGETHER)
def test_both_read(case: str, tmp_path: Path) -> None:
    """A warning, for it did no harm here."""
    assert rules(tmp_path, TOGETHER[case]) == ["socket-fork"]


@pytest.mark.parametrize("case", APART)
def test_they_do_not(case: str, tmp_path: Path) -> None:
    """Nothing at all."""
    assert rules(tmp_path, APART[case]) == []


def test_nothing_is_to_be_seen(tmp_path: Path) -> None:
    """The methods are what they were, an error's traceback is no longer, and a class's own method stays."""
    source = """
import traceback
class Own(socket.socket):
    def recv(self, size):
        return super().recv(size)
def work():
    pass
one, other = socket.socketpair()
before = socket.socket.recv, one.recv, vars(Own)["recv"]
child = Process(target=work)
child.start()
child.join()
assert (socket.socket.recv, one.recv, vars(Own)["recv"]) == before
one.setblocking(False)
try:
    one.recv(1)
except BlockingIOError:
    assert len(traceback.extract_tb(sys.exc_info()[2])) == 1
own = Own(fileno=one.detach())
other.sendall(b"x")
assert own.recv(1) == b"x"
"""
    assert rules(tmp_path, source) == []
