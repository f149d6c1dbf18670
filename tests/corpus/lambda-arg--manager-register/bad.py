"""A manager whose registered callable is a lambda: start() has to send the registry."""
from multiprocessing.managers import BaseManager, DictProxy


class Store(BaseManager):
    pass


if __name__ == "__main__":
    Store.register("settings", callable=lambda: {"depth": 3}, proxytype=DictProxy)
    manager = Store()
    manager.start()
    print(manager.settings().copy())
    manager.shutdown()
