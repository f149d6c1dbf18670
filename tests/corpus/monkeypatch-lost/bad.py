"""A patch that the parent has applied is not there in the child."""

import os
from multiprocessing import Process
from unittest import mock


def work():
    print("patched" if os.getlogin() == "nobody" else "original")


def nobody():
    return "nobody"


os.getlogin = lambda: "somebody"

if __name__ == "__main__":
    with mock.patch("os.getlogin", nobody):
        child = Process(target=work)
        child.start()
        child.join()
