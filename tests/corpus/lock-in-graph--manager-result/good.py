"""The method returns plain data."""
import threading
from multiprocessing.managers import BaseManager


class Account:
    def __init__(self):
        self.balance = 10
        self.lock = threading.Lock()

    def state(self):
        with self.lock:
            return {"balance": self.balance}


class Bank(BaseManager):
    pass


Bank.register("Account", Account)

if __name__ == "__main__":
    with Bank() as bank:
        account = bank.Account()
        print(account.state()["balance"])
