"""Each platform chooses an address of its own."""

from multiprocessing import Process
from multiprocessing.connection import Client, Listener


def work(address):
    with Client(address) as connection:
        connection.send("hello")


if __name__ == "__main__":
    with Listener() as listener:
        child = Process(target=work, args=(listener.address,))
        child.start()
        print(listener.accept().recv())
        child.join()
