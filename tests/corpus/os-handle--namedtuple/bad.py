"""A NamedTuple with an open file for one of its fields."""
import sys
from multiprocessing import Process
from typing import NamedTuple, TextIO


class Report(NamedTuple):
    title: str
    out: TextIO


def publish(report):
    print(report.title, file=report.out)


if __name__ == "__main__":
    p = Process(target=publish, args=(Report("weekly", sys.stdout),))
    p.start()
    p.join()
