"""Finding PDFs and reading manifests."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from planspor.models.problem import UsageError
from planspor.pipeline.archive import Archive, find, one
from planspor.pipeline.storage import folder as place


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with PDFs (empty: they are only looked for) in several folders."""
    for name in ("b.pdf", "a.PDF", "2021/c.pdf", "2021/deep/d.pdf", "notes.txt", ".hidden.pdf", ".git/x.pdf"):
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "archive"


def names(archive: Archive) -> list[str]:
    return [source.file for source in archive.files]


def messages(archive: Archive) -> str:
    return "\n".join(f"{problem.code} {problem.message}" for problem in archive.problems)


def test_a_folder_gives_all_pdfs_below_it_in_a_fixed_order(archive: Path) -> None:
    assert names(find([archive])) == ["2021/c.pdf", "2021/deep/d.pdf", "a.PDF", "b.pdf"]


def test_the_order_of_the_paths_does_not_count(archive: Path) -> None:
    paths = [archive / "b.pdf", archive, archive / "2021"]
    assert find(paths) == find(paths[::-1])


def test_a_file_that_is_reached_twice_is_read_once(archive: Path) -> None:
    assert names(find([archive / "b.pdf", archive, archive / "b.pdf"])) == names(find([archive]))


def test_links_to_folders_are_followed_and_each_folder_counts_once(archive: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "e.pdf").touch()
    (archive / "2020").symlink_to(elsewhere)
    (archive / "1999").symlink_to(archive / "2021")  # Its files are there under their own name.
    (archive / "2021" / "ring").symlink_to(archive)
    (elsewhere / "back").symlink_to(archive / "2021")
    assert names(find([archive])) == ["2020/e.pdf", "2021/c.pdf", "2021/deep/d.pdf", "a.PDF", "b.pdf"]


def test_a_glob_finds_files_in_folders_below(archive: Path) -> None:
    assert names(find([os.fspath(archive / "**" / "?.pdf")])) == ["b.pdf", "c.pdf", "d.pdf"]


def test_a_named_file_is_taken_whatever_its_name(archive: Path) -> None:
    assert names(find([archive / "notes.txt"])) == ["notes.txt"]


def test_the_same_name_below_two_folders_is_told_apart_by_the_folder(tmp_path: Path) -> None:
    for folder in ("2020", "2021"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.pdf").touch()
    found = find([tmp_path / "2020", tmp_path / "2021"])
    assert names(found) == ["2020/plan.pdf", "2021/plan.pdf"]


@pytest.mark.parametrize("path", ["missing.pdf", "missing/", "*.pdf"])
def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError, match=r"does not exist|matches no file"):
        find([tmp_path / path])


def test_no_pdf_at_all_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No PDF was found in"):
        find([tmp_path])


