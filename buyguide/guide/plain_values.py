"""Turns frozen values into JSON and back: dataclasses, tuples, frozen sets, mappings, plain values.

Knows no class and no field by name. A JSON object with an empty key is a value of the class that
the key names, by its module in this room; every other object is a mapping, every array a tuple.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from typing import Any

_CLASS = ""  # no id and no column is an empty text
_SET, _IN_IT = "frozenset", "in_it"


def as_json(value: object) -> str:
    """Return a value as JSON on one line.

    Raises ``TypeError`` for what could not be had back: lists, foreign classes, other keys than
    text.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:  # noqa: ANN401  whatever the value was
    """Return the value that ``as_json`` made this text of; no other text may be given."""
    return _tuples(json.loads(text, object_hook=_value))


def _plain(value: object) -> object:
    if value is None or type(value) in {str, int, bool}:
        return value
    if type(value) is tuple:  # a named one would come back without its name
        return [_plain(part) for part in value]
    if isinstance(value, frozenset):
        return {_CLASS: _SET, _IN_IT: [_plain(part) for part in sorted(value)]}
    if is_dataclass(value):
        said = {f.name: getattr(value, f.name) for f in fields(value)}
        other = {f.name: said[f.name] for f in fields(value) if said[f.name] != f.default}
        return {_CLASS: _name(type(value)), **{key: _plain(part) for key, part in other.items()}}
    return _plain_mapping(value)


def _plain_mapping(value: object) -> object:
    from collections.abc import Mapping

    if not isinstance(value, Mapping):
        raise TypeError(f"a {type(value).__name__} is no value of a guide")
    if not all(isinstance(key, str) and key != _CLASS for key in value):
        raise TypeError("a key of a mapping is no text, or empty")
    return {key: _plain(part) for key, part in value.items()}


def _name(found: type) -> str:
    room, _, module = found.__module__.rpartition(".")
    if room != __package__:
        raise TypeError(f"{found.__name__} is no class of a guide")
    return f"{module}.{found.__name__}"


def _value(found: dict[str, Any]) -> object:
    """Return what a JSON object stands for; whatever is in it has been through here already."""
    name = found.pop(_CLASS, None)
    parts = {k: _tuples(part) if type(part) is list else part for k, part in found.items()}
    if name is None:
        return parts
    return frozenset(parts[_IN_IT]) if name == _SET else _class(name)(**parts)


def _tuples(found: Any) -> Any:  # noqa: ANN401  any value
    return tuple(map(_tuples, found)) if type(found) is list else found


@cache
def _class(name: str) -> type:
    module, _, its = name.partition(".")
    found: type = getattr(import_module(f"{__package__}.{module}"), its)
    return found
