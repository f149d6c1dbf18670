"""The process is started wherever the script is imported, also by its own children."""
from multiprocessing import Process


def work(number):
    print("work", number)


p = Process(target=work, args=(1,))
p.start()
p.join()
