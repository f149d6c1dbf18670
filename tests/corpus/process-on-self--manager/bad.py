"""The manager is kept on the object whose method is the target."""
from multiprocessing import Manager, Process


class Board:
    def __init__(self):
        self.manager = Manager()
        self.scores = self.manager.dict()

    def play(self, name):
        self.scores[name] = len(name)

    def run(self):
        p = Process(target=self.play, args=("ada",))
        p.start()
        p.join()
        print(self.scores.copy())


if __name__ == "__main__":
    Board().run()
