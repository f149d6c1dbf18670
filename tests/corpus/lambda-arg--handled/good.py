"""Every task can be sent, so the fallback is never needed."""
import pickle
from multiprocessing import Pipe, Process


def answer():
    return {"fallback": False}


def serve(conn):
    while (task := conn.recv()) is not None:
        conn.send(task())


def run(conn, task):
    try:
        conn.send(task)
    except (pickle.PicklingError, AttributeError, TypeError):
        return task()
    return conn.recv()


if __name__ == "__main__":
    conn, theirs = Pipe()
    server = Process(target=serve, args=(theirs,))
    server.start()
    print(run(conn, dict), run(conn, answer))
    conn.send(None)
    server.join()
