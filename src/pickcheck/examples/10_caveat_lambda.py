"""The caveat, a lambda: it goes along under fork; elsewhere it would have to be found by its name."""

from multiprocessing import Process


class Table:
    def __init__(self):
        self.formats = {"name": str, "price": lambda amount: f"{amount:.2f}"}


def show(table):
    print(table.formats["price"](3))


if __name__ == "__main__":
    process = Process(target=show, args=(Table(),))
    process.start()
    process.join()
