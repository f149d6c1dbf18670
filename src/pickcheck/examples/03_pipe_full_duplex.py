"""A pipe on which both processes write and read."""

from multiprocessing import Pipe, Process


def answer(connection):
    while (question := connection.recv()) is not None:
        connection.send(question.upper())
    connection.close()


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=answer, args=(there,))
    process.start()
    for word in ["first", "in", "first", "out"]:
        here.send(word)
        print(here.recv())
    here.send(None)
    process.join()
