"""An open file handed to a child."""
import os
from multiprocessing import Process


def write(out, text):
    print("writing", len(text), "characters")
    out.write(text)


if __name__ == "__main__":
    with open(os.devnull, "w") as out:
        p = Process(target=write, args=(out, "hello"))
        p.start()
        p.join()
