"""What is found is kept in a pickle, as strings."""
import os
import pickle
import tempfile
from pathlib import Path

name = os.path.join(tempfile.mkdtemp(), "found.pickle")
with open(name, "wb") as file:
    pickle.dump({"root": str(Path("data"))}, file)
with open(name, "rb") as file:
    print(Path(pickle.load(file)["root"]).name)
