"""The function is defined under the main guard: the executor breaks."""
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    def double(number):
        return number * 2

    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(double, 21)
        print(future.result())
