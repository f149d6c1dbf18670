"""A fault is on record and nothing seems to happen, but somebody is alive: such a run is never cut."""

from __future__ import annotations

import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Outcome, Report, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are asked for their stacks by a signal")

WHOLE = """
import asyncio, concurrent.futures, hashlib, multiprocessing as mp, os, queue, select, signal, socket, subprocess
import sys, tempfile, threading, time
from multiprocessing import connection

def late(function, *args):
    time.sleep(5)
    function(*args)

def nothing(*_args):
    pass

def notify(condition):
    time.sleep(5)
    with condition:
        condition.notify()

def consume(items):
    items.get()
    time.sleep(5)
    items.task_done()

def connect(address):
    time.sleep(5)
    connection.Client(address).close()

def in_thread(function, *args):
    threading.Thread(target=late, args=(function, *args)).start()

def in_process(function, *args):
    process = mp.Process(target=function, args=args)
    process.start()
    return process

async def serve():
    async def hello(_reader, writer):
        writer.close()
        done.set()
    done = asyncio.Event()
    server = await asyncio.start_server(hello, "127.0.0.1", 0)
    in_thread(lambda: socket.create_connection(server.sockets[0].getsockname()).close())
    await done.wait()
    server.close()

if __name__ == "__main__":
    lost = mp.Queue()
    lost.put(lambda: 1)  # dropped: the fault that is on record
    time.sleep(0.5)  # until the feeder thread has said so: a fork meanwhile may copy a lock that it holds
    BODY
    print("done")
"""
BODIES = {
    "sleep": "time.sleep(5)",
    "select": "a, b = socket.socketpair(); in_thread(b.send, b'x'); select.select([a], [], [])",
    "recv": "a, b = socket.socketpair(); in_thread(b.send, b'x'); a.recv(1)",
    "accept": """
        server = socket.create_server(("127.0.0.1", 0))
        in_thread(lambda: socket.create_connection(server.getsockname()).close())
        server.accept()[0].close()
    """,
    "subprocess": "subprocess.run(['sleep', '5'])",
    "another program": """
        program = [sys.executable, '-c', 'import select; select.select([], [], [], 5)']
        in_process(os.execv, sys.executable, program).join()
    """,
    "another program, without Python": """
        program = ['perl', '-e', 'select(undef, undef, undef, 5)']
        in_process(os.execvp, 'perl', program).join()
    """,
    "waitpid": "os.waitpid(subprocess.Popen(['sleep', '5']).pid, 0)",
    "event with a timeout": "threading.Event().wait(5)",
    "event": "e = threading.Event(); in_thread(e.set); e.wait()",
    "get with a timeout": """
        try:
            mp.Queue().get(timeout=5)
        except queue.Empty:
            pass
    """,
    "child that sleeps": "in_process(time.sleep, 5).join()",
    "child that puts late": "q = mp.SimpleQueue(); in_process(late, q.put, 1); q.get()",
    "join with a timeout": "p = in_process(time.sleep, 8); p.join(5); p.terminate()",
    "pool": "mp.Pool(1).apply(time.sleep, (5,))",
    "pool with a timeout": "mp.Pool(1).map_async(time.sleep, [8]).wait(5)",
    "executor": "concurrent.futures.ProcessPoolExecutor(1).submit(time.sleep, 5).result()",
    "futures with a timeout": """
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            concurrent.futures.wait([pool.submit(time.sleep, 6)], timeout=5)
    """,
    "thread": "t = threading.Thread(target=time.sleep, args=(5,)); t.start(); t.join()",
    "lock": "lock = threading.Lock(); lock.acquire(); in_thread(lock.release); lock.acquire()",
    "with lock": """
        lock = threading.Lock()
        lock.acquire()
        in_thread(lock.release)
        with lock:
            pass
    """,
    "thread's queue": "q = queue.Queue(); in_thread(q.put, 1); q.get()",
    "asyncio": "asyncio.run(asyncio.sleep(5))",
    "asyncio server": "asyncio.run(serve())",
    "signal": "signal.signal(signal.SIGALRM, nothing); signal.alarm(5); signal.pause()",
    "pipe of the system": "r, w = os.pipe(); in_thread(os.write, w, b'x'); os.read(r, 1)",
    "poll": "ends = mp.Pipe(); ends[0].poll(5)",
    "wait": "ends = mp.Pipe(); connection.wait([ends[0]], 5)",
    "event of mp": "mp.Event().wait(5)",
    "barrier": "b = mp.Barrier(2); in_process(late, b.wait); b.wait()",
    "condition": """
        condition = mp.Condition()
        with condition:
            in_process(notify, condition)
            condition.wait()
    """,
    "lock of mp": "lock = mp.Lock(); lock.acquire(); in_thread(lock.release); lock.acquire()",
    "joinable queue": "q = mp.JoinableQueue(); q.put(1); in_process(consume, q); q.join()",
    "manager": """
        with mp.Manager() as manager:
            items = manager.Queue()
            in_process(late, items.put, 1)
            items.get()
    """,
    "listener": """
        with connection.Listener() as listener:
            p = in_process(connect, listener.address)
            listener.accept().close()
            p.join()
    """,
    "computation in C": "deadline = time.time() + 5\nwhile time.time() < deadline: hashlib.pbkdf2_hmac('sha256', b'', b'', 900_000)",
    "computation": "deadline = time.time() + 5\nwhile time.time() < deadline: pass",
    "open": "f = tempfile.mktemp(); os.mkfifo(f); in_thread(lambda: open(f, 'w').close()); open(f).close(); os.remove(f)",
}


def one(folder: Path, body: str) -> Report:
    folder.mkdir()
    script = folder / "app.py"
    script.write_text(WHOLE.replace("    BODY\n", textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"))
    # fork: nothing of it has to pickle.
    return check(Target(str(script)), Options(methods=("fork",), pythons=(sys.executable,), timeout=40))


def test_alive_is_never_cut(tmp_path: Path) -> None:
    """Each goes on for five seconds after the fault, which is twice as long as a stalled run is given."""
    with ThreadPoolExecutor(len(BODIES)) as pool:
        futures = {name: pool.submit(one, tmp_path / name.replace(" ", "-"), body) for name, body in BODIES.items()}
    wrong = {}
    for name, future in futures.items():
        report = future.result()
        run, output = report.runs[0], report.outputs[0]
        if run.outcome is not Outcome.FAILS or run.exit_status != 0 or "done" not in output.stdout or run.seconds < 4.5:
            wrong[name] = (run.outcome.value, run.exit_status, run.seconds, run.reason, output.stderr[-400:])
    assert not wrong
