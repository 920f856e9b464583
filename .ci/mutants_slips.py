"""Makes slips: each is one function of a module with one small change, made by mutmut's operators.

A slip is put in place by giving the function its changed code, so that everybody who holds the
function has it, and nothing is slower than it is.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import importlib
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

import libcst as cst
from mutmut.mutation.file_mutation import create_mutations

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITHIN = ("fget", "func", "__func__", "__wrapped__")  # where decorators keep what they decorate


@dataclass(frozen=True)
class Slip:
    """One change: the module's path, the function, and its text before and after."""

    module: str
    function: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """A name that stays while the function does."""
        return hashlib.sha256(f"{self.function}\n{self.before}\n{self.after}".encode()).hexdigest()

    @property
    def change(self) -> list[str]:
        """The lines taken out and put in, with their signs."""
        lines = difflib.ndiff(self.before.splitlines(), self.after.splitlines())
        return [f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "+-"]


def slips_of(module: str) -> Iterator[Slip]:
    """Yield every slip of a module."""
    tree, mutations, *_ = create_mutations(module, _source(module))
    owners = {
        function: f"{statement.name.value}."
        for statement in tree.body
        if isinstance(statement, cst.ClassDef)
        for function in statement.body.body
    }
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            changed = function.deep_replace(mutation.original_node, mutation.mutated_node)
            name = owners.get(function, "") + function.name.value
            texts = (tree.code_for_node(each).strip() for each in (function, changed))
            yield Slip(module, name, *texts)


def functions_of(module: str) -> Iterator[tuple[str, CodeType]]:
    """Yield the name and the code of each function that can have slips."""
    tree = ast.parse(_source(module))
    classes = [(f"{node.name}.", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    for owner, body in [("", tree.body), *classes]:
        for node in body:
            if isinstance(node, ast.FunctionDef):
                yield owner + node.name, _live(module, owner + node.name).__code__


def put_in_place(slip: Slip) -> None:
    """Change the living function."""
    tree = ast.parse(_source(slip.module))
    changed = ast.parse(slip.after).body[0]
    assert isinstance(changed, ast.FunctionDef)  # noqa: S101 as slips_of made it
    *owners, name = slip.function.split(".")
    home: ast.Module | ast.ClassDef = tree
    for owner in owners:
        home = next(n for n in home.body if isinstance(n, ast.ClassDef) and n.name == owner)
    home.body = [changed if _is_named(node, name) else node for node in home.body]
    live = _live(slip.module, slip.function)
    live.__code__ = reduce(_inner, slip.function.split("."), compile(tree, slip.module, "exec"))
    live.__defaults__ = tuple(_value(each, live) for each in changed.args.defaults) or None
    kept = zip(changed.args.kwonlyargs, changed.args.kw_defaults, strict=True)
    live.__kwdefaults__ = {a.arg: _value(d, live) for a, d in kept if d is not None} or None


@cache
def _source(module: str) -> str:
    """Return a module's text with the decorators of its functions left blank."""
    source = Path(module).read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for each in node.decorator_list:
                end = each.end_lineno or each.lineno
                lines[each.lineno - 1 : end] = ["\n"] * (end - each.lineno + 1)
    return "".join(lines)


def _is_named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _live(module: str, function: str) -> FunctionType:
    home = importlib.import_module(module.removesuffix(".py").replace("/", "."))
    found = reduce(lambda owner, name: vars(owner)[name], function.split("."), home)
    while not isinstance(found, FunctionType) or hasattr(found, "__wrapped__"):
        found = next(getattr(found, name) for name in _WITHIN if hasattr(found, name))
    return found


def _inner(code: CodeType, name: str) -> CodeType:
    return next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name)


def _value(default: ast.expr, live: FunctionType) -> object:
    code = compile(ast.Expression(default), "default", "eval")
    return eval(code, live.__globals__)  # noqa: S307 the text of our own functions
