"""What a child sees otherwise, in whole runs: what is read, what is its own, what is too big, who is killed."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Report, Target


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, *methods: str, **others: str) -> Report:
    """Check a script, with other modules beside it."""
    for name, text in {"app": source, **others}.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    monkeypatch.chdir(folder)
    return check(Target("app.py"), Options(methods=methods, pythons=(sys.executable,), timeout=20))


METHODS = ("spawn",) if sys.platform == "win32" else ("spawn", "forkserver")


def said(report: Report) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in report.findings]


def test_a_module_of_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``config.DEBUG = True`` in the parent; the child reads it by attribute, by a copied name, through a method."""
    source = """
    import config
    from multiprocessing import Process
    from config import settings, names
    def work():
        print(config.DEBUG, names, settings.get())
    if __name__ == "__main__":
        config.DEBUG = True
        names.append(1)
        settings.size = 9
        child = Process(target=work)
        child.start()
        child.join()
    """
    config = """
    DEBUG = False
    names = []
    class Settings:
        def __init__(self):
            self.size = 1
        def get(self):
            return self.size
    settings = Settings()
    """
    report = run(tmp_path, monkeypatch, source, "spawn", config=config)
    assert report.runs[0].outcome.value == "differs", report.runs[0].reason
    subjects = [text.partition("config.DEBUG")[1] or text for text in said(report)]
    assert len(subjects) == 3 and all(finding.rule == "global-stale" for finding in report.findings), said(report)


def test_what_the_child_does_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another key, another attribute, an equal value, a name that is bound again by the child."""
    source = """
    from multiprocessing import Process
    OPTIONS = {"a": 1, "b": 2}
    TAGS = {"x"}
    LEVEL = 1
    MODE = "x"
    class Job:
        size = 1
        name = "n"
    def set_up():
        global MODE
        MODE = "child"
    def work():
        set_up()
        print(OPTIONS["b"], OPTIONS.get("c"), "d" in OPTIONS, "x" in TAGS, Job.name, MODE)
    if __name__ == "__main__":
        OPTIONS["a"] = 7
        TAGS.add("y")
        LEVEL = 2
        MODE = "parent"
        Job.size = 5
        child = Process(target=work)
        child.start()
        child.join()
    """
    report = run(tmp_path, monkeypatch, source, *METHODS)
    assert [run.outcome.value for run in report.runs] == ["ok"] * len(METHODS) and not report.findings, said(report)


def test_too_big_to_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parent changed and the child reads, but nobody could compare, is named."""
    source = """
    from multiprocessing import Process
    BIG = {number: [number] for number in range(100_000)}
    CONSTANT = list(range(100_000))
    def work():
        print(BIG[99_999], CONSTANT[3])
    if __name__ == "__main__":
        BIG[99_999] = 0
        child = Process(target=work)
        child.start()
        child.join()
    """
    report = run(tmp_path, monkeypatch, source, "spawn")
    assert report.runs[0].outcome.value == "ok"
    assert "BIG, too big to be compared" in report.runs[0].reason and "CONSTANT" not in report.runs[0].reason


def test_a_child_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it read before is on record."""
    source = """
    import os, signal
    from multiprocessing import Process
    SIZE = 1
    def work():
        size = SIZE
        os.kill(os.getpid(), signal.SIGKILL)
    if __name__ == "__main__":
        SIZE = 2
        child = Process(target=work)
        child.start()
        child.join()
    """
    report = run(tmp_path, monkeypatch, source, "spawn")
    assert report.runs[0].outcome.value == "fails"
    assert any("SIZE as 1" in text for text in said(report)), said(report)


def test_a_handled_missing_global_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script caught the task's NameError and ended well."""
    source = """
    from multiprocessing import Pool
    def work(value):
        return CONFIG + value
    if __name__ == "__main__":
        CONFIG = 1
        with Pool(1) as pool:
            try:
                print(pool.map(work, [1]))
            except NameError:
                print("caught")
    """
    report = run(tmp_path, monkeypatch, source, "spawn")
    assert report.runs[0].outcome.value == "ok"
    assert [(f.rule, f.severity.value) for f in report.findings] == [("global-missing", "warning")]


def test_a_logger_for_each_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them a worker's first record is of is chance: the line is one finding all the same."""
    source = """
    import logging, time
    from multiprocessing import Pool
    def work(number):
        logging.getLogger(f"task {number}").info("at work")
        time.sleep(0.2)
    if __name__ == "__main__":
        logging.basicConfig(level=logging.INFO)
        with Pool(2) as pool:
            pool.map(work, range(6), chunksize=1)
    """
    report = run(tmp_path, monkeypatch, source, *METHODS)
    assert [finding.rule for finding in report.findings] == ["logging-lost"]


def test_a_secret_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name it may be one: the report has no value of it."""
    source = """
    from multiprocessing import Process
    API_TOKEN = ""
    def work():
        print(len(API_TOKEN))
    if __name__ == "__main__":
        API_TOKEN = "s3cr3t-value"
        child = Process(target=work)
        child.start()
        child.join()
    """
    report = run(tmp_path, monkeypatch, source, "spawn")
    assert report.runs[0].outcome.value == "differs"
    assert "s3cr3t" not in str(report)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_native_threads_at_a_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that Python did not start are counted; those that ended are not."""
    source = """
    import ctypes, threading, time
    from multiprocessing import Process
    def work():
        print("at work")
    if __name__ == "__main__":
        done = threading.Thread(target=int)
        done.start()
        done.join()
        first = Process(target=work)
        first.start()
        first.join()
    """
    assert not run(tmp_path, monkeypatch, source, "fork").findings


@pytest.mark.skipif(sys.platform == "win32", reason="its clock is too coarse")
def test_modules_that_a_child_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the child's own: none of the recorder's is counted."""
    source = """
        import sys, time
        from multiprocessing import Process
        while time.process_time() < 1.3:
            pass
        def work():
            print(sum(not name.startswith("_pickcheck") for name in list(sys.modules)))
        if __name__ == "__main__":
            child = Process(target=work)
            child.start()
            child.join()
        """
    report = run(tmp_path, monkeypatch, source, "spawn")
    (found,) = [finding for finding in report.findings if finding.rule == "spawn-import-cost"]
    assert f" {report.outputs[0].stdout.strip()} modules" in found.message
