"""The configuration is bound under the main guard: a child that imports the script anew has none."""

from multiprocessing import Process


def work():
    print(CONFIG["size"])


if __name__ == "__main__":
    CONFIG = {"size": 3}
    child = Process(target=work)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
