"""The registered callable is a function of the module."""
from multiprocessing.managers import BaseManager, DictProxy


class Store(BaseManager):
    pass


def settings():
    return {"depth": 3}


if __name__ == "__main__":
    Store.register("settings", callable=settings, proxytype=DictProxy)
    manager = Store()
    manager.start()
    print(manager.settings().copy())
    manager.shutdown()
