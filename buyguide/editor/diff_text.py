"""A difference between two versions in words: lines for the screen, Markdown, and data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import as_number
from buyguide.editor.pasting import answers_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.editor.diff import Change, Difference
    from buyguide.editor.differing import FormChange

_SECTIONS = (
    ("verdict", "Another verdict"),
    ("lost", "No longer told"),
    ("eased", "Told with less urgency"),
    ("gained", "Newly told"),
)
_MOST_CASES = 5


def diff_lines(difference: Difference) -> list[str]:
    """Return the difference as lines; each example is an answers file at the margin."""
    lines: list[str] = []
    for sort, heading in _SECTIONS:
        found = [change for change in difference.changes if change.sort == sort]
        lines += [heading, "-" * len(heading), ""] if found else []
        for change in found:
            lines += [_said(change, difference), *_cases(change), *_example(change, difference), ""]
    for heading, told in (("Who can say what", _form(difference)), ("Words", _words(difference))):
        listed = list(told)
        lines += [heading, "-" * len(heading), "", *listed, ""] if listed else []
    return [*lines, summary(difference)]


def diff_markdown(difference: Difference) -> str:
    """Return the difference as Markdown for a pull request; examples fold away."""
    old, new = difference.old, difference.new
    lines = [f"## {new.title}: what {old.version} → {new.version} means", "", summary(difference)]
    for sort, heading in _SECTIONS:
        found = [change for change in difference.changes if change.sort == sort]
        lines += ["", f"### {heading}", ""] if found else []
        for change in found:
            lines += [f"- {_said(change, difference)}", *(f"  {line}" for line in _cases(change))]
            example = "\n".join(_example(change, difference))
            folded = f"<details><summary>Example</summary>\n\n```yaml\n{example}\n```\n\n</details>"
            lines += ["", *(f"  {line}".rstrip() for line in folded.splitlines()), ""]
    for heading, told in (("Who can say what", _form(difference)), ("Words", _words(difference))):
        listed = [f"- {line}" for line in told]
        lines += ["", f"### {heading}", "", *listed] if listed else []
    return "\n".join(lines) + "\n"


def diff_data(difference: Difference) -> dict[str, object]:
    """Return the difference as plain data, amounts as numbers."""
    questions = {**difference.old.question_by_id, **difference.new.question_by_id}

    def answer(id: str, given: object) -> object:
        amount = isinstance(given, int) and questions[id].kind == "amount"
        return as_number(given) if amount and isinstance(given, int) else given

    def change(one: Change) -> dict[str, object]:
        keys = ("sort", "before", "after", "severity", "worse", "allowed", "cases")
        example = {id: answer(id, given) for id, given in one.example.items()}
        return {key: getattr(one, key) for key in keys} | {"example": example}

    versions = {
        name: {"id": guide.id, "version": guide.version, "digest": guide.digest}
        for name, guide in (("old", difference.old), ("new", difference.new))
    }
    form = [
        {"id": f.id, "what": f.what, "worse": f.worse, "allowed": f.allowed}
        for f in difference.form
    ]
    words = [
        {"id": w.id, "part": w.part, "before": w.before, "after": w.after} for w in difference.words
    ]
    changes = [change(one) for one in difference.changes]
    return {
        **versions,
        "worse": difference.worse,
        "changes": changes,
        "form": form,
        "words": words,
    }


def summary(difference: Difference) -> str:
    """Return the whole difference in a sentence or two."""
    changes, form = difference.changes, difference.form
    worse = [c for c in changes if c.worse and not c.allowed]
    narrower = [c for c in form if c.worse and not c.allowed]
    if not changes and not form:
        texts = len(difference.words)
        words = f" Texts that read differently: {texts}." if texts else ""
        return f"Nobody gets other advice. This holds for every possible interview.{words}"
    moves = sum(change.sort == "verdict" for change in changes)
    lines = len(changes) - moves
    told = f"Moves of a verdict: {moves}. Lines that change for somebody: {lines}."
    if not worse and not narrower:
        return f"{told} Nobody loses a stop or consult line or gets a milder verdict."
    number = len(worse) + len(narrower)
    return f"{told} Milder for somebody: {number} of all changes; see those marked !."


def _said(change: Change, difference: Difference) -> str:
    mark = "" if not change.worse else "(allowed) " if change.allowed else "! "
    if change.sort == "verdict":
        word = " (milder)" if change.worse else ""
        return f"{mark}{change.before} -> {change.after}{word}"
    guide = difference.new if change.sort == "gained" else difference.old
    id = change.after if change.sort == "gained" else change.before
    title = next(rule.title for rule in guide.rules if rule.id == id)
    return f"{mark}{id} ({change.severity}): {title}"


def _cases(change: Change) -> Iterator[str]:
    if change.cases:
        shown = ", ".join(change.cases[:_MOST_CASES])
        more = len(change.cases) - _MOST_CASES
        yield f"moves {shown}" + (f" and {more} more cases" if more > 0 else "")


def _example(change: Change, difference: Difference) -> list[str]:
    """Return a smallest interview; it runs with the new version, and with the old one alike."""
    new = difference.new
    known = {id: a for id, a in change.example.items() if id in new.question_by_id}
    gone = [id for id in change.example if id not in known]
    about = [f"Only the old version asks: {', '.join(gone)}."] if gone else []
    return answers_file(new, known, about).splitlines()


def _form(difference: Difference) -> Iterator[str]:
    def mark(change: FormChange) -> str:
        return "" if not change.worse else "(allowed) " if change.allowed else "! "

    return (f"{mark(change)}{change.what}" for change in difference.form)


def _words(difference: Difference) -> Iterator[str]:
    for change in difference.words:
        yield f'{change.id}, {change.part}: "{change.before}" -> "{change.after}"'
