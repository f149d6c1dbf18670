"""os.environ looks like a dict, but it holds functions of the os module."""
import os
from multiprocessing import Process


def build(config):
    print("flags", config["env"].get("NO_SUCH_FLAGS", "none"), "jobs", config["jobs"])


if __name__ == "__main__":
    config = {"jobs": 2, "env": os.environ}
    p = Process(target=build, kwargs={"config": config})
    p.start()
    p.join()
