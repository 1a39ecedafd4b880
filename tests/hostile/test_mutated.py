"""Broken PDFs through the whole batch: each is a plan or a problem. `make fuzz` runs five thousand of them."""

from __future__ import annotations

from pathlib import Path

import planspor

from hostile.mutate import mutated

COUNT = 30


def test_no_broken_file_is_lost(tmp_path: Path, corpus: Path) -> None:
    seeds = [path.read_bytes() for path in sorted(corpus.glob("*.pdf"))]
    (tmp_path / "broken").mkdir()
    for n in range(COUNT):
        (tmp_path / "broken" / f"{n:04}.pdf").write_bytes(mutated(seeds, n))
    data = planspor.run(tmp_path / "broken", tmp_path / "out", jobs=2)
    told = {*data.plans["file"], *data.problems["file"].dropna()}
    assert told >= {f"{n:04}.pdf" for n in range(COUNT)}
    assert not data.problems["code"].isin(["E010", "E011", "E012", "E013"]).any(), data.problems.to_string()
