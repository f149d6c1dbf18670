"""The parent has a name for the dictionary until the child has ended."""
from multiprocessing import Event, Manager, Process


def total(prices, started, go):
    started.set()
    go.wait()
    print(sum(prices.values()))


if __name__ == "__main__":
    manager, started, go = Manager(), Event(), Event()
    prices = manager.dict({"tea": 3, "bun": 2})
    process = Process(target=total, args=(prices, started, go))
    process.start()
    started.wait()
    go.set()
    process.join()
