"""Tables that grow plan by plan: the same bytes however the rows come, and no more memory for more of them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from planspor.models.tables import BY_NAME
from planspor.pipeline import parts
from planspor.pipeline.flatten import to_arrow
from planspor.pipeline.parts import Spool, TablePart


def references(count: int) -> pa.Table:
    row = {"plan_id": "p", "law": "serviceloven", "text": "§ 85", "confidence": 1.0, "initiative_id": None}
    rows = [{**row, "reference_id": f"p/r{n}", "section": str(n), "page": n % 7} for n in range(count)]
    return to_arrow("references", rows)


def written(folder: Path, pieces: list[pa.Table]) -> dict[str, bytes]:
    folder.mkdir()
    part = TablePart(BY_NAME["references"], folder)
    for piece in pieces:
        part.add(piece)
    part.close()
    return {name: path.read_bytes() for name, path in part.paths.items()}


def test_how_the_rows_come_does_not_show_in_the_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 100)
    whole = references(1234)
    cuts = [0, 1, 1, 99, 100, 350, 1000, 1234]
    pieces = [whole.slice(a, b - a) for a, b in pairwise(cuts)]
    one, other = written(tmp_path / "one", [whole]), written(tmp_path / "other", pieces)
    assert one == other
    table = pq.ParquetFile(tmp_path / "one" / "references.parquet")
    assert table.metadata.num_row_groups == 13
    assert table.read().equals(whole)
    assert one["references.csv"].count(b"\r\n") + one["references.csv"].count(b"\n") == 1235


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    files = written(tmp_path / "none", [])
    assert files["references.csv"].startswith(b'\xef\xbb\xbf"reference_id","plan_id"')
    assert pq.read_table(tmp_path / "none" / "references.parquet").schema.names == list(
        BY_NAME["references"].column_names
    )


def test_what_is_put_by_comes_back_in_its_order(tmp_path: Path) -> None:
    whole = references(50)
    spool = Spool(tmp_path / "rows", whole.schema)
    for n in range(0, 50, 7):
        spool.add(whole.slice(n, 7))
    spool.close()
    assert pa.concat_tables(spool.read()).equals(whole)


MEASURE = """
import resource, sys
from pathlib import Path
from planspor.models.tables import BY_NAME
from planspor.pipeline.flatten import to_arrow
from planspor.pipeline.parts import ROWS, TablePart

row = {"initiative_id": None, "reference_id": "p/r1", "plan_id": "p", "law": "serviceloven", "section": "1",
       "text": "x" * 200, "page": 1, "confidence": 1.0}
piece = to_arrow("references", [row] * 1000)
part = TablePart(BY_NAME["references"], Path(sys.argv[1]))
for _ in range(3 * ROWS // 1000):
    part.add(piece)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(30 * ROWS // 1000):
    part.add(piece)
part.close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", MEASURE, tmp_path], capture_output=True, text=True, check=True)
    # 600,000 rows of more than 200 bytes are 120 MB; kilobytes here.
    assert int(ran.stdout) < 25_000
