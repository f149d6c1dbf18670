"""A socket in a temporary folder whose path is too long for one."""
import os
import tempfile
from multiprocessing.connection import Listener

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        deep = os.path.join(folder, "build-" + "x" * 100)
        os.mkdir(deep)
        with Listener(os.path.join(deep, "socket"), family="AF_UNIX") as listener:
            print(type(listener.address).__name__)
