"""A queue is made from the default context, which settles the start method; setting it afterwards is refused."""
import multiprocessing as mp


def work(queue):
    queue.put("done")


if __name__ == "__main__":
    queue = mp.Queue()
    mp.set_start_method("spawn")
    p = mp.Process(target=work, args=(queue,))
    p.start()
    print(queue.get())
    p.join()
