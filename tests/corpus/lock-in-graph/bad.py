"""A dataclass with a lock two levels down, sent to a child."""
import threading
from dataclasses import dataclass, field
from multiprocessing import Process


@dataclass
class Stats:
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Task:
    name: str
    stats: Stats = field(default_factory=Stats)


def run(task):
    with task.stats.lock:
        task.stats.count += 1
    print(task.name, task.stats.count)


if __name__ == "__main__":
    p = Process(target=run, args=(Task("sync"),))
    p.start()
    p.join()
