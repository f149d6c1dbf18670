"""The target is a function of the module and gets what it captured as an argument."""
from multiprocessing import Process


def render(title):
    print("rendering", title)


def main():
    title = "report"
    p = Process(target=render, args=(title,))
    p.start()
    p.join()


if __name__ == "__main__":
    main()
