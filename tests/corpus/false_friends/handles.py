"""Sockets and Connections cross: ForkingPickler has reducers for them that plain pickle lacks."""
import socket
from multiprocessing import Pipe, Pool, Process, Queue


def answer(sock, text):
    with sock:
        sock.sendall(text.encode())


def send(conn, text):
    conn.send(text)
    conn.close()


def peer(sock):
    with sock:
        return sock.family == socket.AF_UNIX, sock.recv(20).decode()


def receive(conn):
    return conn.recv()


def pass_on(inbox, outbox):
    conn = inbox.get(timeout=10)
    conn.send("by queue")
    outbox.put("sent")


if __name__ == "__main__":
    inbox, outbox = Queue(), Queue()
    a, b = socket.socketpair()
    c, d = Pipe()
    e, f = Pipe()
    g, h = socket.socketpair()
    with Pool(1) as pool, g:
        g.sendall(b"to a task")
        print(pool.apply(peer, (h,)))
        e.send("to another")
        print(pool.apply(receive, (f,)))
    for target, args in [(answer, (b, "by socket")), (send, (d, "by pipe")), (pass_on, (inbox, outbox))]:
        p = Process(target=target, args=args)
        p.start()
        if target is pass_on:
            inbox.put(f)
            print(outbox.get(timeout=10), e.recv())
        else:
            print(a.recv(20).decode() if target is answer else c.recv())
        p.join()
        assert p.exitcode == 0
