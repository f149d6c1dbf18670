"""One lambda checks two fields: one fault, reached by two ways."""
from dataclasses import dataclass
from multiprocessing import Process
from typing import Callable


@dataclass
class Field:
    value: int
    check: Callable


def validate(form):
    print({name: field.check(field.value) for name, field in form.items()})


if __name__ == "__main__":
    positive = lambda n: n > 0
    form = {"width": Field(3, positive), "height": Field(-1, positive)}
    p = Process(target=validate, args=(form,))
    p.start()
    p.join()
