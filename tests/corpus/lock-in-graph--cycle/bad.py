"""A tree whose nodes know their parents, and a lock on one of the children."""
import threading
from multiprocessing import Process


class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = parent
        if parent:
            parent.children.append(self)


def show(node):
    print(node.name, [child.name for child in node.children], node.children[0].parent is node)


if __name__ == "__main__":
    root = Node("root")
    leaf = Node("leaf", root)
    leaf.busy = threading.Lock()
    p = Process(target=show, args=(root,))
    p.start()
    p.join()
