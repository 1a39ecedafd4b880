"""How much is looked at for the columns of a page's text."""

from __future__ import annotations

import pytest
from planspor.extractors.tables import page_columns
from planspor.extractors.tables.find import find_tables


def test_a_page_of_very_many_columns_is_not_tried_with_each_two_of_them(draw, monkeypatch: pytest.MonkeyPatch) -> None:
    def paint(canvas):
        canvas.setFont("Helvetica", 1.5)
        for x in range(20, 560, 20):
            for n in range(10):
                canvas.drawString(x, 700 - 2 * n, "a hall for all that come here to meet"[: 26 - n % 3])

    [page] = draw(paint).source.pages
    tried = []
    seen = page_columns._runs
    monkeypatch.setattr(page_columns, "_runs", lambda *args: tried.append(args) or seen(*args))
    find_tables(page)
    assert len(tried) < 50
