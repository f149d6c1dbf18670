"""A patch that the parent has applied is not there in the child."""

import shutil
from multiprocessing import Process
from unittest import mock


def work():
    print(shutil.which("no-such-program"))


def found(name):
    return "/found/" + name


if __name__ == "__main__":
    with mock.patch("shutil.which", found):
        child = Process(target=work)
        child.start()
        child.join()
