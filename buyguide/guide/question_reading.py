"""Questions as written, turned into the model; their order is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from buyguide.guide.catalogue_meanings import look_alike
from buyguide.guide.condition_reading import ConditionReader
from buyguide.guide.conditions import tests_in
from buyguide.guide.model import LARGEST, Option, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.model import Situation
    from buyguide.guide.written import WrittenOption, WrittenQuestion

MOST_QUESTIONS = 200  # nobody answers more


def read_questions(
    gathered: Gathered, known: Known, situations: Mapping[str, Situation]
) -> tuple[Question, ...]:
    """Return the questions in the order of the file."""
    items = cast("list[Item[WrittenQuestion]]", gathered.lists["questions"])
    if not items and not gathered.broken and gathered.guide:
        what = "the guide asks no question."
        gathered.problems.append(
            gathered.guide.problem("id", what, "Add questions.yaml.").named("BG213")
        )
    position = {item.written.id: number for number, item in enumerate(items)}
    if len(items) > MOST_QUESTIONS:
        what = f"up to here, the guide asks more than {MOST_QUESTIONS} questions."
        problem = items[MOST_QUESTIONS].problem("id", what, "Ask only what changes the advice.")
        gathered.problems.append(problem.named("BG113"))
        items = items[:MOST_QUESTIONS]
    found = []
    for item in items:
        written = item.written
        ask_when = None
        if written.ask_when is not None:
            reader = ConditionReader(known, item.document, gathered.problems)
            ask_when = reader.read(written.ask_when, (*item.path, "ask_when"))
            for late in _not_before(written.id, ask_when, position, situations):
                what = f'"{late}" is asked after "{written.id}", or is the same question.'
                remedy = "Depend on earlier questions only, or move this one down."
                gathered.problems.append(item.problem("ask_when", what, remedy).named("BG311"))
        _check_options(item, gathered)
        found.append(_question(item, ask_when))
    return tuple(found)


def _question(item: Item[WrittenQuestion], ask_when: Condition | None) -> Question:
    written = item.written
    maximum = LARGEST if written.maximum is None else written.maximum
    return Question(
        id=written.id,
        kind=written.kind,
        ask=written.ask,
        label=written.label or written.ask,
        place=item.place,
        help=written.help,
        section=written.section,
        options=_options(written),
        ask_when=ask_when,
        required=written.required,
        gate=written.gate,
        answers_are=written.answers_are,
        unit=written.unit,
        minimum=written.minimum or 0,
        maximum=maximum,
        pattern=written.pattern,
        catalogue=written.catalogue,
        candidate=written.candidate,
    )


def _options(written: WrittenQuestion) -> tuple[Option, ...]:
    """An option that means clear or unsure stands alone among several, and stands last."""

    def option(part: WrittenOption) -> Option:
        alone = part.exclusive or (written.kind == "choices" and part.means is not None)
        return Option(
            part.id, part.label, part.hint, tuple(part.also), part.number, part.means, alone
        )

    options = [option(part) for part in written.options]
    return tuple(sorted(options, key=lambda o: o.exclusive if written.kind == "choices" else False))


def _check_options(item: Item[WrittenQuestion], gathered: Gathered) -> None:
    seen: dict[str, int] = {}
    labels: dict[str, str] = {}
    for number, option in enumerate(item.written.options):
        if option.id in seen:
            what = f'the option "{option.id}" stands twice in this question.'
            problem = item.problem("options", what, "Keep one of them.", number, "id").named(
                "BG211"
            )
            gathered.problems.append(problem)
        seen.setdefault(option.id, number)
        if strange := look_alike(option.label):
            what = f"this holds a letter of another alphabet (U+{ord(strange):04X})."
            problem = item.problem("options", what, "Type the label again.", number, "label")
            gathered.problems.append(problem.named("BG211"))
        label = " ".join(normalize("NFKC", option.label).casefold().split())
        if (twin := labels.setdefault(label, option.id)) != option.id:
            what = f'this looks like the option "{twin}".'
            remedy = "Give it a label of its own."
            gathered.problems.append(
                item.problem("options", what, remedy, number, "label").named("BG211")
            )
    written = item.written
    low, high = written.minimum, written.maximum
    if low is not None and high is not None and low > high:
        what = "the minimum lies above the maximum."
        gathered.problems.append(item.problem("minimum", what, "Exchange them.").named("BG212"))


def _not_before(
    id: str, ask_when: Condition, position: Mapping[str, int], situations: Mapping[str, Situation]
) -> Iterator[str]:
    """Yield the questions that a follow-up depends on although they are not asked before it."""
    named = dict.fromkeys(
        name
        for test in tests_in(ask_when, lambda situation: situations[situation].when)
        for name in (test.question, test.other)
        if name is not None
    )
    return (name for name in named if position[name] >= position[id])
