"""pool.map(self.parse, ...) sends the parser with every task, its cache's lock too."""
import multiprocessing as mp
import threading


class Cache:
    def __init__(self):
        self.lock = threading.RLock()
        self.known = {}


class Parser:
    def __init__(self):
        self.cache = Cache()

    def parse(self, line):
        with self.cache.lock:
            return self.cache.known.setdefault(line, line.split(","))

    def parse_all(self, lines):
        with mp.Pool(2) as pool:
            return pool.map(self.parse, lines)


if __name__ == "__main__":
    print(Parser().parse_all(["a,b", "c,d"]))
