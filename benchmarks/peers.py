"""Other engines that decide by rules, each given the same rules in the form that suits it best."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from benchmarks.languages import SIGNS, WORDS, json_logic, written
from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.workload import Person
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide

AT_ONCE = 500  # rules in one text for CEL in C++, which takes 100,000 characters


@dataclass(frozen=True)
class Engine:
    """An engine with its rules loaded.

    ``ready`` puts a person's answers into the form it wants and ``ids`` reads the rules that hold
    from what ``decide`` returns; neither is timed. The verdict follows from the ids, and is not
    asked of it.
    """

    decide: Callable[[Any], Any]
    ids: Callable[[Any], list[str]]
    ready: Callable[[Person], Any]


def listed(person: Person) -> dict[str, Any]:
    """Return the answers as JSON has them: options ticked as a list."""
    return {id: list(a) if isinstance(a, tuple) else a for id, a in person.items()}


def _flags(guide: Guide) -> Callable[[Any], list[str]]:
    """Return what reads a list of true and false, one for each rule."""
    ids = [rule.id for rule in guide.rules]
    return lambda flags: list(compress(ids, flags))


def _conditions(guide: Guide) -> list[Condition]:
    return [rule.when for rule in guide.rules if rule.when is not None]


def datalogic(guide: Guide) -> Engine:
    """JsonLogic in Rust: all rules as one array, the answers parsed before."""
    from datalogic_py import DataHandle
    from datalogic_py import Engine as Datalogic

    engine = Datalogic()
    rule = engine.compile([json_logic(condition) for condition in _conditions(guide)])
    session = engine.session()

    def decide(person: DataHandle) -> object:
        return session.evaluate_data(rule, person)

    return Engine(decide, _flags(guide), lambda person: DataHandle(listed(person)))


def zen_expression(guide: Guide) -> Engine:
    """GoRules in Rust: all rules as one array expression, compiled."""
    import zen

    every = ", ".join(written(condition, WORDS) for condition in _conditions(guide))
    return Engine(zen.compile_expression(f"[{every}]").evaluate, _flags(guide), listed)


def zen_table(guide: Guide) -> Engine:
    """GoRules in Rust: a decision table that collects, a row for each rule, compiled."""
    import zen

    rows = [
        {"_id": rule.id, "if": written(rule.when, WORDS), "id": f'"{rule.id}"'}
        for rule in guide.rules
        if rule.when is not None
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "if", "name": "if"}],
        "outputs": [{"id": "id", "name": "id", "field": "id"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "table"},
        {"id": "last", "sourceId": "table", "targetId": "out"},
    ]
    content = zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
    decision = zen.ZenEngine().create_decision(content)
    return Engine(decision.evaluate, lambda found: [row["id"] for row in found["result"]], listed)


def cel_in_rust(guide: Guide) -> Engine:
    """CEL in Rust: all rules as one list expression, compiled."""
    import cel

    every = ", ".join(written(condition, SIGNS) for condition in _conditions(guide))
    return Engine(cel.compile(f"[{every}]").execute, _flags(guide), listed)


def cel_in_cpp(guide: Guide) -> Engine:
    """CEL in C++ by Google: list expressions of so many rules as it takes at once, compiled."""
    from cel_expr_python import cel

    kinds = {"amount": cel.Type.INT, "choices": cel.Type.List(cel.Type.STRING)}
    types = {question.id: kinds.get(question.kind, cel.Type.STRING) for question in guide.questions}
    env = cel.NewEnv(variables=types)
    texts = [written(condition, SIGNS) for condition in _conditions(guide)]
    lists = [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]
    expressions = [env.compile(f"[{', '.join(some)}]") for some in lists]

    def decide(person: dict[str, Any]) -> list[bool]:
        answers = env.Activation(person)
        return [flag for each in expressions for flag in each.eval(answers).plain_value()]

    return Engine(decide, _flags(guide), listed)


def cel_in_python(guide: Guide) -> Engine:
    """CEL in Python: all rules as one list expression, parsed."""
    import celpy
    from celpy.adapter import json_to_cel

    every = ", ".join(written(condition, SIGNS) for condition in _conditions(guide))
    env = celpy.Environment()
    program = env.program(env.compile(f"[{every}]"))
    return Engine(
        program.evaluate,
        _flags(guide),
        lambda person: {id: json_to_cel(a) for id, a in listed(person).items()},
    )


def simpleeval(guide: Guide) -> Engine:
    """Python expressions interpreted: each rule parsed before."""
    from simpleeval import EvalWithCompoundTypes

    engine = EvalWithCompoundTypes()
    texts = [written(condition, WORDS) for condition in _conditions(guide)]
    parsed = [(text, engine.parse(text)) for text in texts]

    def decide(person: dict[str, Any]) -> list[bool]:
        engine.names = person
        return [engine.eval(text, previously_parsed=tree) for text, tree in parsed]

    return Engine(decide, _flags(guide), listed)


def panzi_json_logic(guide: Guide) -> Engine:
    """JsonLogic in Python: each rule by itself."""
    from json_logic import jsonLogic

    rules = [json_logic(condition) for condition in _conditions(guide)]
    return Engine(lambda person: [jsonLogic(r, person) for r in rules], _flags(guide), listed)


def rule_engine(guide: Guide) -> Engine:
    """An expression language in Python: each rule parsed before."""
    from rule_engine import Rule

    rules = [Rule(written(condition, WORDS)) for condition in _conditions(guide)]
    return Engine(lambda person: [r.matches(person) for r in rules], _flags(guide), listed)


def business_rules(guide: Guide) -> Engine:
    """Rules as JSON in Python."""
    from business_rules.engine import check_conditions_recursively
    from business_rules.variables import (
        BaseVariables,
        numeric_rule_variable,
        select_multiple_rule_variable,
    )

    def variable(id: str, kind: str) -> object:
        mark = numeric_rule_variable if kind == "amount" else select_multiple_rule_variable
        return mark(label=id)(lambda self: self.person[id])

    names = {question.id: variable(question.id, question.kind) for question in guide.questions}
    answers = type("Answers", (BaseVariables,), names)
    rules = [_business_rule(condition) for condition in _conditions(guide)]

    def ready(person: Person) -> object:
        found = answers()
        found.person = {id: [a] if isinstance(a, str) else a for id, a in listed(person).items()}
        return found

    return Engine(
        lambda person: [check_conditions_recursively(rule, person) for rule in rules],
        _flags(guide),
        ready,
    )


def _business_rule(condition: Condition) -> dict[str, Any]:
    match condition:
        case Test():
            operators = {
                "below": "less_than",
                "at_most": "less_than_or_equal_to",
                "above": "greater_than",
                "at_least": "greater_than_or_equal_to",
                "any_of": "shares_at_least_one_element_with",
                "none_of": "shares_no_elements_with",
            }
            value = list(condition.options) if condition.amount is None else condition.amount
            operator = operators[condition.operator]
            return {"name": condition.question, "operator": operator, "value": value}
        case All(parts):
            return {"all": [_business_rule(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_business_rule(part) for part in parts]}
        case InSituation():
            raise NotImplementedError("the workload has no situations")


PEERS: Mapping[str, Callable[[Guide], Engine]] = {
    "datalogic (Rust)": datalogic,
    "GoRules expression (Rust)": zen_expression,
    "GoRules table (Rust)": zen_table,
    "CEL (Rust)": cel_in_rust,
    "CEL (C++)": cel_in_cpp,
    "simpleeval": simpleeval,
    "panzi-json-logic": panzi_json_logic,
    "business-rules": business_rules,
    "rule-engine": rule_engine,
    "CEL (Python)": cel_in_python,
}
