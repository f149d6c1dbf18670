"""Why it failed and what mends it: one rule a file, in one explicit, ordered tuple.

The first rule that matches a fault explains it: those that know more stand before those that know less.
"""

from __future__ import annotations

from . import (
    bound_method_drags_self,
    child_died_parent_ok,
    ctypes_pointer,
    db_conn_fork,
    deep_recursion,
    defaultdict_lambda,
    env_stale,
    environ_object,
    fork_with_threads,
    generator_coroutine,
    getstate_raises,
    global_missing,
    global_stale,
    interp_settings,
    lambda_arg,
    local_class,
    local_func,
    lock_held_at_fork,
    lock_in_graph,
    logging_lost,
    maybe_encoding,
    mixed_context,
    module_attr,
    monkeypatch_lost,
    mp_primitive_as_task,
    name_mismatch,
    native_type,
    no_main_guard,
    non_importable_module,
    not_same_object,
    os_handle,
    ppe_result_unpicklable,
    process_on_self,
    raw_fd,
    rng_identical,
    self_per_task,
    semaphore_gone,
    shared_by_global_mp_object,
    spawn_import_cost,
    stdin_closed,
    time_limit,
    unexplained,
    unpicklable,
    unwrapped_decorator,
    weak_containers,
)
from .rule import Fault, Rule, RunRule, RunView, Said

__all__ = ["RULES", "RUN_RULES", "UNEXPLAINED", "Fault", "Rule", "RunRule", "RunView", "Said", "rule_for"]

RULES: tuple[Rule, ...] = (
    maybe_encoding.RULE,
    ppe_result_unpicklable.RULE,
    deep_recursion.RULE,
    mixed_context.RULE,
    process_on_self.RULE,
    mp_primitive_as_task.RULE,
    environ_object.RULE,
    weak_containers.RULE,
    defaultdict_lambda.RULE,
    unwrapped_decorator.RULE,
    bound_method_drags_self.RULE,
    lambda_arg.RULE,
    local_func.RULE,
    local_class.RULE,
    non_importable_module.RULE,
    not_same_object.RULE,
    name_mismatch.RULE,
    module_attr.RULE,
    generator_coroutine.RULE,
    ctypes_pointer.RULE,
    os_handle.RULE,
    lock_in_graph.RULE,
    getstate_raises.RULE,
    native_type.RULE,
    unpicklable.RULE,
)

RUN_RULES: tuple[RunRule, ...] = (
    no_main_guard.RULE,
    semaphore_gone.RULE,
    global_missing.RULE,
    interp_settings.RULE,
    raw_fd.RULE,
    stdin_closed.RULE,
    global_stale.RULE,
    shared_by_global_mp_object.RULE,
    logging_lost.RULE,
    rng_identical.RULE,
    monkeypatch_lost.RULE,
    env_stale.RULE,
    lock_held_at_fork.RULE,
    db_conn_fork.RULE,
    fork_with_threads.RULE,
    self_per_task.RULE,
    spawn_import_cost.RULE,
    child_died_parent_ok.RULE,
    time_limit.RULE,
)
# Asked only about a run that failed and of which no other rule said anything.
UNEXPLAINED: RunRule = unexplained.RULE


def rule_for(fault: Fault) -> Rule:
    """The rule that explains this fault; the last one matches any."""
    return next(rule for rule in RULES if rule.matches(fault))
