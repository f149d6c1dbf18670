"""The function is submitted with its arguments."""
from concurrent.futures import ProcessPoolExecutor


def area(width, height):
    return width * height


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(area, 3, 4)
        print(future.result())
