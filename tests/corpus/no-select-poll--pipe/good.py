"""multiprocessing.connection.wait() waits for pipes everywhere."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(sender):
    sender.send("ready")


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    child = Process(target=work, args=(sender,))
    child.start()
    for connection in wait([receiver]):
        print(connection.recv())
    child.join()
