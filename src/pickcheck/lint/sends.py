"""Where a source sends objects to other processes, and what: the calls of multiprocessing and concurrent.futures."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import names, parts
from .calls import argument
from .evaluate import Evaluator
from .methods import Methods
from .starts import started
from .surroundings import asks_method
from .values import Class, Display, Env, Instance, Made, Method, Part, Proxy, Ref, Value

Root = tuple[str, ast.expr, Env]


@dataclass(frozen=True, eq=False)
class Send:
    """A call that sends. channel, direction: as in reports. at: the nodes whose lines do it (none: not seen in this file).

    call: what it was written as; roots: what is sent, by the name of its root. methods: the start methods under which it is
    pickled; anew: those under which the child is not forked. starts: whether a process is being started. worker: the function
    that will be run.
    """

    channel: str
    call: ast.Call
    at: tuple[ast.AST, ...]
    roots: tuple[Root, ...]
    methods: tuple[str, ...]
    starts: bool
    worker: ast.expr | None = None
    context: str | None = None
    instance: Instance | None = None
    anew: tuple[str, ...] = ()

    @property
    def calls_back(self) -> bool:
        """Whether an error goes to a function of the script's, and the script goes on."""
        return any(keyword.arg == "error_callback" for keyword in self.call.keywords)


_TASKS = {
    "apply": "args", "apply_async": "args", "map": "map", "map_async": "map", "imap": "map", "imap_unordered": "map",
    "starmap": "map", "starmap_async": "map",
}  # fmt: skip
_EXECUTORS = {
    names.EXECUTOR: "executor",
    names.INTERPRETERS: "interpreter",
}


