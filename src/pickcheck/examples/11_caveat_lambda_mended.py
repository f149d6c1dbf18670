"""Mended: a function at the top level of the module has a name that leads to it."""

from multiprocessing import Process


def price(amount):
    return f"{amount:.2f}"


class Table:
    def __init__(self):
        self.formats = {"name": str, "price": price}


def show(table):
    print(table.formats["price"](3))


if __name__ == "__main__":
    process = Process(target=show, args=(Table(),))
    process.start()
    process.join()
