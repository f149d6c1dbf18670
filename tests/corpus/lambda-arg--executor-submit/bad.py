"""A lambda submitted to a ProcessPoolExecutor; result() raises."""
from concurrent.futures import ProcessPoolExecutor


def area(width, height):
    return width * height


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(lambda: area(3, 4))
        print(future.result())
