"""A lambda handed to Pool.map: tasks are pickled under every start method."""
from multiprocessing import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        squares = pool.map(lambda n: n * n, range(5))
    print(squares)
