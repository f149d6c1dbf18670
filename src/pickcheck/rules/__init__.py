"""Why it failed and what mends it: one rule a file, in one explicit, ordered tuple.

The first rule that matches a fault explains it: those that know more stand before those that know less.
"""

from __future__ import annotations

from . import (
    app_not_set_up,
    bound_method_drags_self,
    child_died_parent_ok,
    ctypes_pointer,
    deep_recursion,
    defaultdict_lambda,
    dict_subclass,
    environ_object,
    evil_twin_main,
    exc_bad_init,
    generator_coroutine,
    getattr_recursion,
    getstate_raises,
    hash_cycle,
    lambda_arg,
    local_class,
    local_func,
    lock_in_graph,
    main_no_file,
    main_no_spec,
    maybe_encoding,
    mixed_context,
    module_attr,
    mp_primitive_as_task,
    name_mismatch,
    native_type,
    new_needs_args,
    no_main_guard,
    non_importable_module,
    not_importable_in_child,
    not_same_object,
    os_handle,
    pickled_in_main,
    ppe_result_unpicklable,
    process_on_self,
    semaphore_gone,
    sentinel_identity,
    time_limit,
    type_changed,
    under_main_guard,
    unexplained,
    unloadable,
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
    # what was pickled and does not load
    main_no_file.RULE,
    under_main_guard.RULE,
    pickled_in_main.RULE,
    app_not_set_up.RULE,
    not_importable_in_child.RULE,
    exc_bad_init.RULE,
    getattr_recursion.RULE,
    new_needs_args.RULE,
    dict_subclass.RULE,
    hash_cycle.RULE,
    sentinel_identity.RULE,
    evil_twin_main.RULE,
    type_changed.RULE,
    unloadable.RULE,
)

RUN_RULES: tuple[RunRule, ...] = (
    no_main_guard.RULE,
    main_no_spec.RULE,
    semaphore_gone.RULE,
    child_died_parent_ok.RULE,
    time_limit.RULE,
)
# Asked only about a run that failed and of which no other rule said anything.
UNEXPLAINED: RunRule = unexplained.RULE


def rule_for(fault: Fault) -> Rule:
    """The rule that explains this fault; the last one of each stage matches any."""
    return next(rule for rule in RULES if rule.stage == fault.failure.stage and rule.matches(fault))
