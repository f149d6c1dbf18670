"""A channel that is open at the fork: gRPC's threads are not in the child."""

from multiprocessing import Process

import grpc


def work():
    pass


if __name__ == "__main__":
    channel = grpc.insecure_channel("127.0.0.1:9")
    try:
        grpc.channel_ready_future(channel).result(timeout=0.2)
    except grpc.FutureTimeoutError:
        print("nobody answers")
    child = Process(target=work)
    child.start()
    child.join()
