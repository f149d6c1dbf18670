from concurrent import interpreters

if __name__ == "__main__":
    other = interpreters.create()
    try:
        other.prepare_main(name="run", settings={"size": 3})
        other.exec("print(settings)")
    finally:
        other.close()
