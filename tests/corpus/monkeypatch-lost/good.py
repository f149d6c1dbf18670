"""The child applies the patch itself."""

import os
from multiprocessing import Process
from unittest import mock


def work():
    with mock.patch("os.getlogin", nobody):
        print("patched" if os.getlogin() == "nobody" else "original")


def nobody():
    return "nobody"


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
