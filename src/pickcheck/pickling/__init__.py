"""One object: which leaves will not cross a process boundary, and where they hang.

Runs inside the user's processes: standard library only, no side effects of its own.
"""
