"""Pydantic's errors in an editor's words, each at its place in the file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from buyguide.guide.written_map import Written
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from buyguide.errors import Problem
    from buyguide.guide.yaml_text import Document, Path

Model = TypeVar("Model", bound=Written)
_Words = tuple[str, str, str]  # a finding's id, what is wrong, and what to do


def validate(
    model: type[Model], document: Document, path: Path, problems: list[Problem]
) -> Model | None:
    """Return the map at the path as a model; on errors add a problem for each and return None."""
    data: Any = document.data
    for part in path:
        data = data[part]
    if not isinstance(data, dict):
        what = "a map is expected here: lines of the form key: value."
        problems.append(
            document.problem(path, what, "Indent the keys under this line.").named("BG205")
        )
        return None
    empty = list(_without_value(model, data, path))
    for at in empty:
        what = f'"{at[-1]}" has no value.'
        problems.append(document.problem(at, what, "Write one, or delete the line.").named("BG203"))
    try:
        read = model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        renamed = _renamed(model, details)
        problems.extend(
            _in_words(model, document, path, detail, renamed)
            for detail in details
            if tuple(detail["loc"]) not in renamed.values() and (*path, *detail["loc"]) not in empty
        )
        return None
    return None if empty else read


def _renamed(model: type[Written], details: Sequence[ErrorDetails]) -> dict[Path, Path]:
    """Pair each unknown key with the missing key it most likely stands for."""
    missing = {tuple(d["loc"]) for d in details if d["type"] == "missing"}
    pairs: dict[Path, Path] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *parent, key = detail["loc"]
            meant = did_you_mean(str(key), _keys(model, parent))
            for candidate in missing:
                if candidate[:-1] == tuple(parent) and f'"{candidate[-1]}"' in meant:
                    pairs[tuple(detail["loc"])] = candidate
    return pairs


def _in_words(
    model: type[Written],
    document: Document,
    path: Path,
    detail: ErrorDetails,
    renamed: dict[Path, Path],
) -> Problem:
    loc = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        id, what, remedy = _unknown_key(model, loc, renamed)
    else:
        keys = [part for part in loc if isinstance(part, str)]  # a number in a list says nothing
        id, what, remedy = _wrong_value(detail, keys[-1] if keys else "")
    about_key = detail["type"] in {"extra_forbidden", "missing"}
    return document.problem((*path, *loc), what, remedy, key=about_key).named(id)


def _unknown_key(model: type[Written], loc: Path, renamed: dict[Path, Path]) -> _Words:
    known = _keys(model, loc[:-1])
    remedy = did_you_mean(str(loc[-1]), known) or f"Keys here: {', '.join(known)}."
    if loc in renamed:
        remedy = f'Did you mean "{renamed[loc][-1]}"?'
    return "BG201", f'"{loc[-1]}" is not a key that can stand here.', remedy


def _wrong_value(detail: ErrorDetails, key: str) -> _Words:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "missing":
        return "BG202", f'"{key}" is missing here.', f'Add "{key}: …".'
    if given is None:
        return "BG203", f'"{key}" has no value.', "Write one, or delete the line."
    if kind == "literal_error" and isinstance(given, str):
        expected = str(context["expected"]).replace(" or ", ",").split(",")
        words = [word.strip(" '") for word in expected]
        return "BG204", f'"{given}" is not known here.', remedy_for(given, words)
    if kind == "value_error":
        what = f'"{key}" cannot be read.' if key else "this does not fit together."
        id = "BG208" if not key else "BG214" if key == "pattern" else "BG206"
        return id, what, str(context["error"])
    if kind == "string_pattern_mismatch" and key in {"reviewed_on", "review_by"}:
        return "BG206", f'"{key}" should be a date.', "Write a date as 2026-11-21."
    id, what, remedy = _PLAIN.get("string_type" if kind == "literal_error" else kind, _ODD)
    return id, what.format(key=key), remedy.format(**context)


_ODD = ("BG205", "this does not fit here.", "Compare it with its neighbours.")
_PLAIN = {
    "string_type": (
        "BG205",
        '"{key}" should be one text.',
        "Write it on one line, or fold it with >-.",
    ),
    "list_type": ("BG205", '"{key}" should be a list.', 'Begin each item with "- ".'),
    "dict_type": (
        "BG205",
        '"{key}" should be a map of keys and values.',
        "Write it as key: value.",
    ),
    "model_type": (
        "BG205",
        '"{key}" should be a map of keys and values.',
        "Write it as key: value.",
    ),
    "bool_parsing": ("BG206", '"{key}" should be true or false.', "Write true or false."),
    "bool_type": ("BG206", '"{key}" should be true or false.', "Write true or false."),
    "int_type": ("BG206", '"{key}" should be a whole number.', "Write figures only."),
    "int_parsing": ("BG206", '"{key}" should be a whole number.', "Write figures only."),
    "string_pattern_mismatch": (
        "BG207",
        '"{key}" may hold small letters, figures and _ only.',
        "It must begin with a letter; use _ instead of a blank or a hyphen.",
    ),
    "string_too_short": ("BG209", '"{key}" is empty.', "Write its text."),
    "string_too_long": ("BG209", '"{key}" is too long.', "Keep it to {max_length} letters."),
    "too_short": ("BG209", '"{key}" holds too few items.', "At least {min_length} are needed."),
    "too_long": ("BG209", '"{key}" holds too many items.', "At most {max_length} can stand here."),
}


def _without_value(model: type[Written], data: dict[str, Any], path: Path) -> Iterator[Path]:
    """Yield the keys of the model that stand there with nothing behind them."""
    models = _models_in(model)
    for key, value in data.items():
        if key not in models:
            continue
        if value is None:
            yield (*path, key)
        inner = models[key]
        if inner and isinstance(value, dict):
            yield from _without_value(inner, value, (*path, key))
        elif inner and isinstance(value, list):
            for number, part in enumerate(value):
                if isinstance(part, dict):
                    yield from _without_value(inner, part, (*path, key, number))


@cache
def _models_in(model: type[Written]) -> Mapping[str, type[Written] | None]:
    """Return the keys of a model, each with the model inside it, if there is one."""
    return {key: _inner(field.annotation) for key, field in model.model_fields.items()}


def _keys(model: type[Written], loc: Sequence[str | int]) -> list[str]:
    """Return the keys that the map at a place inside the model may have."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return sorted(model.model_fields, key=lambda key: key == "silence")  # the rarest last


def _inner(annotation: object) -> type[Written] | None:
    """Return the model inside ``list[…]`` or ``… | None``, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    for part in get_args(annotation):
        if found := _inner(part):
            return found
    return None
