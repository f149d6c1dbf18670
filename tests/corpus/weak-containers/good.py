"""The listeners stay behind when the sensor is sent."""
from multiprocessing import Process
from weakref import WeakSet


class Sensor:
    def __init__(self, name):
        self.name = name
        self.listeners = WeakSet()

    def __reduce__(self):
        return Sensor, (self.name,)

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
