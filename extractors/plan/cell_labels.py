"""Lines of a cell that are a label and a value ("Ansvarlig: Teamet"), below the text that they are about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import reduce

from ...models.layout import Block, Cell, Line, Role
from ..layout.hyphens import mend_text
from ..vocabulary.phrases import book, fold
from .items import Text, places_of

_LABEL = re.compile(r"^(?P<label>[A-ZÆØÅ][^.:;!?]{1,40}[:?])\s*(?P<value>\S.*)$", re.S)
_SURE = 0.78
_MOST_WORDS = 5
Labels = dict[str, str]
"""By the folded words of a label the role of its values: `partners`, `follow_up`, `timing`."""


def labels_of(cells: list[Cell]) -> Labels:
    """The labels of lines below the text of cells: those that the vocabulary knows, or that come again.

    A label that nobody knows names who takes part.
    """
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for cell in cells:
        found = {fold(label): label for line in _lines_below(cell) if (label := _label_of_line(line))}
        counts.update(found.keys())
        printed = found | printed
    out: Labels = {}
    for key, label in printed.items():
        match = book("columns.yaml").match(label.rstrip(":"))
        known = match.kind if match is not None and match.score >= _SURE else None
        if known in ("partners", "follow_up", "timing"):
            out[key] = known
        elif counts[key] >= max(2, len(cells) / 2):
            out[key] = "partners"
    return out


def split_labelled(blocks: list[Block], labels: Labels) -> list[tuple[list[Block], dict[str, Text]]]:
    """The text of a cell, cut after each run of labelled lines, with the values of these lines by their role."""
    out: list[tuple[list[Block], dict[str, Text]]] = [([], {})]
    for block in (part for whole in blocks for part in _at_labels(whole, labels)):
        label = _label(block.text)
        role = labels.get(fold(label)) if label else None
        if role is None or label is None or not out[-1][0]:
            if out[-1][1]:
                out.append(([], {}))
            out[-1][0].append(block)
        else:
            value = Text(block.text[len(label) :].strip(), places_of([block]), "label in the cell")
            before = out[-1][1].get(role)
            joined = Text(f"{before.text} {value.text}", before.places + value.places, value.rule) if before else value
            out[-1][1][role] = joined
    return out


def _label(text: str) -> str | None:
    """The label that a line begins with, as printed."""
    found = _LABEL.match(text)
    return found["label"] if found and len(found["label"].split()) <= _MOST_WORDS else None


def _label_of_line(line: Line) -> str | None:
    """The label that a line begins with, as printed; its value may stand on the next line."""
    return _label(f"{line.text} x")


def _lines_below(cell: Cell) -> list[Line]:
    """The lines of a cell that can begin with a label: all but the first."""
    return [line for block in cell.blocks for line in block.lines][1:]


def _at_labels(block: Block, labels: Labels) -> list[Block]:
    """A block cut before each of its lines that begins with one of the labels."""
    parts: list[list[Line]] = [[]]
    for line in block.lines:
        label = _label_of_line(line)
        if parts[-1] and label is not None and fold(label) in labels:
            parts.append([])
        parts[-1].append(line)
    if len(parts) == 1:
        return [block]
    first = replace(block, text=_text(parts[0]), lines=parts[0])
    rest = (Block(Role.PARAGRAPH, _text(part), part, box=block.box, column=block.column) for part in parts[1:])
    return [first, *rest]


def _text(lines: list[Line]) -> str:
    return reduce(mend_text, (line.text for line in lines))