class Sends:
    """Finds the sends of one file."""

    def __init__(self, evaluator: Evaluator, methods: Methods) -> None:
        self.evaluator, self.tree, self.methods = evaluator, evaluator.tree, methods

    def all(self) -> list[Send]:
        """Every send, in the order of the source."""
        return [send for call in self.tree.all(ast.Call) for send in self._of(call)]

    def _of(self, call: ast.Call) -> Iterator[Send]:
        env = Env(self.tree.scopes[call])
        func = self.evaluator.value(call.func, env)
        if isinstance(func, Ref):
            yield from self._started(func, call, env)
        elif isinstance(func, Class) and (base := self.process_base(func)) is not None:
            instance = Instance(func, call, env)
            yield replace(
                self._starting("process", call, started(self.evaluator, call), (), None, base.context),
                instance=instance,
            )
        elif isinstance(func, Method) and func.function is None:
            yield from self._sent(func, call, env)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "run_in_executor" and len(call.args) > 1:
            yield from self._in_executor(call, env)

    def process_base(self, cls: Class, below: frozenset[ast.AST] = frozenset()) -> Ref | None:
        """multiprocessing's Process, where the class is one."""
        below |= {cls.node}
        for base in cls.node.bases:
            value = self.evaluator.value(base, Env(self.tree.scopes[cls.node]))
            if isinstance(value, Ref) and value.name == names.PROCESS:
                return value
            if isinstance(value, Class) and value.node not in below and (found := self.process_base(value, below)):
                return found
        return None

    # ---------------------------------------------------------------- processes, pools, executors

    def _started(self, func: Ref, call: ast.Call, env: Env) -> Iterator[Send]:
        if func.name == names.PROCESS:
            target = argument(call, 1, "target")
            args, kwargs = argument(call, 3, "args"), argument(call, 4, "kwargs")
            roots = _roots(env, target=target, args=args, kwargs=kwargs)
            at = started(self.evaluator, call)
            yield self._starting("process", call, at, roots, target, func.context)
        elif func.name == names.POOL:
            initializer = argument(call, 1, "initializer")
            roots = _roots(env, initializer=initializer, initargs=argument(call, 2, "initargs"))
            yield self._starting("pool", call, (call,), roots, initializer, func.context)
        elif func.name in _EXECUTORS:
            context = self._context_of(call, env)
            initializer = argument(call, 2, "initializer")
            roots = _roots(env, initializer=initializer, initargs=argument(call, 3, "initargs"))
            at = started(self.evaluator, call, ("submit", "map"))[:1]
            yield self._starting(_EXECUTORS[func.name], call, at, roots, initializer, context)

    def _starting(
        self, channel: str, call: ast.Call, at: tuple[ast.AST, ...], roots: tuple[Root, ...], worker: ast.expr | None,
        context: str | None,
    ) -> Send:  # fmt: skip
        methods = () if any(asks_method(self.tree, node) for node in (call, *at)) else self.methods.anew(context)
        return Send(channel, call, at, roots, methods, True, worker, context, None, methods)

    def _anew(self, pool: Made) -> tuple[str, ...]:
        """The start methods under which the workers of a pool or an executor are not forked."""
        executor = pool.by.name in _EXECUTORS
        return self.methods.anew(self._context_of(pool.call, pool.env) if executor else pool.by.context)

    def _context_of(self, call: ast.Call, env: Env) -> str:
        given = argument(call, 1, "mp_context")
        if given is None:
            return ""
        value = self.evaluator.value(given, env)
        return self.evaluator.method_of(value) if isinstance(value, Made) and value.by.name == names.CONTEXT else "?"

    # ---------------------------------------------------------------- tasks, queues, pipes

    def _sent(self, func: Method, call: ast.Call, env: Env) -> Iterator[Send]:
        of: Value = func.of
        by = of.by.name if isinstance(of, Made) else ""
        if isinstance(of, Made) and by == names.POOL and func.name in _TASKS:
            yield replace(self._task(func.name, call, env), anew=self._anew(of))
        elif isinstance(of, Made) and by in _EXECUTORS and func.name in ("submit", "map"):
            yield replace(self._submitted(_EXECUTORS[by], func.name, call, env), anew=self._anew(of))
        elif isinstance(of, Proxy) and func.name in ("append", "extend", "insert", "put", "update", "setdefault"):
            yield Send("manager", call, (call,), _numbered(env, call.args), names.METHODS, False)
        elif by in names.QUEUES and func.name in ("put", "put_nowait"):
            yield Send("queue", call, (call,), _roots(env, obj=argument(call, 0, "obj")), names.METHODS, False)
        elif isinstance(of, Part) and of.of.by.name == names.PIPE and func.name == "send":
            yield Send("pipe", call, (call,), _roots(env, obj=argument(call, 0, "obj")), names.METHODS, False)

    def _task(self, name: str, call: ast.Call, env: Env) -> Send:
        func = argument(call, 0, "func")
        if _TASKS[name] == "args":
            roots = _roots(env, func=func, args=argument(call, 1, "args"), kwargs=argument(call, 2, "kwds"))
        else:
            roots = _roots(env, func=func) + self._items(env, argument(call, 1, "iterable"))
        return Send("pool", call, (call,), roots, names.METHODS, False, func)

    def _items(self, env: Env, iterable: ast.expr | None) -> tuple[Root, ...]:
        """What a map goes over, where it is a container: the iterable itself stays here, and its items are sent."""
        value = self.evaluator.value(iterable, env)
        shown = isinstance(value, Display) and isinstance(value.node, (ast.List, ast.Tuple, ast.ListComp))
        held = shown or (isinstance(value, Made) and value.by.name in parts.SEQUENCES)
        return _roots(env, iterable=iterable) if held else ()

    def _submitted(self, channel: str, name: str, call: ast.Call, env: Env) -> Send:
        func, rest = argument(call, 0, "fn"), call.args[1:]
        roots = _roots(env, func=func)
        if name == "submit":
            roots += _numbered(env, rest)
            roots += tuple((f"kwargs[{k.arg!r}]", k.value, env) for k in call.keywords if k.arg and k.arg != "fn")
        elif len(rest) == 1:
            roots += self._items(env, rest[0])
        return Send(channel, call, (call,), roots, names.METHODS, False, func)

    def _in_executor(self, call: ast.Call, env: Env) -> Iterator[Send]:
        pool = self.evaluator.value(call.args[0], env)
        if isinstance(pool, Made) and pool.by.name in _EXECUTORS:
            roots = _roots(env, func=call.args[1]) + _numbered(env, call.args[2:])
            yield Send(_EXECUTORS[pool.by.name], call, (call,), roots, names.METHODS, False, call.args[1])


def _roots(env: Env, **given: ast.expr | None) -> tuple[Root, ...]:
    return tuple((name, expr, env) for name, expr in given.items() if expr is not None)


def _numbered(env: Env, args: list[ast.expr]) -> tuple[Root, ...]:
    found: list[Root] = []
    for index, arg in enumerate(args):
        if isinstance(arg, ast.Starred):
            break
        found.append((f"args[{index}]", arg, env))
    return tuple(found)
