"""An object with a lock appended to a manager's list: the call has to be sent."""
import threading
from multiprocessing import Manager


class Player:
    def __init__(self, name):
        self.name = name
        self.lock = threading.Lock()


if __name__ == "__main__":
    with Manager() as manager:
        players = manager.list()
        players.append(Player("Ada"))
        print([player.name for player in players])
