"""Files that mean harm cost themselves alone: nothing is run, fetched or written outside of the data set's folder."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import planspor
import pytest

from hostile.files import FILES, armed

COUNTLESS = ("a_million_pages", "a_million_kids", "a_million_promised")
LIGHT = (*COUNTLESS, "a_tree_that_bites_its_tail", "endless_outline", "huge_picture")


@pytest.mark.parametrize("name", LIGHT)
def test_a_bomb_costs_itself_alone(name: str, tmp_path: Path, make_pdf: Any) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "bomb.pdf").write_bytes(FILES[name]())
    (tmp_path / "archive" / "good.pdf").write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune"]))
    data = planspor.run(tmp_path / "archive", tmp_path / "out")
    assert "good.pdf" in data.plans["file"].tolist()
    assert "bomb.pdf" in {*data.plans["file"], *data.problems["file"]}


@pytest.mark.parametrize("name", COUNTLESS)
def test_a_million_pages_are_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(FILES[name]())
    with pytest.raises(planspor.models.problem.UnreadableError, match="1,000,000 pages") as error:
        planspor.read(tmp_path / "bomb.pdf")
    assert error.value.code == "E015"


@pytest.mark.parametrize("name", ["bomb", "bomb_of_operators"])
def test_what_unpacks_to_gigabytes_is_a_problem(name: str, tmp_path: Path, planspor: Any) -> None:
    (tmp_path / "bomb.pdf").write_bytes(FILES[name]())
    ran = planspor("run", "bomb.pdf", "--out", "out", "--memory", "500")
    assert ran.returncode == 1, ran.stderr
    assert "bomb.pdf" in ran.stdout


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_titles_that_are_half_a_letter_are_read_as_far_as_they_go(engine: str, tmp_path: Path) -> None:
    (tmp_path / "half.pdf").write_bytes(FILES["half_a_letter"]())
    plan = planspor.read(tmp_path / "half.pdf", engine=engine)
    assert "Handleplan 2024" in " ".join(section.text for section in plan.sections)


class _Caller(http.server.BaseHTTPRequestHandler):
    calls: list[str]

    def do_GET(self) -> None:
        self.calls.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this computer, and what was asked of it."""
    calls: list[str] = []
    handler = type("Handler", (_Caller,), {"calls": calls})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", calls
        server.shutdown()
        thread.join()


GUARDED = """
import sys

ALLOWED = sys.argv[2]
seen = []

def watch(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "webbrowser.open"):
        seen.append((event, str(arguments)[:200]))

import planspor
planspor.read(sys.argv[1])
sys.addaudithook(watch)
plan = planspor.read(sys.argv[1])
planspor.tables(sys.argv[1])
planspor.draw(sys.argv[1], 1)
print(seen)
print(" ".join(section.text for section in plan.sections))
"""


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_run_fetched_or_written(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    address, calls = canary
    (tmp_path / "archive").mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("BT /F1 20 Tf 50 500 Td (hemmelighed) Tj ET")
    path = tmp_path / "archive" / "armed.pdf"
    path.write_bytes(armed(address, str(secret)))
    before = below(tmp_path)

    command = [sys.executable, "-c", GUARDED, str(path), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    events, text = ran.stdout.splitlines()[:2]
    assert events == "[]"
    assert "Handleplan 2024" in text
    assert "hemmelighed" not in text
    assert below(tmp_path) == before
    assert calls == []

    data = planspor.run(tmp_path / "archive", tmp_path / "data")
    assert data.plans["file"].tolist() == ["armed.pdf"]
    after = below(tmp_path)
    assert {name: content for name, content in after.items() if not name.startswith("data/")} == before
    assert not any(b"MZ not for you" in content for content in after.values() if content not in before.values())
    assert calls == []


NAMES = (
    "..pdf",
    "...pdf",
    "line\nbreak.pdf",
    "-rf.pdf",
    "$(touch x).pdf",
    '<script>"&.pdf',
    "a" * 250 + ".pdf",
    unicodedata.normalize("NFC", "åben.pdf"),
    unicodedata.normalize("NFD", "åben plan.pdf"),
)


def test_any_name_of_a_file_is_safe(tmp_path: Path, make_pdf: Any) -> None:
    deep = tmp_path / "archive" / ("mappe" * 20)
    deep.mkdir(parents=True)
    for n, name in enumerate(NAMES):
        (tmp_path / "archive" / name).write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune", f"Nummer {n}"]))
    (deep / ("b" * 250 + ".pdf")).write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune", "Dybt nede"]))
    before = {path for path in tmp_path.rglob("*") if "data" not in path.parts}

    data = planspor.run(tmp_path / "archive" / ".." / "archive", tmp_path / "data")

    files = {unicodedata.normalize("NFC", name) for name in NAMES if not name.startswith(".")}
    files.add("mappe" * 20 + "/" + "b" * 250 + ".pdf")
    assert set(data.plans["file"]) == files
    assert max(len(file) for file in files) > 300
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "data")} == before
    for plan_id in data.plans["plan_id"]:
        assert (tmp_path / "data" / "plans" / f"{plan_id}.json").is_file()
        assert "/" not in plan_id


