"""What a fuzzer calls: each reads any text and raises only where a promise is broken."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from edtf import parse_edtf
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.extractors.values.amounts import read_gain
from planspor.extractors.values.dates import Period
from planspor.extractors.values.laws import find_references, law_name, sections
from planspor.extractors.values.times import find_times, read_date, read_period, read_time, split_leading_time
from planspor.extractors.vocabulary.phrases import book
from planspor.models.problem import PlansporError

PERIOD = Period("2023-01-01", "2024-12-31")


def times(text: str) -> None:
    """Times: valid EDTF, first day before last, words that stand in the text."""
    found = [reading for reading in (read_time(text, PERIOD), read_time(text, None)) if reading is not None]
    found += find_times(text, PERIOD)
    for reading in found:
        if reading.edtf is not None:
            parse_edtf(reading.edtf)
        if reading.start is not None and reading.end is not None:
            assert reading.start <= reading.end, (text, reading)
        for start, end in reading.spans:
            assert 0 <= start < end <= len(text), (text, reading)
    read_date(text)
    read_period(text)
    split_leading_time(text)


def amounts(text: str) -> None:
    """Gains: figures that are numbers."""
    target, _, rest = text.partition("|")
    for reading in (read_gain(text, period=PERIOD), read_gain(rest, baseline=rest[:20], target=target, period=PERIOD)):
        for figure in (reading.amount, reading.baseline):
            assert figure is None or math.isfinite(figure), (text, reading)


def laws(text: str) -> None:
    """References: words that stand in the text, sections without spaces."""
    for reading in find_references(text, default_law="serviceloven"):
        assert reading.law
        assert " " not in reading.section, (text, reading)
    law_name(text)
    sections(text)


def vocabulary(text: str) -> None:
    """A user's own themes, and headings against the vocabulary: read, or refused in words."""
    with tempfile.TemporaryDirectory() as place:
        for ending in ("csv", "yaml"):
            path = Path(place) / f"themes.{ending}"
            path.write_text(text, encoding="utf-8", newline="")
            with suppress(PlansporError):
                load_taxonomy(path)
    for name in ("headings.yaml", "columns.yaml"):
        book(name).match(text)


PARSERS: dict[str, Callable[[str], None]] = {parse.__name__: parse for parse in (times, amounts, laws, vocabulary)}
