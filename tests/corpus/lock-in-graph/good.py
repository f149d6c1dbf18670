"""The dataclass rebuilds its lock on arrival."""
import threading
from dataclasses import dataclass, field
from multiprocessing import Process


@dataclass
class Stats:
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __reduce__(self):
        return Stats, (self.count,)


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
