"""The configuration is passed to the child."""

from multiprocessing import Process


def work(config):
    print(config["size"])


if __name__ == "__main__":
    CONFIG = {"size": 3}
    child = Process(target=work, args=(CONFIG,))
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
