"""A class that refuses on purpose to be pickled."""
from multiprocessing import Process


class Session:
    def __init__(self, user):
        self.user = user

    def __getstate__(self):
        raise TypeError("a Session holds a login; open a new one in each process")


class Client:
    def __init__(self, user):
        self.session = Session(user)


def fetch(client):
    print("fetching for", client.session.user)


if __name__ == "__main__":
    p = Process(target=fetch, args=(Client("ada"),))
    p.start()
    p.join()
