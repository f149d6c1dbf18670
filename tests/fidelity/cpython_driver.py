"""Run tests of CPython's own: cpython_driver.py RESULTS NAME... writes the outcome of every test, by its id."""

import json
import os
import sys
import unittest


class Outcomes(unittest.TextTestResult):
    """Keeps how every test ended; a failing subtest is its test's."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.outcomes = {}

    def note(self, test, outcome):
        parent = getattr(test, "test_case", test)
        if self.outcomes.get(parent.id()) in (None, "ok"):
            self.outcomes[parent.id()] = outcome

    def addSuccess(self, test):
        super().addSuccess(test)
        self.note(test, "ok")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.note(test, "fail")

    def addError(self, test, error):
        super().addError(test, error)
        self.note(test, "error")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skip")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.note(test, "expected failure")

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.note(test, "fail")


def show_recorder():
    """Let os.environ have again what the recorder hides, for tests that hand it to a program explicitly."""
    with open("/proc/self/environ", "rb") as file:
        original = dict(entry.split(b"=", 1) for entry in file.read().split(b"\0") if b"=" in entry)
    if b"PICKCHECK_RUN" in original:
        for name in (b"PICKCHECK_RUN", b"PYTHONPATH"):
            os.environb[name] = original[name]
    return original.get(b"PICKCHECK_RUN")


def let_variables_count():
    """CPython's helper runs programs with -E where it can; then none of them would be recorded."""
    from test.support import script_helper

    script_helper.interpreter_requires_environment = lambda: True


def main():
    control = show_recorder()
    let_variables_count()
    path, *names = sys.argv[1:]
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    result = unittest.TextTestRunner(resultclass=Outcomes, verbosity=2).run(suite)
    journals = len(os.listdir(os.path.join(os.fsdecode(control), "journals"))) if control else 0
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"outcomes": result.outcomes, "journals": journals}, file)


if __name__ == "__main__":
    main()
