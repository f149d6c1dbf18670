"""The manager is a local variable of the parent; only the proxy is on the object."""
from multiprocessing import Manager, Process


class Board:
    def __init__(self, scores):
        self.scores = scores

    def play(self, name):
        self.scores[name] = len(name)

    def run(self):
        p = Process(target=self.play, args=("ada",))
        p.start()
        p.join()
        print(self.scores.copy())


if __name__ == "__main__":
    with Manager() as manager:
        Board(manager.dict()).run()
