"""A pipe on which one process writes and the other reads."""

from multiprocessing import Pipe, Process


def read(connection):
    while (value := connection.recv()) is not None:
        print(f"received {value}")
    connection.close()


if __name__ == "__main__":
    reading, writing = Pipe(duplex=False)
    process = Process(target=read, args=(reading,))
    process.start()
    for value in ["A", "B", "C"]:
        writing.send(value)
    writing.send(None)
    process.join()
