"""target=self.run sends the whole crawler, and with it the lock on it."""
import threading
from multiprocessing import Process


class Crawler:
    def __init__(self, site):
        self.site = site
        self.seen = []
        self._lock = threading.Lock()

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
