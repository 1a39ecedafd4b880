"""Data sets that are damaged, of another version or not ours: each is told in words, and nothing of others goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import planspor as package
import pyarrow.parquet as pq
import pytest
import typer
from planspor.models.plan import Plan
from planspor.models.problem import UsageError
from planspor.pipeline.console import clear_errors
from planspor.pipeline.explore.citation import citation
from planspor.pipeline.files import alone_in
from planspor.pipeline.flatten import plan_problems, tables_of, to_json
from planspor.pipeline.originals import Originals
from planspor.pipeline.reading import Reading
from planspor.pipeline.report.render import write_report
from planspor.pipeline.writer import Writer

USES: dict[str, Callable[[Path], object]] = {
    "compare": package.compare,
    "report": lambda out: write_report(out, out.parent / "report.html"),
    "export": lambda out: package.export(out, "sqlite"),
    "citation": lambda out: citation(out, 1),
}


@pytest.fixture
def written(plan: Plan, tmp_path: Path) -> Path:
    writer = Writer(tmp_path / "out", [])
    writer.add(Reading(plan.file, plan.plan_id, plan.sha256, 3, to_json(plan), tables_of(plan), plan_problems(plan)))
    writer.finish()
    return tmp_path / "out"


def without(path: Path, column: str) -> None:
    pq.write_table(pq.read_table(path).drop_columns([column]), path)


@pytest.mark.parametrize("use", ["compare", "report"])
def test_a_data_set_of_another_version_is_named_as_such(use: str, written: Path) -> None:
    without(written / "plans.parquet", "duplicate_of")
    with pytest.raises(UsageError, match=r"plans\.parquet in .* has no column duplicate_of: another version wrote it"):
        USES[use](written)
    assert len(package.load(written).plans) == 1


@pytest.mark.parametrize("use", sorted(USES))
@pytest.mark.parametrize("content", ["", "[]", '{"name": "planspor"'])
def test_a_descriptor_that_is_none_is_named(use: str, content: str, written: Path) -> None:
    (written / "datapackage.json").write_text(content)
    with pytest.raises(UsageError, match=r"datapackage\.json (is no JSON|does not describe)"):
        USES[use](written)


@pytest.mark.parametrize("use", sorted(USES))
def test_a_descriptor_that_cannot_be_opened_is_named(use: str, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "datapackage.json":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageError, match=r"datapackage\.json cannot be opened: Permission denied"):
        USES[use](written)


def test_a_table_that_cannot_be_opened_is_named(written: Path) -> None:
    (written / "gains.parquet").unlink()
    (written / "gains.parquet").mkdir()
    with pytest.raises(UsageError, match=r"gains\.parquet in .* cannot be read: Is a directory\. Run planspor run"):
        package.load(written).arrow("gains")


def test_a_table_that_there_is_not_is_told_with_those_that_there_are(written: Path) -> None:
    data = package.load(written)
    for ask in (data.arrow, data.count, data.has):
        with pytest.raises(UsageError, match="no table 'parties'; it has plans, "):
            ask("parties")


def test_a_file_in_place_of_the_folder_is_told(written: Path) -> None:
    with pytest.raises(UsageError, match=r"plans\.csv holds no data set: it is no folder"):
        package.load(written / "plans.csv")


def test_a_package_of_another_program_is_not_written_over(two_plans: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    mine = tmp_path / "out" / "datapackage.json"
    mine.write_text('{"name": "cities", "resources": []}')
    with pytest.raises(UsageError, match=r"holds another data package \(cities\).*--out"):
        package.run(two_plans, tmp_path / "out", compare=False)
    assert mine.read_text() == '{"name": "cities", "resources": []}'
    assert list((tmp_path / "out").iterdir()) == [mine]
    mine.write_text('{"name": "plan')  # Half a file says nothing of whose it was.
    assert len(package.run(two_plans, tmp_path / "out", compare=False).plans) == 2


def test_nobody_compares_while_a_run_writes(written: Path) -> None:
    with alone_in(written), pytest.raises(UsageError, match="Another run writes into"):
        package.compare(written)
    assert package.compare(written).has("coverage")


def test_what_the_system_refuses_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stop, clear_errors():
        tmp_path.read_bytes()
    assert stop.value.exit_code == 2
    said = f"planspor: {tmp_path}: Is a directory. See that it is there and that you may open it.\n"
    assert capsys.readouterr().err == said
    with pytest.raises(BrokenPipeError), clear_errors():
        raise BrokenPipeError


def test_a_pdf_that_cannot_be_opened_hides_no_other(two_plans: Path) -> None:
    (two_plans / "gone.pdf").symlink_to("nowhere.pdf")
    (two_plans / "a.pdf").rename(two_plans / "moved.pdf")
    data = package.run(two_plans, two_plans.parent / "out", compare=False)
    (two_plans / "moved.pdf").rename(two_plans / "again.pdf")
    (row,) = data.plans[data.plans["file"] == "moved.pdf"].to_dict("records")
    content = Originals(two_plans).read("moved.pdf", row["sha256"])
    assert content == (two_plans / "again.pdf").read_bytes()


def test_the_name_of_one_table_is_taken_whole(written: Path) -> None:
    assert package.export(written, "sqlite", only="plans").tables == ("plans",)
    with pytest.raises(UsageError, match="nothing to export"):
        package.export(written, "sqlite", only="plans", without="plans")
