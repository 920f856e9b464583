"""The commands for many people at once: ``batch`` and ``rules sql``."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from buyguide.errors import Exit
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.screen import say, show

if TYPE_CHECKING:
    from argparse import Namespace

    from buyguide.guide.model import Guide


def batch(arguments: Namespace) -> Exit:
    """Decide for every row of a file; rows that cannot be decided are told and kept apart."""
    from buyguide.interview.terminal import left_as_found
    from buyguide.many.batch import batch as decide_all
    from buyguide.many.batch import rejects_beside
    from buyguide.many.progress import progress_bar
    from buyguide.problem_text import problem_lines
    from buyguide.saving import check_new

    for file in (arguments.output, rejects_beside(arguments.output)):
        check_new(file, replace=arguments.force)
    guide = read_guide(find_guide(arguments.guide))
    with left_as_found(), progress_bar() as watch:
        outcome = decide_all(guide, arguments.answers, arguments.output, watch)
    say(f"Written: {arguments.output} ({_rows(outcome.decided)})")
    if outcome.rejected:
        say(f"{_rows(outcome.rejected)} could not be decided: see {outcome.rejects_file}", "")
        say(*problem_lines(outcome.first, ids=False))
        if outcome.rejected > len(outcome.first):
            say("", f"... and {outcome.rejected - len(outcome.first):,} more.")
    return Exit.FINE


def sql(arguments: Namespace) -> Exit:
    """Print the guide as one SQL query, or the table of names that the query takes."""
    guide = read_guide(find_guide(arguments.folder or arguments.guide))
    if arguments.names:
        text = _names(guide, arguments.names)
    else:
        from buyguide.many.query import query_text

        text = query_text(guide, arguments.dialect)
    if arguments.output:
        from buyguide.saving import save_new

        save_new(arguments.output, text, replace=arguments.force)
        say(f"Written: {arguments.output}")
    else:
        show(text)
    return Exit.FINE


def _names(guide: Guide, file: str) -> str:
    """Return the table of names for a file of answers, as CSV."""
    import csv
    import io

    from buyguide.many.batch import load
    from buyguide.many.database import each, open_database
    from buyguide.saving import private_folder

    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("question", "given", "kinds"))
    with private_folder(file) as folder, closing(open_database(folder)) as database:
        load(database, guide, file, lambda _what, _share: None, whole=False)
        writer.writerows(each(database, "SELECT * FROM names ORDER BY ALL"))
    return made.getvalue()


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
