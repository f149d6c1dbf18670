"""The folder for sockets has a short path."""
import os
import tempfile
from multiprocessing.connection import Listener

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        with Listener(os.path.join(folder, "socket"), family="AF_UNIX") as listener:
            print(type(listener.address).__name__)