def test_an_empty_folder_beside_a_full_one_is_a_problem(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = find([archive, tmp_path / "empty"])
    assert len(found.files) == 4
    assert "W012 No PDF was found in the folder" in messages(found)


def test_a_folder_in_place_of_a_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        one(tmp_path)


def test_a_pipe_is_named_and_nobody_waits_for_it(archive: Path) -> None:
    os.mkfifo(archive / "2021" / "pipe.pdf")
    found = find([archive])
    assert names(found) == ["2021/c.pdf", "2021/deep/d.pdf", "a.PDF", "b.pdf"]
    assert [problem.file for problem in found.problems] == ["2021/pipe.pdf"]
    assert "is no file but a pipe or a device; it is left out" in messages(found)
    with pytest.raises(UsageError, match="a pipe or a device"):
        one(archive / "2021" / "pipe.pdf")


def test_an_empty_name_is_no_name_of_this_folder(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    for given in ("", os.fspath(archive)), ("",):
        with pytest.raises(UsageError, match="name of a file or folder is empty"):
            find(given)
    with pytest.raises(UsageError, match="name of a folder is empty"):
        place("")


def test_a_manifest_describes_the_pdfs_beside_and_below_it(archive: Path) -> None:
    text = "file,municipality_code,municipality_name,period_start,period_end\nb.pdf,901,Prøveby,2024,2025-06\n"
    (archive / "manifest.csv").write_text(text + "2021/deep/d.pdf,902,Andenby,,\n", encoding="utf-8")
    found = find([archive])
    rows = {source.file: source.manifest for source in found.files}
    assert rows["a.PDF"] is None
    b = rows["b.pdf"]
    assert b is not None
    assert (b.municipality_code, b.municipality_name, b.title) == ("901", "Prøveby", None)
    assert (b.period_start, b.period_end) == ("2024-01-01", "2025-06-30")
    d = rows["2021/deep/d.pdf"]
    assert d is not None
    assert d.municipality_name == "Andenby"
    assert found.problems == []
    assert one(archive / "b.pdf").manifest == b


def test_a_manifest_as_excel_writes_it_in_denmark(archive: Path) -> None:
    (archive / "manifest.csv").write_bytes("\ufefffile;municipality_name\r\nb.pdf;Prøveby\r\n".encode())
    row = one(archive / "b.pdf").manifest
    assert row is not None
    assert row.municipality_name == "Prøveby"


def test_a_manifest_is_found_whatever_its_capitals(archive: Path) -> None:
    (archive / "Manifest.CSV").write_text("file,title\nb.pdf,Plan\n", encoding="utf-8")
    row = one(archive / "b.pdf").manifest
    assert row is not None
    assert row.title == "Plan"


def test_a_manifest_in_a_folder_that_may_be_listed_and_not_entered_is_a_problem(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "2021" / "manifest.csv").touch()
    stat, read = os.stat, Path.read_bytes

    def refuse(path: Path | str | int) -> None:
        if not isinstance(path, int) and (archive / "2021") in Path(path).parents:
            raise PermissionError(13, "Permission denied", str(path))

    def no_stat(path: Path | str | int, **options: Any) -> os.stat_result:
        refuse(path)
        return stat(path, **options)

    def no_read(path: Path) -> bytes:
        refuse(path)
        return read(path)

    monkeypatch.setattr(os, "stat", no_stat)
    monkeypatch.setattr(Path, "read_bytes", no_read)
    found = find([archive])
    assert "2021/c.pdf" in names(found)
    assert "W011 2021/manifest.csv: it cannot be opened (Permission denied)" in messages(found)


def test_of_two_manifests_of_a_folder_one_counts_and_the_other_is_named(archive: Path) -> None:
    (archive / "manifest.csv").write_text("file,title\nb.pdf,Plan\n", encoding="utf-8")
    if (archive / "MANIFEST.csv").exists():
        pytest.skip("this system does not tell small letters from capitals in names")
    (archive / "MANIFEST.csv").write_text("file,title\nb.pdf,Another\n", encoding="utf-8")
    found = find([archive])
    titles = {source.file: source.manifest.title for source in found.files if source.manifest}
    assert titles == {"b.pdf": "Plan"}
    assert "manifest.csv: MANIFEST.csv lies beside it and is left out" in messages(found)


def test_letters_composed_in_another_way_name_the_same_file(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "årsplan.pdf")).touch()
    (tmp_path / "manifest.csv").write_text("file,title\nårsplan.pdf,Plan\n", encoding="utf-8")
    found = find([tmp_path])
    assert names(found) == [unicodedata.normalize("NFC", "årsplan.pdf")]
    assert found.files[0].manifest is not None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,title\nb.pdf,X\n", "no column named 'file'"),
        ("file,title\nz.pdf,X\n", "line 2 names z.pdf, which is not there"),
        ("file,title\n,X\n", "line 2, column 'file'"),
        ("file,title\nb.pdf,X,Y,Z\n", "line 2 has more values"),
        ("file,colour\nb.pdf,red\n", "column 'colour' is not known"),
        ("file,title\nb.pdf,X\nb.pdf,Y\n", "line 3 describes b.pdf once more"),
        ("file,plan_type\nb.pdf,brochure\n", "line 2, column 'plan_type'"),
        ("file,period_start\nb.pdf,2024-13-01\n", "line 2, column 'period_start'"),
        ("file,municipality_code\nb.pdf,12\n", "is not a code of three digits"),
        ("fil;titel\nb.pdf;X\n", "Its columns are: fil, titel."),
        ('file,title\nb.pdf,"X\nc.pdf,Y\n', "line 2 is never closed; it and what follows is left out"),
        ("file,title,title\nb.pdf,X,Y\n", "the column 'title' is there more than once"),
        ("file\n../x.pdf\n", "names ../x.pdf, which is not below the folder of the manifest"),
        ("file,period_start,period_end\nb.pdf,2025,2024\n", "the period ends on 2024-12-31, before it begins"),
        ("file,period_start\nb.pdf,2024-02-30\n", "'2024-02-30' is no day of the calendar"),
        ("file,published\nb.pdf,2024-13\n", "'2024-13' has no month between 01 and 12"),
    ],
)
def test_a_malformed_manifest_is_a_problem_that_names_the_line(archive: Path, content: str, message: str) -> None:
    (archive / "manifest.csv").write_text(content, encoding="utf-8")
    found = find([archive])
    assert len(found.files) == 4
    assert message in messages(found)
    assert {problem.code for problem in found.problems} == {"W011"}


@pytest.mark.parametrize("written", ["./2021/c.pdf", "2021\\c.pdf", "2021//c.pdf", "2021/deep/../c.pdf"])
def test_a_path_may_be_written_in_another_way(archive: Path, written: str) -> None:
    (archive / "manifest.csv").write_text(f"file,title\n{written},Plan\n", encoding="utf-8")
    found = find([archive])
    titles = {source.file: source.manifest.title for source in found.files if source.manifest}
    assert (titles, found.problems) == ({"2021/c.pdf": "Plan"}, [])


def test_a_file_named_from_the_root_of_the_disk_is_said_to_be_elsewhere(archive: Path) -> None:
    (archive / "manifest.csv").write_text(f"file,title\n{archive}/b.pdf,Plan\n", encoding="utf-8")
    assert "which is not below the folder of the manifest" in messages(find([archive]))


def test_the_good_values_of_a_row_survive_a_bad_one(archive: Path) -> None:
    (archive / "manifest.csv").write_text("file,title,published\nb.pdf,Plan,soon\n", encoding="utf-8")
    row = one(archive / "b.pdf").manifest
    assert row is not None
    assert (row.title, row.published) == ("Plan", None)


def test_a_manifest_that_is_not_utf8_is_a_problem(archive: Path) -> None:
    (archive / "manifest.csv").write_bytes("file,title\nb.pdf,Årsplan\n".encode("cp1252"))
    assert "is not UTF-8" in messages(find([archive]))
