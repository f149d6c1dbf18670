"""A task raises an error that holds a lock: the real error is hidden by MaybeEncodingError."""
import threading
from multiprocessing import Pool


class ParseError(Exception):
    def __init__(self, line):
        super().__init__(line)
        self.lock = threading.Lock()


def parse(line):
    if "=" not in line:
        raise ParseError(line)
    return line.split("=")


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            print(pool.apply(parse, ("name",)))
        except ParseError as error:
            print("cannot parse", error)
