"""What is found is kept in a pickle, for whoever loads it."""
import os
import pickle
import tempfile
from pathlib import Path

name = os.path.join(tempfile.mkdtemp(), "found.pickle")
with open(name, "wb") as file:
    pickle.dump({"root": Path("data")}, file)
with open(name, "rb") as file:
    print(pickle.load(file)["root"].name)
