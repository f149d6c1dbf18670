"""The work is a static method; only names travel."""
import os
from concurrent.futures import ProcessPoolExecutor


class Checker:
    def __init__(self):
        self.log = open(os.devnull, "w")

    @staticmethod
    def check(name):
        return name.isidentifier()

    def check_all(self, names):
        with ProcessPoolExecutor(max_workers=1) as executor:
            for name, valid in zip(names, executor.map(self.check, names)):
                print(name, valid, file=self.log)
                print(name, valid)


if __name__ == "__main__":
    Checker().check_all(["ok", "not ok"])
