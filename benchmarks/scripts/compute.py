"""A script that only computes."""


def collatz(number):
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps


if __name__ == "__main__":
    print(max(collatz(number) for number in range(1, 30_000)))