def test_the_same_name_composed_in_two_ways_is_two_files(tmp_path: Path, make_pdf: Any) -> None:
    (tmp_path / "archive").mkdir()
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "å.pdf")  # type: ignore[arg-type]
        (tmp_path / "archive" / name).write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune", form]))
    data = planspor.run(tmp_path / "archive", tmp_path / "data")
    assert data.count("plans") == 2


def deep_folder(root: Path, name: str, length: int) -> int:
    """Folders in folders until the path has so many bytes, made one by one; a handle of the last."""
    handle, path = os.open(root, os.O_RDONLY), str(root)
    while len(path) < length:
        os.mkdir(name, dir_fd=handle)
        inner = os.open(name, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle, path = inner, f"{path}/{name}"
    return handle


@pytest.mark.parametrize("length", [3900, 4200])
def test_a_path_too_long_to_be_opened_is_a_problem(length: int, tmp_path: Path, make_pdf: Any) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.pdf").write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune"]))
    handle = deep_folder(archive, "m" * 180, length)
    with open(os.open("p" * 240 + ".pdf", os.O_CREAT | os.O_WRONLY, dir_fd=handle), "wb") as stream:
        stream.write(b"never read")
    os.close(handle)
    data = planspor.run(archive, tmp_path / "data", cache=False)
    assert data.plans["file"].tolist() == ["a.pdf"]
    (row,) = data.problems[data.problems["severity"] == "error"].to_dict("records")
    assert row["code"] == "E009"
    assert "mmm" in row["file"]
    assert "too long" in row["message"]
    subprocess.run(["rm", "-rf", archive], check=True)  # Python's own way opens each by its whole path.


@pytest.mark.parametrize("command", ["run", "show"])
@pytest.mark.parametrize("path", ["m" * 300, "m/" * 3000])
def test_a_path_that_no_system_takes_is_one_clear_line(command: str, path: str, planspor: Any) -> None:
    ran = planspor(command, path)
    assert ran.returncode == 2
    assert ran.stderr == f"planspor: {path.rstrip('/')} does not exist.\n"


def test_a_link_to_nowhere_is_a_problem(tmp_path: Path, make_pdf: Any) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.pdf").write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune"]))
    (tmp_path / "archive" / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    data = planspor.run(tmp_path / "archive", tmp_path / "data")
    errors = data.problems[data.problems["severity"] == "error"]
    assert errors[["code", "file"]].to_numpy().tolist() == [["E009", "b.pdf"]]


def test_a_manifest_cannot_lead_out_of_the_folders(tmp_path: Path, make_pdf: Any) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.pdf").write_bytes(make_pdf(["Aftale 2024"]))
    (tmp_path / "other.pdf").write_bytes(make_pdf(["Noget andet"]))
    rows = ["file,municipality_name,municipality_code", "a.pdf,../../../ud,901", "../other.pdf,Ude,902"]
    (tmp_path / "archive" / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    data = planspor.run(tmp_path / "archive", tmp_path / "data")
    assert data.plans["file"].tolist() == ["a.pdf"]
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "data")} == before
    assert not any(sign in data.plans["plan_id"][0] for sign in "./\\")
