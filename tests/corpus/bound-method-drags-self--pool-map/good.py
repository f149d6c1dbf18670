"""A static method needs no parser, and the results are cached by the parent."""
import multiprocessing as mp
import threading


class Cache:
    def __init__(self):
        self.lock = threading.RLock()
        self.known = {}


class Parser:
    def __init__(self):
        self.cache = Cache()

    @staticmethod
    def parse(line):
        return line.split(",")

    def parse_all(self, lines):
        with mp.Pool(2) as pool:
            results = pool.map(self.parse, lines)
        with self.cache.lock:
            self.cache.known.update(zip(lines, results))
        return results


if __name__ == "__main__":
    print(Parser().parse_all(["a,b", "c,d"]))
