"""The error holds only plain data and reaches the parent."""
from multiprocessing import Pool


class ParseError(Exception):
    def __init__(self, line):
        super().__init__(line)
        self.line = line


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
