"""Turns what an editor wrote into a frozen guide, checking every reference on the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from buyguide.guide.candidate_reading import read_candidates, read_tensions
from buyguide.guide.catalogue_checks import template_problems, unused_words
from buyguide.guide.catalogue_files import CatalogueFiles, read_catalogue
from buyguide.guide.catalogues import Catalogue, Says
from buyguide.guide.condition_reading import RESERVED, Known
from buyguide.guide.evidence import GUIDE_ITSELF, Claim, Fact, Source
from buyguide.guide.figure_reading import read_figures
from buyguide.guide.model import Guide
from buyguide.guide.name_forms import joined
from buyguide.guide.promise_reading import read_promises
from buyguide.guide.question_reading import read_questions
from buyguide.guide.rule_reading import RuleReader
from buyguide.guide.rules import Phrase, Severity, Verdict
from buyguide.guide.situation_reading import read_situations
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.errors import Problem
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.written import WrittenGuide, WrittenQuestion
    from buyguide.guide.written_map import Written
    from buyguide.guide.written_sources import (
        WrittenCatalogue,
        WrittenClaim,
        WrittenFact,
        WrittenSource,
    )

_TABLES = ("entries", "combinations", "classes", "ambiguous", "others", "sources")
_ONCE = (
    *("questions", "situations", "rules", "figures", "claims", "facts", "sources", "promises"),
    *("points", "tensions"),
)


def assemble(gathered: Gathered, folder: Path) -> Guide | None:
    """Return the guide and add to ``gathered.problems``; None when a part of it is not there."""
    if gathered.guide is None or gathered.unread:
        return None
    written = gathered.guide.written
    _unique_ids(gathered)
    catalogues = _catalogues(gathered.guide, folder, gathered)
    situations, known = read_situations(gathered, _known(gathered, catalogues))
    sources = _sources(gathered)
    claims, facts = _claims(gathered, sources), _facts(gathered, sources)
    figures = read_figures(gathered, known)
    citable = frozenset({*claims, *facts, *sources})
    return Guide(
        id=written.id,
        title=written.title,
        version=written.version,
        reviewed_on=written.reviewed_on,
        review_by=written.review_by,
        decision=written.decision,
        about=tuple(written.about),
        funding=written.funding,
        updates=written.updates,
        severities=tuple(Severity(s.id, s.label) for s in written.severities),
        verdicts=tuple(_verdicts(gathered.guide)),
        not_covered=tuple(written.not_covered),
        do_not_print=tuple(_phrases(gathered.guide)),
        questions=read_questions(gathered, known, situations),
        situations=situations,
        rules=RuleReader(gathered, known, situations, citable, figures).rules(),
        figures=figures,
        sources=sources,
        claims=claims,
        facts=facts,
        catalogues=catalogues,
        digest=gathered.digest,
        promises=read_promises(gathered, known),
        candidates=read_candidates(gathered, known),
        tensions=read_tensions(gathered),
    )


def _known(gathered: Gathered, catalogues: Mapping[str, Catalogue]) -> Known:
    questions = cast("list[Item[WrittenQuestion]]", gathered.lists["questions"])
    return Known(
        {item.written.id: item.written for item in questions},
        frozenset(_ids(gathered.lists["situations"])),
        catalogues,
        frozenset(gathered.broken),
    )


def _ids(items: list[Item[Written]]) -> Iterator[str]:
    return (str(getattr(item.written, "id", "")) for item in items)


def _unique_ids(gathered: Gathered) -> None:
    """Every id stands once in the whole guide, whatever it names."""
    seen: dict[str, str] = dict.fromkeys(RESERVED, "the language of conditions")
    guide = gathered.guide
    if guide is not None:
        for key in ("severities", "verdicts", "catalogues"):
            for number, part in enumerate(getattr(guide.written, key)):
                if part.id in seen:
                    what = f'the id "{part.id}" is used already, in {seen[part.id]}.'
                    gathered.problems.append(
                        guide.problem(key, what, "Choose another.", number, "id").named("BG210")
                    )
                line, column, _ = guide.document.spot((key, number, "id"))
                seen.setdefault(part.id, f"{guide.document.text.name}:{line + 1}:{column + 1}")
    for key in _ONCE:
        for item in gathered.lists[key]:
            id = str(getattr(item.written, "id", ""))
            if id in seen:
                what = f'the id "{id}" is used already, in {seen[id]}.'
                gathered.problems.append(item.problem("id", what, "Choose another.").named("BG210"))
            seen.setdefault(id, str(item.place))


def _catalogues(
    guide: Item[WrittenGuide], folder: Path, gathered: Gathered
) -> Mapping[str, Catalogue]:
    found, missing = {}, {}
    for number, written in enumerate(guide.written.catalogues):
        absent = [key for key in _TABLES if _is_absent(folder, getattr(written, key))]
        gathered.problems.extend(_absent(guide, folder, number, key) for key in absent)
        found[written.id] = Catalogue(written.id, ())
        if not absent:
            files = _files_of(written)
            found[written.id], problems = read_catalogue(folder, files, gathered.tables)
            gathered.problems.extend(problems)
            gathered.problems.extend(_in_says(guide, number, found[written.id]))
            if problems:
                gathered.broken.add(written.id)
            else:
                gathered.problems.extend(_passed_over(guide, number, found[written.id]))
    for item in cast("list[Item[WrittenQuestion]]", gathered.lists["questions"]):
        wanted = item.written.catalogue
        if wanted is not None and wanted not in found:
            what = f'there is no catalogue "{wanted}" in guide.yaml.'
            gathered.problems.append(
                item.problem("catalogue", what, remedy_for(wanted, found)).named("BG322")
            )
            missing[wanted] = Catalogue(wanted, ())
    return missing | found


def _in_says(guide: Item[WrittenGuide], number: int, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for every part of a catalogue's own words that stands for nothing."""
    says = catalogue.says
    if says is None:
        return
    columns = {column for entry in catalogue.entries for column in entry.columns}
    for inner, what, remedy in template_problems(says, columns):
        yield guide.problem("catalogues", what, remedy, number, "says", *inner).named("BG316")
    values = {
        (column, value.strip())
        for column in says.words
        for entry in catalogue.entries
        for value in entry.columns.get(column, "").split(";")
    }
    for inner, what, remedy in unused_words(says.words, columns, values):
        path = (*guide.path, "catalogues", number, "says", "words", *inner)
        yield guide.document.problem(path, what, remedy, key=True).named("BG806")


