"""The findings as SARIF fit the schema of SARIF 2.1.0, as code scanners check them."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator

from buyguide.editor.checking import check
from buyguide.editor.formats import sarif
from tests.bicycle import copy_to, edit

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "@microsoft/jest-sarif@1.0.0-beta.0"  # the package that holds the schema as a file


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Draft4Validator:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "pack", SCHEMA, "--pack-destination", str(folder)]
    if subprocess.run(command, capture_output=True, timeout=300, check=False).returncode:
        pytest.skip(f"npm could not fetch {SCHEMA}")
    (package,) = folder.iterdir()
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
        assert file is not None
        return Draft4Validator(json.load(file))


def log_of(folder: Path) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif(check(folder, today=date(2026, 11, 21)).problems))
    return log


def test_findings_of_every_severity_fit_the_schema(schema: Draft4Validator, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "say: There is always another bicycle.", "say: As good as new")
    (folder / "cases" / "another.yml").write_text("expect: {}\n", encoding="utf-8")
    log = log_of(folder)
    assert [error.message for error in schema.iter_errors(log)] == []
    results = log["runs"][0]["results"]
    assert {"error", "warning"} <= {result["level"] for result in results}
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert any("region" not in place for place in places), "a whole file"
    assert any("region" in place for place in places), "a place in a file"


def test_a_guide_without_findings_fits_the_schema(schema: Draft4Validator, tmp_path: Path) -> None:
    assert [error.message for error in schema.iter_errors(log_of(copy_to(tmp_path)))] == []


def test_the_schema_refuses_a_log_that_is_none(schema: Draft4Validator, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "say: There is always another bicycle.", "say: As good as new")
    log = log_of(folder)
    log["runs"][0]["results"][0]["level"] = "bad"
    assert not schema.is_valid(log)
