"""multiprocessing's own objects where they belong: inherited by a process, in initargs, through a manager."""
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def setup(shared_lock, shared_total, shared_event):
    global lock, total, event
    lock, total, event = shared_lock, shared_total, shared_event


def add(n):
    with lock, total.get_lock():
        total.value += n
    return event.is_set()


def inherit(semaphore, condition, barrier, queue, simple, array, raw, conn):
    with semaphore, condition:
        array[0], raw[1] = 1.5, 7
    barrier.wait(timeout=10)
    simple.put("simple")
    queue.put("queue")
    conn.send("connection")


def note(board, guard, name):
    with guard:
        board[name] = len(name)


if __name__ == "__main__":
    lock, total, event = mp.Lock(), mp.Value("i", 0), mp.Event()
    event.set()
    shared = mp.Semaphore(2), mp.Condition(), mp.Barrier(2), mp.Queue(), mp.SimpleQueue()
    shared += mp.Array("d", 2), mp.RawArray("i", 2)
    ours, theirs = mp.Pipe()
    p = mp.Process(target=inherit, args=(*shared, theirs))
    p.start()
    shared[2].wait(timeout=10)
    print(shared[4].get(), shared[3].get(timeout=10), ours.recv(), shared[5][0], shared[6][1])
    p.join()
    with mp.Pool(2, initializer=setup, initargs=(lock, total, event)) as pool:
        print(pool.map(add, [1, 2, 3]), total.value)
    with ProcessPoolExecutor(max_workers=1, initializer=setup, initargs=(lock, total, event)) as executor:
        print(list(executor.map(add, [4, 5])), total.value)
    with mp.Manager() as manager:
        board, guard = manager.dict(), manager.Lock()
        with mp.Pool(2) as pool:
            pool.starmap(note, [(board, guard, name) for name in ("ada", "grace")])
        print(sorted(board.items()))
    if p.exitcode:
        raise SystemExit(p.exitcode)
