"""The address is left to multiprocessing, in a temporary folder whose path is short."""
from multiprocessing.connection import Listener

if __name__ == "__main__":
    with Listener() as listener:
        print(type(listener.address).__name__)
