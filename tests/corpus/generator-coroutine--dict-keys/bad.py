"""dict.keys() is a view of the dictionary, not a list; a child answers with one and dies."""
from multiprocessing import Pipe, Process


def serve(conn):
    stock = {"bolt": 3, "nut": 5}
    conn.send(stock.keys())
    conn.close()


if __name__ == "__main__":
    mine, theirs = Pipe()
    p = Process(target=serve, args=(theirs,))
    p.start()
    theirs.close()
    try:
        print("in stock:", sorted(mine.recv()))
    except EOFError:
        print("no answer")
    p.join()
