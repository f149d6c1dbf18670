"""The object holds only what may be sent."""
from multiprocessing import Manager


class Player:
    def __init__(self, name):
        self.name = name


if __name__ == "__main__":
    with Manager() as manager:
        players = manager.list()
        players.append(Player("Ada"))
        print([player.name for player in players])
