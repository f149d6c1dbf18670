"""something cannot be shared with another interpreter of the same process."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short


def _matches(fault: Fault) -> bool:
    return fault.failure.channel == "interpreter" and fault.leaf.raised[0].rpartition(".")[2] == "NotShareableError"


def _message(fault: Fault) -> str:
    if fault.leaf.root == "result":
        return "the result cannot be shared with the interpreter that asked for it, nor pickled: a part of it will not cross"
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))}, and prepare_main() only shares: it pickles nothing"


def _advice(fault: Fault) -> str:
    if fault.leaf.root == "result":
        return "return numbers, strings, bytes and what pickles of them; pickle.dumps(result) at the end of the function raises there what fails"
    return "hand it over as an argument of call(), or through a queue, which pickle what they cannot share; or give prepare_main() numbers, strings, bytes, tuples of such"


RULE = Rule(
    code="PK127",
    slug="not-shareable",
    title="something cannot be shared with another interpreter",
    why=(
        "Interpreters of one process have their own objects. What is handed to another one is shared where it is a "
        "number, a string, bytes, a tuple of such, a queue of concurrent.interpreters or a function without state; anything else "
        "is pickled, but not by prepare_main(). What can be neither raises NotShareableError, which names no part."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
