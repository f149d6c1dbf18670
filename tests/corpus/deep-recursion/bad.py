"""A linked list of 100000 links: pickle goes down every one of them."""
from multiprocessing import Process


class Link:
    def __init__(self, value, following):
        self.value = value
        self.following = following


def length(link):
    count = 0
    while link:
        count, link = count + 1, link.following
    print("length", count)


if __name__ == "__main__":
    chain = None
    for n in range(100_000):
        chain = Link(n, chain)
    p = Process(target=length, args=(chain,))
    p.start()
    p.join()
