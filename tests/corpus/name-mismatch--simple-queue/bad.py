"""A functional Enum under another name; SimpleQueue pickles in put(), which raises."""
import multiprocessing as mp
from enum import Enum

Color = Enum("Colour", "RED GREEN")


def paint(colours):
    print("paint it", colours.get().name)


if __name__ == "__main__":
    colours = mp.SimpleQueue()
    p = mp.Process(target=paint, args=(colours,), daemon=True)
    p.start()
    colours.put(Color.GREEN)
    p.join()
