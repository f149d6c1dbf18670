"""Each process makes its own SystemRandom."""
import random
from concurrent.futures import ProcessPoolExecutor


class Dice:
    def __init__(self, sides):
        self.sides = sides

    def __getattr__(self, name):
        if name == "rng":
            self.rng = random.SystemRandom()
            return self.rng
        raise AttributeError(name)


def roll(dice):
    return 1 <= dice.rng.randint(1, dice.sides) <= dice.sides


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        print(executor.submit(roll, Dice(6)).result())
