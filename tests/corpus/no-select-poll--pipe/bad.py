"""The parent waits for a pipe with a selector."""

import selectors
from multiprocessing import Pipe, Process


def work(sender):
    sender.send("ready")


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    child = Process(target=work, args=(sender,))
    child.start()
    selector = selectors.DefaultSelector()
    selector.register(receiver, selectors.EVENT_READ)
    for key, events in selector.select():
        print(key.fileobj.recv())
    child.join()
