"""Both readings of a table where it is doubtful how it goes on over a page break."""

from __future__ import annotations

from collections.abc import Iterable

from ...models.geometry import rounded
from ...models.layout import Cell, Piece, Table, runs
from ...models.plan import Doubt, DoubtCell, DoubtRow, Place
from ...models.problem import Problem
from .running import Relation
from .seams import Seam

_ONE_ROW = {
    Relation.FLOWS: "the same sentence goes on",
    Relation.OPEN: "no rule closes the cell at the break",
    Relation.LIKELY: "the line before is full and ends no sentence",
    Relation.MORE: "a list or a run of paragraphs may go on",
    Relation.EMPTY: "nothing stands after the break",
}
_TWO_ROWS = {
    Relation.FRESH: "a text of its own stands after the break",
    Relation.STARTS: "nothing stands before the break",
}
_WHAT = ("one row", "two rows")
_NAME = 40
"""Letters of a header that names its column; a longer one is a sentence."""


def row_doubt(a: Table, seams: dict[int, Seam], chosen: Table, other: Table, ample: bool) -> Doubt:
    """A row before and one after the break that may be one.

    Args:
        a: The table up to the break.
        seams: What meets at the break, by column.
        chosen: The joined table as it is read.
        other: The same read the other way.
        ample: The page had room for more lines.
    """
    one, two = (chosen, other) if chosen.n_rows < other.n_rows else (other, chosen)
    signs = [_signs(a, seams, said) for said in (_ONE_ROW, _TWO_ROWS)]
    if ample:
        signs[1].append("the page before the break had room for more lines")
    last = a.n_rows - 1
    page = a.parts[-1][0]
    return Doubt(
        about="row",
        pages=[page, page + 1],
        chosen="one" if chosen is one else "two",
        reason=" ".join(f"For {what}: {'; '.join(s) or 'no sure sign'}." for what, s in zip(_WHAT, signs, strict=True)),
        one=[_row(one, last)],
        two=[_row(two, last), _row(two, last + 1)],
    )


def table_doubt(a: Table, b: Table, joined: Table, white: float) -> Doubt:
    """Two tables with the same columns that are read as one, `joined`.

    `white` is the share of the page that is left below the first, from 0 to 1.
    """
    page = a.parts[-1][0]
    top = [*range(a.header_rows), a.n_rows - 1]
    against = f"{white:.0%} of page {page} is left below the first" if a.header_rows else "the first has no header"
    return Doubt(
        about="table",
        pages=[page, page + 1],
        chosen="one",
        reason=f"For one table: {joined.joined[-1]}. For two tables: {against}; the second repeats no header.",
        one=[_row(joined, row) for row in (*top, a.n_rows)],
        two=[*(_row(a, row) for row in top), _row(b, 0, table_number=2)],
    )


def problems_of(flow: Iterable[Piece]) -> list[Problem]:
    """A W009 problem for each doubt about the tables of a document, numbered as `Problem.doubt` says."""
    doubts = [doubt for piece in flow if isinstance(piece, Table) for doubt in piece.doubts]
    return [
        Problem.of("W009", message(doubt), doubt.pages[1]).model_copy(update={"doubt": n})
        for n, doubt in enumerate(doubts, 1)
    ]


def message(doubt: Doubt) -> str:
    """A doubt in a sentence; both readings with their words are the doubt's own."""
    before, after = doubt.pages
    if doubt.about == "table":
        return (
            f"The tables on pages {before} and {after} have the same columns and are read as one; they could be two. "
            "Both readings are in doubts; check them on the pages."
        )
    readings = ("one row that the page break cuts", "two rows")
    chosen, other = readings if doubt.chosen == "one" else readings[::-1]
    return (
        f"The table on pages {before} and {after}: its last row before and its first row after the break are read as "
        f"{chosen}; they could be {other}. Both readings are in doubts; check them on the pages."
    )


def _signs(a: Table, seams: dict[int, Seam], said: dict[Relation, str]) -> list[str]:
    """What the columns say for a reading: each sign with the columns that show it."""
    out: dict[str, list[str]] = {}
    for _, seam in sorted(seams.items()):
        # A cell that is empty on both sides says nothing.
        if not seam.over and seam.relation in said and (seam.before.blocks or seam.after.blocks):
            out.setdefault(said[seam.relation], []).append(_name(a, seam.before.col))
    return [f"{sign} in {', '.join(columns)}" for sign, columns in out.items()]


def _name(table: Table, column: int) -> str:
    head = table.at(table.header_rows - 1, column) if table.header_rows else None
    text = head.text if head is not None else ""
    return f'"{text}"' if 0 < len(text) <= _NAME else f"column {column + 1}"


def _row(table: Table, row: int, *, table_number: int = 1) -> DoubtRow:
    """A row of a table; a cell that spans rows counts for each of them."""
    found: dict[int, Cell] = {}
    for column in range(table.n_cols):
        cell = table.at(row, column)
        if cell is not None and cell.blocks:
            found.setdefault(cell.col, cell)
    return DoubtRow(
        table=table_number,
        cells=[DoubtCell(column=column, text=cell.text, places=_places(cell)) for column, cell in found.items()],
    )


def _places(cell: Cell) -> list[Place]:
    lines = [line for block in cell.blocks for line in block.lines]
    return [Place(page=page, bbox=rounded(box)) for page, box in runs(lines)]
