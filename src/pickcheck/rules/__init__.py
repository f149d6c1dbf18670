"""Why it failed and what mends it: one rule a file, in one explicit, ordered tuple.

The first rule that matches a fault explains it: those that know more stand before those that know less.
"""

from __future__ import annotations

from . import (
    bound_method_drags_self,
    child_died_parent_ok,
    ctypes_pointer,
    decoy_eof,
    deep_recursion,
    defaultdict_lambda,
    encoding_cp1252,
    environ_object,
    file_in_use,
    generator_coroutine,
    getstate_raises,
    lambda_arg,
    local_class,
    local_func,
    lock_in_graph,
    maybe_encoding,
    mixed_context,
    module_attr,
    mp_primitive_as_task,
    name_mismatch,
    native_type,
    no_fork_api,
    no_fork_context,
    no_main_guard,
    no_posix_module,
    no_select_poll,
    no_signal_name,
    no_such_context,
    non_importable_module,
    not_same_object,
    os_handle,
    posixpath_pickle,
    ppe_result_unpicklable,
    process_on_self,
    semaphore_gone,
    shm_lifetime,
    tempfile_locked,
    time_limit,
    unexplained,
    unpicklable,
    unwrapped_decorator,
    weak_containers,
    workers_61,
    zoneinfo_tzdata,
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
    no_fork_api.RULE,
    no_signal_name.RULE,
    no_posix_module.RULE,
    no_select_poll.RULE,
    no_fork_context.RULE,
    no_such_context.RULE,
    workers_61.RULE,
    tempfile_locked.RULE,
    file_in_use.RULE,
    shm_lifetime.RULE,
    posixpath_pickle.RULE,
    zoneinfo_tzdata.RULE,
    encoding_cp1252.RULE,
    decoy_eof.RULE,
    no_main_guard.RULE,
    semaphore_gone.RULE,
    child_died_parent_ok.RULE,
    time_limit.RULE,
)
# Asked only about a run that failed and of which no other rule said anything.
UNEXPLAINED: RunRule = unexplained.RULE


def rule_for(fault: Fault) -> Rule:
    """The rule that explains this fault; the last one matches any."""
    return next(rule for rule in RULES if rule.matches(fault))
