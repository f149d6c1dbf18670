"""A library."""
import multiprocessing

ctx = multiprocessing.get_context("spawn")


def show(number):
    print("show", number)
