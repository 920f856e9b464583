"""The editor's commands: everything under ``rules``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.errors import Exit
from buyguide.guide.places import find_guide
from buyguide.loading import loading
from buyguide.screen import say, show

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from buyguide.editor.checking import Checked


def rules(arguments: Namespace) -> Exit:
    """Run one of the editor's commands."""
    return _COMMANDS[arguments.rules_command](arguments)


def _check(arguments: Namespace) -> Exit:
    """Print everything that is wrong with a guide, once or after every save."""
    folder = find_guide(arguments.folder or arguments.guide)
    if not arguments.watch:
        with loading():  # it ends after that, so that next to nothing is worth collecting
            return _check_once(folder, arguments)
    from buyguide.editor.watching import changes

    status = Exit.FINE
    for _ in changes(folder):
        status = _check_once(folder, arguments)
    return status


def _check_once(folder: Path, arguments: Namespace) -> Exit:
    from buyguide.editor.checking import check

    articles = Path(arguments.articles) if arguments.articles else None
    select = (arguments.select or "").upper().replace(",", " ").split()
    checked = check(folder, article_folder=articles, select=select, seconds=_seconds(arguments))
    show(_findings(checked, arguments.format))
    return checked.exit


def _findings(checked: Checked, format: str) -> str:
    from buyguide.editor.checking import summary
    from buyguide.editor.formats import as_json, github_lines, sarif
    from buyguide.problem_text import problem_lines

    if format == "json":
        return as_json(checked)
    if format == "sarif":
        return sarif(checked.problems)
    if format == "github":
        return "\n".join([*github_lines(checked.problems), summary(checked)])
    lines = problem_lines(checked.problems)
    return "\n".join([*lines, *([""] if lines else []), summary(checked)])


def _review(arguments: Namespace) -> Exit:
    """Write down that the guide was read as it is now; not while it has errors."""
    from buyguide.editor.checking import check
    from buyguide.editor.pieces import pieces
    from buyguide.editor.record import RECORD, record_text
    from buyguide.editor.review import signing
    from buyguide.saving import SHARED, save_new

    folder = find_guide(arguments.folder or arguments.guide)
    checked = check(folder)
    if checked.desk is None or checked.exit is Exit.FINDINGS:
        show(_findings(checked, "text"))
        say("Nothing was written: a guide is reviewed once it has no errors.")
        return Exit.FINDINGS
    said = signing(checked.desk)
    save_new(str(folder / RECORD), record_text(pieces(checked.desk)), replace=True, mode=SHARED)
    show(*said)
    return Exit.FINE


def _explain(arguments: Namespace) -> Exit:
    from buyguide.editor.desk import read_desk
    from buyguide.editor.explaining import explain, explain_finding
    from buyguide.editor.pages import text_page

    document = explain_finding(arguments.id)
    if document is None:
        desk, _ = read_desk(find_guide(arguments.guide))
        document = explain(desk, arguments.id)
    show(text_page(document))
    return Exit.FINE


def _book(arguments: Namespace) -> Exit:
    from buyguide.editor.book import book
    from buyguide.editor.desk import read_desk
    from buyguide.editor.pages import text_page
    from buyguide.report.formats import document_text, format_of
    from buyguide.saving import check_new, save_new

    format = arguments.format or "text"
    if arguments.output:
        check_new(arguments.output, replace=arguments.force)
        format = format_of(arguments.output, arguments.format)
    desk, _ = read_desk(find_guide(arguments.guide))
    document = book(desk)
    text = text_page(document) if format == "text" else document_text(document, format)
    if arguments.output:
        save_new(arguments.output, text, replace=arguments.force)
        say(f"Written: {arguments.output}")
    else:
        show(text)
    return Exit.FINE


def _schema(arguments: Namespace) -> Exit:
    from buyguide.editor.schema import write_schemas
    from buyguide.guide.reading import read_guide

    folder = find_guide(arguments.folder or arguments.guide)
    show(*(str(path) for path in write_schemas(read_guide(folder), folder)))
    return Exit.FINE


def _copy(arguments: Namespace) -> Exit:
    from buyguide.editor.starting import copy_guide

    count = copy_guide(find_guide(arguments.guide), Path(arguments.folder))
    show(f"{count} files copied to {arguments.folder}. Check them with:")
    show(f"  buyguide rules check {arguments.folder}")
    return Exit.FINE


def _new(arguments: Namespace) -> Exit:
    from buyguide.editor.starting import new_guide

    count = new_guide(Path(arguments.folder), today=datetime.now(tz=UTC).date())
    show(f"{count} files written to {arguments.folder}. Try them with:")
    show(f"  buyguide rules check {arguments.folder}", f"  buyguide --guide {arguments.folder}")
    return Exit.FINE


def _diff(arguments: Namespace) -> Exit:
    """Compare two versions; findings when somebody loses a caution or hears a milder verdict."""
    from buyguide.editor.cases import read_cases
    from buyguide.editor.diff import compare
    from buyguide.editor.diff_text import diff_data, diff_lines, diff_markdown
    from buyguide.editor.revisions import version_folder
    from buyguide.guide.reading import read_guide

    named = arguments.new if arguments.new and Path(arguments.new).is_dir() else None
    current = find_guide(arguments.guide or named)
    with version_folder(arguments.old, current) as folder:
        old = read_guide(folder)
        people = {case.sentence: case.values for case in read_cases(folder, old)[0]}
    with version_folder(arguments.new or str(current), current) as folder:
        new = read_guide(folder)
        people |= {case.sentence: case.values for case in read_cases(folder, new)[0]}
    difference = compare(old, new, people, allow=arguments.allow, seconds=_seconds(arguments))
    if arguments.format == "json":
        show(json.dumps(diff_data(difference), indent=2))
    elif arguments.format == "markdown":
        show(diff_markdown(difference))
    else:
        show(*diff_lines(difference))
    return Exit.FINDINGS if difference.worse else Exit.FINE


def _people(arguments: Namespace) -> Exit:
    """Print case files for an editor to read, correct and keep."""
    from buyguide.editor.desk import read_desk
    from buyguide.editor.people import case_of, people_for

    desk, _ = read_desk(find_guide(arguments.folder or arguments.guide))
    found = people_for(desk, from_nothing=arguments.all, seconds=_seconds(arguments))
    files = {f"{person.name}.yaml": case_of(person, desk.guide) for person in found}
    if arguments.format == "json":
        show(json.dumps(files, indent=2))
    elif arguments.output:
        _write_all(Path(arguments.output), files)
    else:
        for name, text in files.items():
            show(f"# cases/{name}", text)
    if not found:
        say("The cases notice every slip already.")
    return Exit.FINE


def _write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write each file into the folder; one that is there already stops it before the first."""
    from buyguide.saving import check_new, save_new

    for name in files:
        check_new(str(folder / name))
    for name, text in files.items():
        save_new(str(folder / name), text)
    say(f"{len(files)} cases written to {folder}. Read, correct and rename them.")


def _sql(arguments: Namespace) -> Exit:
    from buyguide.commands.many import sql

    return sql(arguments)


def _seconds(arguments: Namespace) -> float:
    from buyguide.reasoning.diagram import SECONDS

    return SECONDS if arguments.budget is None else float(arguments.budget)


_COMMANDS = {
    "check": _check,
    "diff": _diff,
    "people": _people,
    "review": _review,
    "explain": _explain,
    "book": _book,
    "schema": _schema,
    "copy": _copy,
    "new": _new,
    "sql": _sql,
}
