"""The child applies the patch itself."""

import shutil
from multiprocessing import Process
from unittest import mock


def work():
    with mock.patch("shutil.which", found):
        print(shutil.which("no-such-program"))


def found(name):
    return "/found/" + name


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
