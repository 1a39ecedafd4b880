"""What is kept between runs: found again by content, left out of the data, never trusted when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import planspor
import pypdf
import pytest
from planspor.models.manifest import ManifestRow
from planspor.pipeline import fingerprint as fingerprints
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.cache import REASONS, Cache, default_folder, traits_of
from planspor.pipeline.isolate import Limits
from planspor.pipeline.run import Settings, foretell

ROOT = Path(__file__).resolve().parents[2]
SHA = "ab" * 32

Told = Callable[..., dict[str, str]]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def would_read(two_plans: Path, tmp_path: Path, cache: Path) -> Told:
    """Runs, and then tells what the next run would read, and why."""

    def tell(**settings: object) -> dict[str, str]:
        told = foretell(two_plans, tmp_path / "out", Settings(cache=cache, **settings)).files  # type: ignore[arg-type]
        return {file: reason for file, reason in told if reason is not None}

    planspor.run(two_plans, tmp_path / "out", cache=cache)
    return tell


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_second_run_reads_nothing(would_read: Told) -> None:
    assert would_read() == {}


def test_a_new_file_alone_is_read(would_read: Told, two_plans: Path) -> None:
    (two_plans / "c.pdf").write_bytes((two_plans / "a.pdf").read_bytes() + b"\n% one line more\n")
    assert would_read() == {"c.pdf": "it is new"}


def test_a_changed_file_alone_is_read_whatever_its_date(would_read: Told, two_plans: Path) -> None:
    path = two_plans / "a.pdf"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"huset", b"hegnet"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert would_read() == {"a.pdf": "its content has changed"}


def test_a_file_that_was_only_touched_is_not(would_read: Told, two_plans: Path) -> None:
    (two_plans / "a.pdf").touch()
    assert would_read() == {}


def test_the_row_of_the_manifest_counts(would_read: Told, two_plans: Path) -> None:
    (two_plans / "manifest.csv").write_text("file,title\nsub/b.pdf,Strategi for alle\n")
    assert would_read() == {"sub/b.pdf": REASONS["manifest"]}


def test_another_name_counts(would_read: Told, two_plans: Path) -> None:
    (two_plans / "a.pdf").rename(two_plans / "z.pdf")
    assert would_read() == {"z.pdf": REASONS["file"]}


def test_another_engine_counts(would_read: Told) -> None:
    assert set(would_read(engine="pdfplumber").values()) == {REASONS["engine"]}


def test_a_changed_program_counts(would_read: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    now = {**fingerprints.fingerprint(), "program": "another"}
    monkeypatch.setattr("planspor.pipeline.cache.fingerprint", lambda: now)
    assert set(would_read().values()) == {REASONS["program"]}


def test_without_a_cache_all_is_read_and_nothing_kept(two_plans: Path, tmp_path: Path, cache: Path) -> None:
    planspor.run(two_plans, tmp_path / "out", cache=False)
    told = foretell(two_plans, tmp_path / "out", Settings(cache=False)).files
    assert [reason for _, reason in told] == ["nothing is kept (--no-cache)"] * 2
    assert not cache.exists()


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda data: b"", lambda data: data[:500] + b"?" + data[501:], lambda data: b"\n" + data],
    ids=["cut", "empty", "changed", "shifted"],
)
def test_a_damaged_entry_is_read_again(
    would_read: Told, damage: Callable[[bytes], bytes], two_plans: Path, tmp_path: Path, cache: Path
) -> None:
    before = (tmp_path / "out" / "plans.csv").read_bytes()
    for path in entries(cache):
        path.write_bytes(damage(path.read_bytes()))
    assert set(would_read().values()) <= {"what was kept of it is damaged", "it is new"}
    planspor.run(two_plans, tmp_path / "out", cache=cache)
    assert (tmp_path / "out" / "plans.csv").read_bytes() == before
    assert would_read() == {}


def test_a_file_that_cannot_be_opened_is_tried_again(two_plans: Path, tmp_path: Path, cache: Path) -> None:
    (two_plans / "gone.pdf").symlink_to(tmp_path / "nowhere")
    data = planspor.run(two_plans, tmp_path / "out", cache=cache)
    assert data.problems["code"].tolist().count("E009") == 1
    (tmp_path / "nowhere").write_bytes((two_plans / "a.pdf").read_bytes().replace(b"maj", b"jun"))
    data = planspor.run(two_plans, tmp_path / "out", cache=cache)
    assert "gone.pdf" in data.plans["file"].tolist()


def test_a_failure_by_its_limits_is_kept_for_the_same_limits_only(corpus: Path, tmp_path: Path, cache: Path) -> None:
    # Pages enough to take longer than the limit, however seldom a busy computer lets anybody look at the clock.
    plan = tmp_path / "archive" / "long.pdf"
    plan.parent.mkdir()
    with pypdf.PdfWriter() as writer:
        for _ in range(12):
            writer.append(corpus / "strandvig-omstillingsplan-2023-2025.pdf")
        writer.write(plan)
    data = planspor.run(plan, tmp_path / "out", cache=cache, timeout=0.001)
    assert data.problems["code"].tolist() == ["E011"]
    ((_, reason),) = foretell(plan, tmp_path / "out", Settings(cache=cache, limits=Limits(0.001))).files
    assert reason is None
    ((_, reason),) = foretell(plan, tmp_path / "out", Settings(cache=cache)).files
    assert reason == REASONS["limits"]


def test_only_files_with_problems_are_read_again(two_plans: Path, tmp_path: Path, cache: Path) -> None:
    (two_plans / "bad.pdf").write_bytes(b"no PDF at all")
    planspor.run(two_plans, tmp_path / "out", cache=cache)
    told = dict(foretell(two_plans, tmp_path / "out", Settings(cache=cache, only_problems=True)).files)
    assert told["bad.pdf"] == "it has problems in the data set"
    data = planspor.run(two_plans, tmp_path / "out", cache=cache, only_problems=True)
    assert len(data.plans) == 2


def test_a_cache_that_cannot_be_written_is_done_without(
    two_plans: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "in-the-way").write_text("")
    data = planspor.run(two_plans, tmp_path / "out", cache=tmp_path / "in-the-way")
    assert len(data.plans) == 2
    assert len([record for record in caplog.records if "cannot be kept" in record.message]) == 1


def test_entries_of_other_programs_go_after_a_month(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    source = SourceFile(tmp_path / "a.pdf", "a.pdf", ManifestRow(file="a.pdf"))
    traits = traits_of(source, "pdfium")
    cache.put(SHA, {**traits, "program": "old"}, b"old")
    (old,) = entries(tmp_path)
    os.utime(old, (0, 0))
    cache.put(SHA, {**traits, "program": "newer"}, b"newer")
    cache.put(SHA, traits, b"now")
    assert not old.exists()
    assert cache.get(SHA, {**traits, "program": "newer"}) == b"newer"
    assert cache.get(SHA, traits) == b"now"


def test_the_user_may_name_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("PLANSPOR_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert default_folder() == Path("/somewhere/planspor")


def test_all_code_that_reads_is_part_of_the_fingerprint() -> None:
    code = "import sys, planspor.pipeline.batch, planspor.extractors.read; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = {name.removeprefix("planspor.") for name in ran.stdout.split() if name.startswith("planspor.")}
    carrying = {"pipeline", *(f"pipeline.{name}" for name in "archive manifests sheets remote storage files".split())}
    covered = {path.removesuffix(".py").replace("/", ".") for path in fingerprints._CODE}
    assert {
        name for name in here - carrying if not any(name == top or name.startswith(f"{top}.") for top in covered)
    } == set()


def test_all_libraries_that_read_are_part_of_the_fingerprint() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = {name.partition(">")[0] for name in (*project["dependencies"], *extras["ocr"], *extras["danish"])}
    assert needed - {"jinja2", "pandas", "rdflib", "rich", "scipy", "typer"} <= set(fingerprints.LIBRARIES)
