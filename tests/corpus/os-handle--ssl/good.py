"""Every process sets up its own SSLContext."""
import ssl
from multiprocessing import Process


def connect(host):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    print(host, "checks names:", tls.check_hostname)


if __name__ == "__main__":
    p = Process(target=connect, args=("example.org",))
    p.start()
    p.join()
