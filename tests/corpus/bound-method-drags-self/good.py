"""The crawler leaves its lock behind when it is pickled, and makes a new one."""
import threading
from multiprocessing import Process


class Crawler:
    def __init__(self, site):
        self.site = site
        self.seen = []
        self._lock = threading.Lock()

    def __getstate__(self):
        return {"site": self.site, "seen": self.seen}

    def __setstate__(self, state):
        self.__dict__.update(state, _lock=threading.Lock())

    def run(self):
        with self._lock:
            self.seen.append(self.site)
        print("crawled", self.seen)

    def start(self):
        p = Process(target=self.run)
        p.start()
        p.join()


if __name__ == "__main__":
    Crawler("example.org").start()
