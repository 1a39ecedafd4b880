"""Parsers read any text: a short form of what `make fuzz` does, and what it found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.problem import UsageError

from hostile.parsers import PARSERS

PIECES = (
    "1. kvartal 2023 – |uge 53, 2020|31. april|30/2-24|primo |ultimo|medio februar|2023/24|0. halvår|forår|99999999999|"
    "§ 85, stk. 2|§§ 1-999999|serviceloven|jf. |lov om |1.000.000 kr.|10 %|-5 pct.|½|²|mio. kr.|fra 3 til |nul|"
    "themes:\n- id: a\n|id,label_da\n|\"|'|: |{|[|&a |*a|!!python/object:x |\u00a0|\u0000|\ud83d\ude00|(|).*|\n|;|,"
).split("|")


@pytest.mark.parametrize("name", sorted(PARSERS))
@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=10))
def test_any_text_is_read_or_refused(name: str, pieces: list[str]) -> None:
    PARSERS[name]("".join(pieces).encode("utf-8", "ignore").decode())


@pytest.mark.parametrize("ending", ["csv", "yaml", "ttl"])
def test_themes_that_are_no_text_are_refused_in_words(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"themes.{ending}"
    path.write_bytes(b"id,label_da\n\xff\xfe\x00a")
    with pytest.raises(UsageError, match="UTF-8"):
        load_taxonomy(path)
