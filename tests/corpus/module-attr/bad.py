"""A Process subclass that keeps a module as an attribute."""
import json
from multiprocessing import Process


class Saver(Process):
    def __init__(self, data):
        super().__init__()
        self.data = data
        self.codec = json

    def run(self):
        print(self.codec.dumps(self.data))


if __name__ == "__main__":
    saver = Saver({"a": 1})
    saver.start()
    saver.join()
