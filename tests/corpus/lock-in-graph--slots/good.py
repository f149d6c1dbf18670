"""The account's slots are sent without the lock."""
import threading
from multiprocessing import Pool


class Account:
    __slots__ = ("owner", "balance", "guard")

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.guard = threading.RLock()

    def __reduce__(self):
        return Account, (self.owner, self.balance)


def statement(account):
    return f"{account.owner}: {account.balance}"


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.apply(statement, (Account("Ada", 30),)))
