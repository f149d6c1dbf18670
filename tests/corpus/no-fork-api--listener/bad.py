"""The listener is given the address of a Unix socket."""

import os
import tempfile
from multiprocessing import Process
from multiprocessing.connection import Client, Listener


def work(address):
    with Client(address) as connection:
        connection.send("hello")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        with Listener(os.path.join(folder, "socket")) as listener:
            child = Process(target=work, args=(listener.address,))
            child.start()
            print(listener.accept().recv())
            child.join()
