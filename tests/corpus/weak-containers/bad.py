"""A WeakSet on the object; the error speaks of a local function that the user never wrote."""
from multiprocessing import Process
from weakref import WeakSet


class Sensor:
    def __init__(self, name):
        self.name = name
        self.listeners = WeakSet()

    def measure(self):
        for listener in self.listeners:
            listener.notify(self)
        print(self.name, len(self.listeners))


def poll(sensor):
    sensor.measure()


if __name__ == "__main__":
    p = Process(target=poll, args=(Sensor("north"),))
    p.start()
    p.join()
