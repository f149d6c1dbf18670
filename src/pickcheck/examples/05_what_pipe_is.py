"""Pipe is not a class: it is a method of multiprocessing's default context."""

from multiprocessing import Pipe

if __name__ == "__main__":
    print(type(Pipe))
    print(type(Pipe.__self__))
    print([type(end).__name__ for end in Pipe()])
