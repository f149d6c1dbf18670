"""Where a source asks NumPy for integers of the platform's width."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.launch.integers import asked_for, platform_integers

SOURCES = {
    "import numpy as np\na = np.zeros(3, dtype=int)": (2, "dtype=int"),
    "import numpy as np\na = np.zeros(3, dtype='int')": (2, "dtype=int"),
    "import numpy as np\na = np.zeros(3).astype(int)": (2, "astype(int)"),
    "import numpy as np\n\na = np.int_(3)": (3, "np.int_"),
    "import numpy as np\na = np.int_(3)\nb = np.zeros(3, dtype=np.int64)": None,
    "import numpy as np\na = np.zeros(3, dtype=float)": None,
    "a = int('3')\nb = print.uint": None,
    "a = (": None,
}


@pytest.mark.parametrize(("source", "wanted"), SOURCES.items())
def test_asked_for(source: str, wanted: tuple[int, str] | None, tmp_path: Path) -> None:
    """The first line that does; nothing where 64 bits are named, too, and of what is no source."""
    path = tmp_path / "app.py"
    path.write_text(source, encoding="utf-8")
    assert asked_for(str(path)) == wanted


def test_only_sources_whose_arrays_crossed(tmp_path: Path) -> None:
    """A source is read once, and only when wide integers of its were sent."""
    path = str(tmp_path / "app.py")
    Path(path).write_text("import numpy as np\na = np.ones(2, dtype=int)", encoding="utf-8")
    records = [
        {"kind": "integers", "file": path},
        {"kind": "integers", "file": path},
        {"kind": "integers", "file": "gone.py"},
    ]
    assert platform_integers(records) == [("int32", "dtype=int", (path, 2, "<module>"))]
    assert platform_integers([{"kind": "crossing", "file": path}]) == []
