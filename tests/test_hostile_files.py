"""Attacks on the reading of rules, each put into a real file of a guide: one clear finding each.

Every attack runs in a child of bounded memory, once for the editor and once for the shopper.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from buyguide.amounts import AmountRefused, read_amount
from buyguide.answers_file import read_answers
from buyguide.editor.checking import check
from buyguide.errors import InputError
from buyguide.guide.text_checks import hidden_letters
from tests.bicycle import GOOD_ANSWERS, ROOT, copy_to, edit, guide, problems_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOM = 600_000  # kilobytes of addresses that a child may use
MEMORY = 200  # megabytes that it may really hold
SECONDS = 8  # of the processor until it is killed: a slow machine's second, and no more
REAL = ROOT.parent / "shared" / "hostile"
FINDING = re.compile(r"^(?P<file>\S+\.(?:yaml|csv))(?::\d+:\d+)?: (?P<what>.+)$", re.MULTILINE)
LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
BROKEN_BYTES = b"\xff\xfe\xff"


@dataclass(frozen=True)
class Attack:
    """An attack on one file of the guide: what it does to its text, and what must be said."""

    name: str
    file: str
    change: Callable[[bytes], bytes]
    said: str
    place: bool = True  # whether a line and column can be named


def put(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert content.count(old.encode()) == 1, old
        return content.replace(old.encode(), new.encode())

    return change


def top(lines: str) -> Callable[[bytes], bytes]:
    return lambda content: lines.encode() + content


def whole(content: str) -> Callable[[bytes], bytes]:
    return lambda _: content.encode()


RULES, QUESTIONS, GUIDE = "rules.yaml", "questions.yaml", "guide.yaml"
TABLE = "recalls.csv"
DEEP = "{any: [" * 300 + "{parts_worn: chain}" + "]}" * 300
MANY = "".join(f"      - {{id: o{n}, label: Label {n}}}\n" for n in range(20_000))
BRAKES = "when:\n      parts_worn: brakes"
ATTACKS = (
    Attack("billion laughs", RULES, top(LAUGHS), "an anchor (&)"),
    Attack("self reference", RULES, whole("rules: &r\n  - *r\n"), "an anchor (&)"),
    Attack("merge key", RULES,
           put("    kind: alternative", "    <<: {verdict: buy}\n    kind: alternative"),
           "a merge key (<<)"),
    Attack("100,000 brackets", RULES, whole("rules: " + "[" * 100_000), "more than 40 deep"),
    Attack("100,000 braces", QUESTIONS, whole("questions: " + "{a: " * 100_000),
           "more than 40 deep"),
    Attack("deep condition", RULES, put(BRAKES, f"when: {DEEP}"), "deep."),
    Attack("deep condition within YAML's bound", RULES,
           put(BRAKES, f"when: {'{any: [' * 12}{{parts_worn: chain}}{']}' * 12}"),
           "at most 8 deep"),
    Attack("20,000 options", QUESTIONS,
           put("      - id: brakes\n", f"{MANY}      - id: brakes\n"),
           "too many items"),
    Attack("fifty megabytes", RULES, lambda content: content + b"#" * 50_000_000,
           "larger than 2 MB", place=False),
    Attack("5,000 figures", QUESTIONS, put("maximum: 5000", f"maximum: {'9' * 5_000}"),
           '"maximum" cannot be read'),
    Attack("5,000 figures as weeks", RULES, put("[6, 12]", f"[6, {'9' * 5_000}]"),
           "cannot be read"),
    Attack("key twice", RULES,
           put("    verdict: never_buy", "    verdict: never_buy\n    verdict: buy"),
           '"verdict" stands twice'),
    Attack("list twice", RULES, lambda content: content + b"rules: []\n", '"rules" stands twice'),
    Attack("rule twice", RULES, put("- id: for_hills", "- id: for_fitness"), "is used already"),
    Attack("sexagesimal", QUESTIONS, put("maximum: 5000", "maximum: 12:30"), "cannot be read"),
    Attack("octal", QUESTIONS, put("maximum: 5000", "maximum: 0o17"), "cannot be read"),
    Attack("exponent", QUESTIONS, put("maximum: 5000", "maximum: 1e3"), "cannot be read"),
    Attack("endless", RULES, put("at_least: 7", "at_least: .inf"), "needs an amount"),
    Attack("no number", RULES, put("at_least: 7", "at_least: .nan"), "needs an amount"),
    Attack("part cents", RULES, put("at_least: 7", "at_least: 99.999"), "two figures after"),
    Attack("unknown option", "situations.yaml", put("knees, unsure", "knees, unsur"),
           'no option "unsur"'),
    Attack("look-alike option", QUESTIONS, put("- id: hills", "- id: h\u0456lls"), "small letters"),
    Attack("zero width", RULES, put("Look once more", "Look\u200b once\u2060 more"), "U+200B"),
    Attack("escaped zero width", RULES, put("Look once more", '"Look\\u200b once more"'), "U+200B"),
    Attack("case only", QUESTIONS, put("- id: tyres", "- id: Chain"), "small letters"),
    Attack("label in another case", QUESTIONS, put("label: Tyres", "label: CHAIN"), "looks like"),
    Attack("follow-up first", QUESTIONS, put("      seller: shop", "      knows_model: yes"),
           "is asked after"),
    Attack("python object", RULES, whole("!!python/object/apply:os.system ['touch pwned']\n"),
           "a tag (!)"),
    Attack("binary", RULES, put("title: Look once more", "title: !!binary aGVsbG8="), "a tag (!)"),
    Attack("set", RULES, put("because: [A1-1, guide]", "because: !!set {guide}"), "a tag (!)"),
    Attack("ordered map", RULES, top("a: !!omap [a: 1]\n"), "a tag (!)"),
    Attack("empty", RULES, whole(""), "the file is empty"),
    Attack("only a remark", QUESTIONS, whole("# nothing\n"), "the file is empty"),
    Attack("list at the top", RULES, whole("- 1\n- 2\n"), "a list name such as rules:"),
    Attack("list at the top of the guide file", GUIDE, whole("- 1\n"), "a map is expected"),
    Attack("tabs", RULES, put("    kind: alternative", "\tkind: alternative"), "tab"),
    Attack("Latin-1", RULES, lambda content: content.replace(b"Walk", b"caf\xe9").replace(
        b"another bicycle", b"another caf\xe9"), "0xe9 is not UTF-8"),
    Attack("no text", RULES, lambda content: content + b"# " + BROKEN_BYTES, "0xff is not UTF-8"),
    Attack("UTF-16", RULES, lambda content: content.decode().encode("utf-16"), "UTF-16",
           place=False),
    Attack("nothing but zero bytes", RULES, lambda _: b"\0" * 1_000, "U+0000"),
    Attack("line separator", RULES, put("Look once more", "Look\u2028once more"), "U+2028"),
    Attack("next line", RULES, put("Look once more", "Look\u0085once more"), "U+0085"),
    Attack("two documents", RULES, lambda content: content + b"---\nrules: []\n",
           "second document"),
    Attack("a million values", RULES, whole(f"rules: [{'a,' * 900_000}]"), "65,000 values"),
    Attack("90,000 tag handles", RULES,
           top("".join(f"%TAG !a{n}! tag:x\n" for n in range(90_000)) + "---\n"),
           "begins with %"),
    Attack("a quote of a million letters", TABLE,
           lambda content: content + b'"' + b"a" * 1_500_000, "a double quote opens here"),
    Attack("names that unfold", TABLE, lambda content: content + (
        "\ufdfa" * 60 + ",,do_not_ride,fork,S-REC\n").encode(), "is no name that anybody"),
)  # fmt: skip


# Linux counts what a parent holds as held by its child before it becomes another program: so a
# small parent starts the program, and writes down what that held.
SMALL_PARENT = """
import os, sys
child = os.fork() or os.execv(sys.executable, [sys.executable, "-m", "buyguide", *sys.argv[2:]])
_, ended, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(used.ru_maxrss))
os._exit(os.waitstatus_to_exitcode(ended) % 256)
"""


def bounded(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a child that is killed when it takes too long or too much memory."""
    with tempfile.NamedTemporaryFile("r") as held:
        command = shlex.join([sys.executable, "-c", SMALL_PARENT, held.name, *map(str, words)])
        done = subprocess.run(
            ["/bin/sh", "-c", f"ulimit -v {ROOM}; ulimit -t {SECONDS}; exec {command}"],
            capture_output=True,
            text=True,
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"},
            timeout=300,
            check=False,
        )
        megabytes = int(held.read()) / (1_000_000 if sys.platform == "darwin" else 1_000)
    assert 5 < megabytes < MEMORY, f"it held {megabytes:.0f} MB"
    return done


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_an_attack_is_one_clear_finding_and_no_traceback(attack: Attack, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    file = folder / attack.file
    file.write_bytes(attack.change(file.read_bytes()))
    answers = tmp_path / "my.yaml"
    answers.write_text(GOOD_ANSWERS, encoding="utf-8")
    checked = bounded(tmp_path, "rules", "check", "bicycle")
    reported = bounded(tmp_path, "report", answers, "--guide", "bicycle")
    assert (checked.returncode, reported.returncode) == (1, 2), checked.stderr + reported.stderr
    assert (checked.stderr, reported.stdout) == ("", "")
    for said in (checked.stdout, reported.stderr):
        assert "Traceback" not in said
        first = FINDING.search(said)
        assert first is not None
        assert first["file"] == f"bicycle/{attack.file}"
        assert (":" in said[first.end("file") : first.start("what") - 2]) == attack.place
        assert attack.said in said
        assert len(said) < 20_000
        assert not hidden_letters(said)
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize("windows", [False, True], ids=["plain", "byte-order mark and CRLF"])
def test_the_controls_are_accepted(tmp_path: Path, *, windows: bool) -> None:
    folder = copy_to(tmp_path)
    if windows:
        for file in (*folder.rglob("*.yaml"), *folder.rglob("*.csv")):
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    answers = tmp_path / "my.yaml"
    answers.write_text(GOOD_ANSWERS, encoding="utf-8")
    for words in (("rules", "check", folder), ("report", answers, "--guide", folder)):
        done = bounded(tmp_path, *words)
        assert (done.returncode, done.stderr) == (0, "")


def test_values_that_yaml_would_turn_into_something_else_stay_text(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for typed in ("12:30", "010", "1.10", "1_000", "0x1F", "1e3", "2024-02-29", "yes", "off"):
        edited = copy_to(tmp_path / typed.replace(":", "_"))
        edit(edited / RULES, "title: You can walk away", f"title: {typed}")
        assert problems_in(edited) == ()
    edit(folder / GUIDE, 'version: "1.10"', "version: 1.10")
    checked = check(folder)
    assert checked.guide is not None
    assert checked.guide.version == "1.10"


TEXTS = json.loads((ROOT / "tests" / "hostile_texts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "as it is"])
def test_a_text_that_acts_on_a_terminal_cannot_be_a_rules_text(
    text: str, tmp_path: Path, *, escaped: bool
) -> None:
    folder = copy_to(tmp_path)
    written = json.dumps(text, ensure_ascii=escaped)
    file = folder / RULES
    content = file.read_text(encoding="utf-8").replace(
        "say: There is always another bicycle.", f"say: {written}"
    )
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    problems = problems_in(folder)
    if hidden_letters(text):
        assert problems
        assert all(problem.line > 0 and problem.remedy for problem in problems)


REAL_HERE = pytest.mark.skipif(not REAL.is_dir(), reason="the collection of attacks is not here")


@REAL_HERE
def test_the_collected_answers_are_refused_in_words(tmp_path: Path) -> None:
    files = sorted((REAL / "answers").glob("*.json"))
    assert files
    for file in files:
        content = file.read_bytes()
        ours = tmp_path / file.name
        for written in (content, content.replace(b'"version": 1', b'"guide": "bicycle"', 1)):
            ours.write_bytes(written)
            with pytest.raises(InputError) as caught:
                read_answers(str(ours), guide())
            assert all(problem.what and problem.remedy for problem in caught.value.problems)


@REAL_HERE
def test_the_collected_amounts_are_read_as_expected_or_refused() -> None:
    rows = json.loads((REAL / "answers" / "money.json").read_text(encoding="utf-8"))
    assert rows
    for row in rows:
        try:
            found = str(read_amount(row["typed"], "USD", 0, 10_000_000))
        except AmountRefused:
            found = "refused"
        plain = row["expect"].isdecimal()
        assert found == (row["expect"] if plain else "refused"), row["typed"][:40]


@REAL_HERE
@pytest.mark.parametrize("place", [QUESTIONS, RULES, GUIDE])
def test_the_collected_files_are_read_or_refused(place: str, tmp_path: Path) -> None:
    files = [*sorted((REAL / "rules").glob("*.yaml")), *sorted((REAL / "text").glob("*.yaml"))]
    assert files
    for file in files:
        folder = copy_to(tmp_path / file.stem)
        (folder / place).write_bytes(file.read_bytes())
        problems = check(folder).problems
        assert problems, file.name
        assert all(problem.what and problem.where for problem in problems)
