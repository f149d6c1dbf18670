"""The method is chosen for what is made here only, by a context."""
import multiprocessing as mp


def work(queue):
    queue.put("done")


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    queue = ctx.Queue()
    p = ctx.Process(target=work, args=(queue,))
    p.start()
    print(queue.get())
    p.join()
