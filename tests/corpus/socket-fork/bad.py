"""The parent and its child ask a server over one connection: either may get the other's answer."""

import socket
from multiprocessing import Process


def serve(listener):
    peer, _address = listener.accept()
    while question := peer.recv(6):
        peer.sendall(question.upper())


def ask(connection, question):
    connection.sendall(question)
    return connection.recv(6)


def work(connection):
    for _ in range(20):
        ask(connection, b"child ")


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    Process(target=serve, args=(listener,), daemon=True).start()
    connection = socket.create_connection(listener.getsockname())
    child = Process(target=work, args=(connection,))
    child.start()
    answers = [ask(connection, b"parent") for _ in range(20)]
    child.join()
    print(len(answers))
