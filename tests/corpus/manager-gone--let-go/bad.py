"""Nobody but the child uses the manager's dictionary, and a spawned child's proxy does not keep it."""
from multiprocessing import Event, Manager, Process


def total(prices, started, go):
    started.set()
    go.wait()
    print(sum(prices.values()))


def send(manager, started, go):
    prices = manager.dict({"tea": 3, "bun": 2})
    process = Process(target=total, args=(prices, started, go))
    process.start()
    started.wait()
    return process


if __name__ == "__main__":
    manager, started, go = Manager(), Event(), Event()
    process = send(manager, started, go)
    go.set()
    process.join()
