"""``rules schema``: JSON Schema of a guide's files, so that an editor completes and explains keys.

It suggests the ids of the guide at hand and refuses none: whether an id exists is the check's
affair, and a schema written yesterday must not call today's new question a mistake.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from buyguide.errors import InputError, Problem
from buyguide.guide.condition_reading import BUILT_IN_TAGS, operators_of
from buyguide.guide.text_checks import read_text
from buyguide.guide.written import LISTS, WrittenCase, WrittenGuide
from buyguide.guide.yaml_text import read_document
from buyguide.saving import SHARED, save_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buyguide.guide.model import Guide, Question

Schema = dict[str, Any]

FOLDER = "schema"
_TEXT: Schema = {
    "type": ["string", "number", "boolean"]
}  # scalars are text until a type reads them
_CONDITION: Schema = {"$ref": "#/$defs/Condition"}
_CONDITIONS = {"when", "ask_when", "whenever"}


def write_schemas(guide: Guide, folder: Path) -> tuple[Path, ...]:
    """Write the schemas into the guide's folder ``schema``; return the files written.

    Raises ``InputError`` where they cannot be written, or a link would lead them elsewhere.
    """
    target = folder / FOLDER
    if target.is_symlink():
        raise _refused(target, "this is a link, and nothing is written through it.")
    try:
        target.mkdir(exist_ok=True)
    except OSError as error:
        raise _refused(target, f"this folder cannot be made: {error.strerror}.") from None
    written = []
    for name, schema in schemas(guide).items():
        path = target / f"{name}.json"
        save_new(str(path), json.dumps(schema) + "\n", replace=True, mode=SHARED)
        written.append(path)
    return tuple(written)


def _refused(target: Path, what: str) -> InputError:
    return InputError([Problem(str(target), 0, 0, what, "Delete it, or give it another name.")])


def schemas(guide: Guide) -> Mapping[str, Schema]:
    """Return the schema of ``guide.yaml``, of the files with lists, and of cases."""
    models = [model.model_json_schema() for model in LISTS.values()]
    lists: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "array", "items": schema}
            for name, schema in zip(LISTS, models, strict=True)
        },
        "$defs": {k: v for schema in models for k, v in schema.pop("$defs", {}).items()},
    }
    case = WrittenCase.model_json_schema()
    found = {"guide": WrittenGuide.model_json_schema(), "lists": lists, "case": case}
    for schema in found.values():
        _fit(schema, _ids(guide))
    lists["$defs"].update(_conditions(guide))
    case["properties"]["given"]["properties"] = {q.id: _answer(q) for q in guide.questions}
    return found


def _ids(guide: Guide) -> Mapping[str, Schema]:
    """Return what to suggest as the value of a key."""
    rules = _suggest(rule.id for rule in guide.rules)
    cited = (*guide.claims, *guide.facts, *guide.sources)
    goals = guide.question_by_id.get("goals")
    return {
        "severity": _suggest(severity.id for severity in guide.severities),
        "verdict": _suggest(guide.verdict_by_id),
        "goal": _suggest(goals.option_by_id if goals else ()),
        "verdict_in": _one_or_list(_suggest(guide.verdict_by_id)),
        "verdict_not_in": _one_or_list(_suggest(guide.verdict_by_id)),
        "catalogue": _suggest(guide.catalogues),
        "source": _suggest(guide.sources),
        "because": _one_or_list(_suggest(cited)),
        "says": _one_or_list(rules),
        "does_not_say": _one_or_list(rules),
    }


def _fit(part: object, ids: Mapping[str, Schema]) -> None:
    """Fit pydantic's schema to files whose scalars arrive as text, and say what each key means."""
    if isinstance(part, list):
        for inner in part:
            _fit(inner, ids)
    if not isinstance(part, dict):
        return
    for inner in part.values():
        _fit(inner, ids)
    if part.get("type") in ("string", "integer") and "enum" not in part:
        part["type"] = _TEXT["type"]
    properties = part.get("properties")
    for key, schema in properties.items() if isinstance(properties, dict) else ():
        if isinstance(schema, dict):
            _fit_key(key, schema, ids)


