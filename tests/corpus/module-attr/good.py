"""The subclass keeps the module's name."""
import importlib
from multiprocessing import Process


class Saver(Process):
    def __init__(self, data):
        super().__init__()
        self.data = data
        self.codec = "json"

    def run(self):
        print(importlib.import_module(self.codec).dumps(self.data))


if __name__ == "__main__":
    saver = Saver({"a": 1})
    saver.start()
    saver.join()
