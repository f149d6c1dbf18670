"""What the processes of one run wrote down, gathered: the plain facts that rules look at."""

RawPlace = tuple[str, int, str]