def _passed_over(guide: Item[WrittenGuide], number: int, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for every word that is passed over around names, and is a name itself."""
    for key in ("ignore", "units"):
        for place, word in enumerate(getattr(catalogue, key)):
            name = catalogue.index.names.get(joined(word))
            if name and name.entries:
                what = f'"{word}" is a name on the list: it would be passed over in "x {word}".'
                remedy = "Take it out here."
                yield guide.problem("catalogues", what, remedy, number, key, place).named("BG803")


def _is_absent(folder: Path, name: str | None) -> bool:
    return name is not None and not os.path.lexists(folder / name)


def _absent(guide: Item[WrittenGuide], folder: Path, number: int, key: str) -> Problem:
    name = getattr(guide.written.catalogues[number], key)
    what = f'there is no file "{name}" in the guide\'s folder.'
    remedy = remedy_for(name, (path.name for path in folder.glob("*.csv")))
    return guide.problem("catalogues", what, remedy, number, key).named("BG807")


def _files_of(written: WrittenCatalogue) -> CatalogueFiles:
    says = written.says
    return CatalogueFiles(
        id=written.id,
        entries=written.entries,
        name=written.name,
        also=tuple(written.also),
        tags=tuple(written.tags),
        allowed_tags=tuple(written.allowed_tags),
        combinations=written.combinations,
        classes=written.classes,
        ambiguous=written.ambiguous,
        others=written.others,
        sources=written.sources,
        units=tuple(written.units),
        ignore=tuple(written.ignore),
        says=Says(
            **(
                says.model_dump(exclude={"silence"})
                | {"each": tuple(says.each), "report": tuple(says.report)}
            )
        )
        if says
        else None,
    )


def _verdicts(guide: Item[WrittenGuide]) -> Iterator[Verdict]:
    for number, verdict in enumerate(guide.written.verdicts):
        place = guide.place_of("verdicts", number, "id")
        yield Verdict(place=place, **verdict.model_dump(exclude={"silence"}))


def _phrases(guide: Item[WrittenGuide]) -> Iterator[Phrase]:
    for number, phrase in enumerate(guide.written.do_not_print):
        yield Phrase(phrase.words, phrase.why, guide.place_of("do_not_print", number, "words"))


def _sources(gathered: Gathered) -> dict[str, Source]:
    found = {}
    for item in cast("list[Item[WrittenSource]]", gathered.lists["sources"]):
        found[item.written.id] = Source(
            place=item.place, **item.written.model_dump(exclude={"silence"})
        )
    if GUIDE_ITSELF in found and found[GUIDE_ITSELF].kind != "guide":
        what = 'the source "guide" stands for the guide\'s own reasoning.'
        gathered.problems.append(
            _item(gathered, GUIDE_ITSELF).problem("kind", what, "Write guide.").named("BG314")
        )
    return found


def _item(gathered: Gathered, source: str) -> Item[Written]:
    items = gathered.lists["sources"]
    return next(item for item in items if getattr(item.written, "id", "") == source)


def _claims(gathered: Gathered, sources: Mapping[str, Source]) -> dict[str, Claim]:
    found = {}
    for item in cast("list[Item[WrittenClaim]]", gathered.lists["claims"]):
        written, source = item.written, sources.get(item.written.source)
        found[written.id] = Claim(place=item.place, **written.model_dump(exclude={"silence"}))
        if source is None and written.source not in gathered.broken:
            what = f'there is no source "{written.source}".'
            remedy = remedy_for(written.source, sources)
            gathered.problems.append(item.problem("source", what, remedy).named("BG314"))
        elif source is not None and not 1 <= written.paragraph <= (source.paragraphs or 10**6):
            what = f"{written.source} has {source.paragraphs} paragraphs, counted from 1."
            gathered.problems.append(
                item.problem("paragraph", what, "Check the number.").named("BG315")
            )
    return found


def _facts(gathered: Gathered, sources: Mapping[str, Source]) -> dict[str, Fact]:
    found = {}
    for item in cast("list[Item[WrittenFact]]", gathered.lists["facts"]):
        written = item.written
        for number, source in enumerate(written.sources):
            if source not in sources and source not in gathered.broken:
                what = f'there is no source "{source}".'
                remedy = remedy_for(source, sources)
                gathered.problems.append(
                    item.problem("sources", what, remedy, number).named("BG314")
                )
        found[written.id] = Fact(
            written.id,
            written.says,
            tuple(written.sources),
            written.strength,
            item.place,
            written.numbers,
            written.excused,
        )
    return found
