"""Cases: people in ``cases/*.yaml``, and what the guide must and must not tell them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buyguide.advice.deciding import told
from buyguide.answer_reading import read_values
from buyguide.answers import lacking, settle
from buyguide.errors import NO_ID, InputError, Problem, Problems, TooManyProblems
from buyguide.guide.density import refuse_too_dense
from buyguide.guide.gathering import MOST_BYTES, contents_of, not_read, some_files, too_large
from buyguide.guide.model_errors import validate
from buyguide.guide.text_checks import as_text
from buyguide.guide.written import WrittenCase
from buyguide.guide.yaml_text import read_document
from buyguide.nearest_word import remedy_for
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.yaml_text import Document

CASES_FOLDER = "cases"
MOST_CASES = 2_000
_LONGEST_CHAIN = 20  # of cases that are each like the next: nobody can follow more


@dataclass(frozen=True, slots=True)
class Case:
    """One person: the sentence that must hold (the file's name), their answers, what is expected.

    ``values`` are settled answers by question id, those of the case it is ``like`` included.
    """

    sentence: str
    values: Mapping[str, Answer]
    written: WrittenCase
    document: Document


def read_cases(folder: Path, guide: Guide) -> tuple[tuple[Case, ...], list[Problem]]:
    """Return the cases of a guide's folder in order of their names, and every problem in them."""
    problems = Problems()
    try:
        cases = _read_cases(folder, guide, problems)
    except TooManyProblems as found:
        return (), [_as_case_problem(problem) for problem in found.problems]
    return cases, [_as_case_problem(problem) for problem in problems]


def _read_cases(folder: Path, guide: Guide, problems: list[Problem]) -> tuple[Case, ...]:
    found: dict[str, tuple[WrittenCase, Document]] = {}
    names, contents = _contents(folder, problems)
    for path, content in contents.items():
        try:
            document = read_document(as_text(content, str(path)))
        except InputError as error:
            problems.extend(error.problems)
            continue
        if written := validate(WrittenCase, document, (), problems):
            found[path.stem] = (written, document)
    given = {name: _given(*parts, guide, problems) for name, parts in found.items()}
    cases = []
    for name, (written, document) in found.items():
        chain = _likes(name, found, names, problems)
        values = {id: answer for link in reversed(chain) for id, answer in given[link].items()}
        settled = settle(guide, values)
        whole = found[chain[-1]][0].like is None  # else answers are lacking that could not be read
        for question in settled.dropped if whole else ():
            if question in given[name]:
                what = f'"{question}" would not be asked of this person.'
                like = "" if written.like else ', or write in "like" which case this one is like'
                remedy = f"Take the answer out{like}. {_asked_after(guide, question)}"
                problems.append(document.problem(("given", question), what, remedy, key=True))
        cases.append(Case(name, settled.values, written, document))
    return tuple(cases)


def _contents(folder: Path, problems: list[Problem]) -> tuple[set[str], dict[Path, bytes]]:
    """Return the names of all cases, and what stands in each file that can be read.

    Nothing is returned when there is more than a guide can need.
    """
    there = (folder / CASES_FOLDER).is_dir()
    paths = some_files(folder / CASES_FOLDER, (".yaml", ".yml"), MOST_CASES) if there else []
    if len(paths) > MOST_CASES or too_large(paths):
        what = f"it holds more than {MOST_CASES:,} cases, or {MOST_BYTES // 1_000_000} MB of them."
        where = str(folder / CASES_FOLDER)
        problems.append(Problem(where, 0, 0, what, "Keep fewer.").named("BG113"))
        return set(), {}
    problems.extend(not_read(path) for path in paths if path.suffix != ".yaml")
    read = (path for path in paths if path.suffix == ".yaml")
    contents = contents_of(folder, read, problems)
    try:
        refuse_too_dense(contents)
    except InputError as error:
        problems.extend(error.problems)
        return set(), {}
    return {path.stem for path in paths}, contents


def _as_case_problem(problem: Problem) -> Problem:
    return replace(problem, id="BG502") if problem.id == NO_ID else problem


def run_case(case: Case, guide: Guide) -> list[Problem]:
    """Decide for the person of a case; return a problem for each expectation not met."""
    verdict, asking, said = told(guide, case.values)
    rules = guide.rule_by_id
    expect, problems = case.written.expect, []

    def fail(what: str, remedy: str, *path: str | int, id: str = "BG501") -> None:
        problem = case.document.problem(("expect", *path), what, remedy)
        problems.append(replace(problem, id=id))

    if expect.verdict is not None and expect.verdict not in guide.verdict_by_id:
        fail(
            f'there is no verdict "{expect.verdict}".',
            remedy_for(expect.verdict, guide.verdict_by_id),
            "verdict",
            id="BG502",
        )
    elif expect.verdict is not None and expect.verdict != verdict.id:
        fail(f'the verdict is "{verdict.id}".', _who_asked(asking), "verdict")
    for key, ids, wanted in (
        ("says", expect.says, True),
        ("does_not_say", expect.does_not_say, False),
    ):
        for number, id in enumerate(ids):
            if id not in rules:
                what = f'there is no rule "{id}".'
                remedy = f"{remedy_for(id, rules)} If you retired the rule, delete this line."
                fail(what, remedy, key, number, id="BG502")
            elif (id in said) != wanted:
                word = "told" if id in said else "not told"
                fail(f'this person is {word} "{id}".', "Mend the rule, or the case.", key, number)
    return problems


def unanswered(case: Case, guide: Guide) -> Iterator[Problem]:
    """Yield a warning for a case that leaves out what every such person must answer."""
    if missing := [question.id for question in lacking(guide, case.values)]:
        what = f"this person has not answered {', '.join(missing[:5])}."
        remedy = "Answer what must be answered, or write which case this one is like."
        yield case.document.problem(("given",), what, remedy, key=True).named("BG503", "warning")


def undecided(case: Case) -> Iterator[Problem]:
    """Yield a warning for a case that does not say which verdict the person must get."""
    if case.written.expect.verdict is None:
        what = "this case does not say which verdict the person must get."
        remedy = 'Add "verdict: …" under expect.'
        problem = case.document.problem(("expect",), what, remedy, key=True)
        yield problem.named("BG504", "warning")


def _asked_after(guide: Guide, question: str) -> str:
    """Return which answers decide whether a question is asked."""
    when = guide.question_by_id[question].ask_when
    names = dict.fromkeys(f'"{test.question}"' for test in tests_of(when, guide))
    return f"Whether it is asked follows from {', '.join(names)}."


def _given(
    written: WrittenCase, document: Document, guide: Guide, problems: list[Problem]
) -> dict[str, Answer]:
    return read_values(document, ("given",), guide, problems) if written.given else {}


def _likes(
    name: str,
    found: Mapping[str, tuple[WrittenCase, Document]],
    names: set[str],
    problems: list[Problem],
) -> list[str]:
    """Return the case, the one it is like, and so on to the first; ``names`` are of all files."""
    chain = [name]
    while (like := found[chain[-1]][0].like) is not None:
        _, document = found[chain[-1]]
        if like in chain:
            problems.append(document.problem(("like",), "it leads back to itself.", "Change it."))
            break
        if len(chain) > _LONGEST_CHAIN:
            what = f"more than {_LONGEST_CHAIN} cases are each like the next."
            problems.append(document.problem(("like",), what, "Write the answers out here."))
            break
        if like not in found:
            if like not in names:  # a file that could not be read has its own problem
                what = f'there is no case "{like}".'
                problems.append(document.problem(("like",), what, remedy_for(like, names)))
            break
        chain.append(like)
    return chain


def _who_asked(rules: Sequence[str]) -> str:
    if not rules:
        return "No rule asked for a verdict, so the last step of the ladder holds."
    return f"Asked for by: {', '.join(rules[:5])}."
