"""The session is opened in the process that uses it."""
from multiprocessing import Process


class Session:
    def __init__(self, user):
        self.user = user

    def __getstate__(self):
        raise TypeError("a Session holds a login; open a new one in each process")


class Client:
    def __init__(self, user):
        self.session = Session(user)


def fetch(user):
    client = Client(user)
    print("fetching for", client.session.user)


if __name__ == "__main__":
    p = Process(target=fetch, args=("ada",))
    p.start()
    p.join()
