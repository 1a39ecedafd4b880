"""Inputs and outputs behind an address: a real S3-compatible server on this computer."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import planspor
import pytest
from planspor.models.problem import UsageError
from planspor.pipeline import fetch
from planspor.pipeline.archive import SourceFile, find
from planspor.pipeline.cache import Cache
from planspor.pipeline.isolate import Limits
from planspor.pipeline.journal import Journal
from planspor.pipeline.reading import Reading, pack
from planspor.pipeline.storage import is_remote

BUCKET = "s3://arkiv"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3-compatible server in a process of its own."""
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


SERVER = """
import time
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://127.0.0.1:{port}", flush=True)
time.sleep(3600)
"""


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The file system of an empty bucket `arkiv`, reached as a user would: by the variables of the environment."""
    variables = {"AWS_ENDPOINT_URL": server, "AWS_ACCESS_KEY_ID": "me", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name, value in {**variables, "AWS_DEFAULT_REGION": "eu-north-1"}.items():
        monkeypatch.setenv(name, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    system.mkdir(BUCKET, region_name="eu-north-1")
    yield system
    system.rm(BUCKET, recursive=True)


def digest(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def local(folder: Path) -> dict[str, str]:
    return digest({p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()})


def remote(system: Any, address: str) -> dict[str, str]:
    root = address.removeprefix("s3://")
    return digest({path.removeprefix(f"{root}/"): system.cat_file(path) for path in system.find(root)})


def test_a_run_from_a_store_to_a_store_gives_the_bytes_of_a_local_one(
    store: Any, two_plans: Path, tmp_path: Path
) -> None:
    (two_plans / "sub" / "Manifest.csv").write_text("file,plan_type,unit\nb.pdf,politik,Biblioteket\n")
    planspor.run(two_plans, tmp_path / "local")
    store.put(f"{two_plans}/", f"{BUCKET}/planer/", recursive=True)

    data = planspor.run(f"{BUCKET}/planer", f"{BUCKET}/data")

    assert remote(store, f"{BUCKET}/data") == local(tmp_path / "local")
    assert data.plans.set_index("file").loc["sub/b.pdf", "unit"] == "Biblioteket"
    assert planspor.load(f"{BUCKET}/data").count("plans") == 2
    with pytest.raises(UsageError, match="no folder of this computer"):
        _ = data.path


def test_workers_read_from_the_store_as_well(store: Any, two_plans: Path, tmp_path: Path) -> None:
    planspor.run(two_plans, tmp_path / "local")
    store.put(f"{two_plans}/", f"{BUCKET}/planer/", recursive=True)
    planspor.run(f"{BUCKET}/planer", tmp_path / "out", jobs=2)
    assert local(tmp_path / "out") == local(tmp_path / "local")


def test_a_second_run_leaves_no_plan_of_the_first(store: Any, two_plans: Path) -> None:
    planspor.run(two_plans, f"{BUCKET}/data")
    store.pipe_file(f"{BUCKET}/data/plans/mine.json", b"{}")
    (two_plans / "a.pdf").unlink()
    data = planspor.run(two_plans, f"{BUCKET}/data")
    (plan_id,) = data.plans["plan_id"]
    names = {path.rpartition("/")[2] for path in store.find(f"{BUCKET}/data/plans")}
    assert names == {f"{plan_id}.json", "mine.json"}


@pytest.mark.parametrize("largest", [1 << 20, 10])
def test_what_was_fetched_to_be_told_apart_is_fetched_no_more(
    largest: int, tmp_path: Path, make_pdf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_pdf(["Aftale 2024", "Prøveby Kommune"])
    fsspec.filesystem("memory").pipe_file("/planer/a.pdf", data)
    monkeypatch.setattr(fetch, "_HANDED_ON", largest)

    def read(source: SourceFile, engine: str, limits: Limits) -> bytes:
        handed.append(source)
        return pack(Reading(source.file))

    handed: list[SourceFile] = []
    (source,) = find(["memory://planer"]).files
    fetcher = fetch.Fetcher("pdfium", Limits(), Journal(None, 1), cache=Cache(tmp_path), read=read)
    fetcher(source)
    assert handed[0].path.read_bytes() == data
    fsspec.filesystem("memory").rm("/planer/a.pdf")
    if len(data) <= largest:
        assert handed[0].path.read_bytes() == data
    else:
        with pytest.raises(OSError, match=r"a\.pdf"):
            handed[0].path.read_bytes()


@pytest.mark.parametrize("name", ["a b#1?.pdf", "æ%20ø.pdf", "å" * 300 + ".pdf"])
def test_any_name_that_a_store_can_hold_is_read(store: Any, name: str, tmp_path: Path, make_pdf: Any) -> None:
    store.pipe_file(f"{BUCKET}/planer/{name}", make_pdf(["Aftale 2024", "Prøveby Kommune"]))
    data = planspor.run(f"{BUCKET}/planer", tmp_path / "out")
    assert data.plans["file"].tolist() == [name], data.problems["message"].tolist()


def test_what_counts_in_a_folder_counts_in_a_store(store: Any, make_pdf: Any) -> None:
    for name in ("planer/a.PDF", "planer/b/c.pdf", "planer/.skjult.pdf", "planer/.git/x.pdf", "planer/noter.txt"):
        store.pipe_file(f"{BUCKET}/{name}", b"")
    assert [source.file for source in find([f"{BUCKET}/planer"]).files] == ["a.PDF", "b/c.pdf"]
    assert [source.file for source in find([f"{BUCKET}/planer/b/c.pdf"]).files] == ["c.pdf"]
    assert [source.file for source in find([f"{BUCKET}/planer/**/*.pdf"]).files] == ["b/c.pdf"]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (f"{BUCKET}/nowhere", "s3://arkiv/nowhere does not exist"),
        ("s3://no-such-bucket/planer", "does not exist|cannot be reached"),
        ("nosuchscheme://x/y", "nosuchscheme://x/y cannot be reached"),
    ],
)
def test_a_place_that_is_not_there_is_one_clear_line(store: Any, where: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find([where])


def test_a_store_that_cannot_be_written_is_one_clear_line(
    store: Any, two_plans: Path, planspor: Callable[..., Any]
) -> None:
    ran = planspor("run", two_plans, "--out", "s3://no-such-bucket/data")
    assert ran.returncode == 2
    assert "s3://no-such-bucket/data cannot be reached" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_the_command_writes_to_a_store(store: Any, two_plans: Path, planspor: Callable[..., Any]) -> None:
    ran = planspor("run", two_plans, "--out", f"{BUCKET}/data")
    assert ran.returncode == 0, ran.stderr
    assert "Data set in s3://arkiv/data" in ran.stdout
    assert store.exists(f"{BUCKET}/data/datapackage.json")


WITHOUT = """
import sys
for name in ("fsspec", "s3fs", "dask", "distributed"):
    sys.modules[name] = None
import planspor
from planspor.models.problem import UsageError
planspor.run(sys.argv[1], sys.argv[2])
try:
    planspor.run(sys.argv[1], "s3://arkiv/data")
except UsageError as error:
    print(error.message)
"""


def test_local_paths_do_without_fsspec_and_addresses_name_the_extra(two_plans: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, str(two_plans), str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "planspor[cluster]" in ran.stdout
    assert (tmp_path / "out" / "datapackage.json").is_file()


@pytest.mark.parametrize(
    ("location", "remote"),
    [
        ("s3://b/k", True),
        ("abfs://c@a/k", True),
        ("file:///tmp/x", False),
        ("/mnt/share/x", False),
        ("C:\\planer", False),
        (Path("plain"), False),
        ("a file: // with colon", False),
    ],
)
def test_an_address_is_told_from_a_path(location: str | Path, remote: bool) -> None:
    assert is_remote(location) is remote