def _fit_key(key: str, schema: Schema, ids: Mapping[str, Schema]) -> None:
    items = schema.get("items")
    if key in _CONDITIONS or key == "for_each":
        schema.clear()
        schema.update(_CONDITION)
    elif key == "says" and schema.get("type") != "array":
        pass  # the words of a claim or fact, not the rules of a case
    elif key in ids:
        schema.clear()
        schema.update(ids[key])
    elif isinstance(items, dict) and items.get("type") == _TEXT["type"]:
        schema.update(_one_or_list(items))
        schema.pop("type"), schema.pop("items")
    if key in _meanings():
        schema["description"] = _meanings()[key]


def _conditions(guide: Guide) -> Mapping[str, Schema]:
    questions = {question.id: _test(question, guide) for question in guide.questions}
    groups = {"type": "array", "items": _CONDITION, "minItems": 1}
    return {
        "Condition": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                **questions,
                "any": {**groups, "description": "At least one of these conditions holds."},
                "all": {**groups, "description": "All of these conditions hold."},
                "situation": _one_or_list(_suggest(guide.situations)),
            },
            "additionalProperties": {},
        }
    }


def _test(question: Question, guide: Guide) -> Schema:
    """Return what may stand behind a question in a condition."""
    named = operators_of(question)
    tests: Schema = {
        "type": "object",
        "minProperties": 1,
        "properties": {operator: _operand(operator, question, guide) for operator in named},
        "additionalProperties": False,
    }
    if "any_of" in named:  # its names can stand there alone
        tests = {"anyOf": [_names(question, guide), tests]}
    return _described(tests, question)


def _operand(operator: str, question: Question, guide: Guide) -> Schema:
    """Return what a test compares the answer with."""
    other = {"type": "object", "properties": {"question": _suggest(guide.question_by_id)}}
    if operator in {"answered", "empty"}:
        return {"type": "boolean"}
    if operator in {"tagged", "only_tagged"}:
        entries = guide.catalogues[question.catalogue or ""].entries
        tags = dict.fromkeys(tag for entry in entries for tag in sorted(entry.tags))
        return _one_or_list(_suggest((*tags, *BUILT_IN_TAGS)))
    if question.kind == "amount":
        return {"anyOf": [_TEXT, other]}
    names = _names(question, guide)
    return {"anyOf": [names, other]} if question.options else names


def _names(question: Question, guide: Guide) -> Schema:
    """Return one or several of the options or, of a lookup, of the entries."""
    if question.options:
        return _one_or_list(_suggest(question.option_by_id))
    entries = guide.catalogues[question.catalogue or ""].entries
    return _one_or_list(_suggest(entry.name for entry in entries))


def _answer(question: Question) -> Schema:
    if not question.options:
        return _described({}, question)
    return _described(_one_or_list(_suggest(question.option_by_id), nothing=True), question)


def _described(schema: Schema, question: Question) -> Schema:
    return {**schema, "description": f"{question.label}: {question.ask}"}


def _suggest(ids: Iterable[str]) -> Schema:
    found = list(dict.fromkeys(ids))
    return {"anyOf": [{"enum": found}, _TEXT]} if found else dict(_TEXT)


def _one_or_list(schema: Schema, *, nothing: bool = False) -> Schema:
    choices: list[Schema] = [schema, {"type": "array", "items": schema}]
    return {"anyOf": [*choices, {"type": "null"}] if nothing else choices}


@cache
def _meanings() -> Mapping[str, str]:
    """Return what each key means, in one sentence."""
    path = Path(__file__).parent / "keys.yaml"
    data = read_document(read_text(path, path.name)).data
    keys = data["keys"] if isinstance(data, dict) else None
    return {key: str(said) for key, said in keys.items()} if isinstance(keys, dict) else {}
