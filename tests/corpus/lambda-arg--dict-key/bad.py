"""A dispatch table with predicates for keys, one of them a lambda."""
from multiprocessing import Process

negative = lambda n: n < 0
TABLE = {str.isdigit: "number", negative: "debt"}


def describe(table, text):
    for test, label in table.items():
        if test is str.isdigit and test(text):
            print(text, label)


if __name__ == "__main__":
    p = Process(target=describe, args=(TABLE, "42"))
    p.start()
    p.join()
