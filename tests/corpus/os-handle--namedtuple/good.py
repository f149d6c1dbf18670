"""The child writes to its own standard output; the tuple says only which."""
import sys
from multiprocessing import Process
from typing import NamedTuple


class Report(NamedTuple):
    title: str
    out: str


def publish(report):
    print(report.title, file=getattr(sys, report.out))


if __name__ == "__main__":
    p = Process(target=publish, args=(Report("weekly", "stdout"),))
    p.start()
    p.join()
