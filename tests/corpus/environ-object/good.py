"""dict(os.environ) is one."""
import os
from multiprocessing import Process


def build(config):
    print("flags", config["env"].get("NO_SUCH_FLAGS", "none"), "jobs", config["jobs"])


if __name__ == "__main__":
    config = {"jobs": 2, "env": dict(os.environ)}
    p = Process(target=build, kwargs={"config": config})
    p.start()
    p.join()
