"""A tree whose nodes hold weak references to their parents."""
import weakref
from concurrent.futures import ProcessPoolExecutor


class Folder:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = parent and weakref.ref(parent)
        if parent:
            parent.children.append(self)


def depth(folder):
    return 1 + max(map(depth, folder.children), default=0)


if __name__ == "__main__":
    home = Folder("home")
    Folder("ada", home)
    with ProcessPoolExecutor(max_workers=1) as executor:
        print(executor.submit(depth, home).result())
