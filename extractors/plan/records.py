"""Cards: labels and values that repeat in the same order ("Handling: ...", "Frist: ...", "Handling: ...").

Each card is a row of a table whose columns have no rules but names, so it is read as one. The labels may run in before
a colon, stand as small headings, or fill the first column of a form.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ...models.geometry import union
from ...models.layout import Block, Cell, Piece, Role, Table
from ..values.times import Period
from ..vocabulary.phrases import fold
from .labels import plain_label, run_in_label
from .marks import read_mark, strip_colon
from .table_roles import read_roles

_LONGEST_LABEL = 60
_MOST_LABELS = 6


@dataclass(slots=True)
class _Pair:
    """A label with its value."""

    label: Block
    value: list[Block]
    at: list[int]
    """Indices of its pieces in the body: the label's, then those of further paragraphs of its value."""
    rows: int = 0
    """Rows of the form that it is a row of."""

    @property
    def key(self) -> str:
        return fold(strip_colon(self.label.text))


_Record = list[_Pair]


def with_records(body: list[Piece], period: Period | None) -> list[Piece]:
    """The body with each run of cards as a table, where its labels tell actions or gains."""
    runs = _runs(body)
    known = _labels_of_records(runs)
    tables: dict[int, Table] = {}
    taken: set[int] = set()
    for run in runs:
        for records in _parse(run, known):
            table = _table(records)
            if _whole_forms(records) and read_roles(table, period).kind is not None:
                tables[records[0][0].at[0]] = table
                taken |= {i for record in records for pair in record for i in pair.at}
    out: list[Piece] = []
    for i, piece in enumerate(body):
        if i in tables:
            out.append(tables[i])
        elif i not in taken:
            out.append(piece)
    return out


def _whole_forms(records: list[_Record]) -> bool:
    """Whether all rows of each form are in the cards, so that none is left over."""
    pairs = [pair for record in records for pair in record if pair.rows]
    rows = Counter(pair.at[0] for pair in pairs)
    return all(rows[pair.at[0]] == pair.rows for pair in pairs)


def _runs(body: list[Piece]) -> list[list[_Pair]]:
    """Pairs that follow each other, with nothing between them but what stands in another box."""
    out: list[list[_Pair]] = []
    for box in sorted({piece.box for piece in body}, key=lambda n: -1 if n is None else n):
        pairs: list[_Pair] = []
        for i, piece in enumerate(body):
            if piece.box != box:
                continue
            if isinstance(piece, Table):
                rows = _form_rows(piece, i)
                if not rows:
                    out.append(pairs)
                    pairs = []
                pairs.extend(rows)
                continue
            label = _label(piece)
            if label is not None:
                if pairs and not pairs[-1].value:
                    out.append(pairs[:-1])
                    pairs = []
                pairs.append(_Pair(label[0], [label[1]] if label[1] else [], [i]))
            elif piece.role in (Role.PARAGRAPH, Role.LIST_ITEM) and pairs:
                pairs[-1].value.append(piece)
                pairs[-1].at.append(i)
            else:
                out.append([pair for pair in pairs if pair.value])
                pairs = []
        out.append([pair for pair in pairs if pair.value])
    return sorted((run for run in out if run), key=lambda run: run[0].at[0])


def _label(block: Block) -> tuple[Block, Block | None] | None:
    """A label and what stands in its own paragraph."""
    if block.role is Role.HEADING:
        plain = block.marker is None and read_mark(block.text).kind == "none"
        return (block, None) if plain and len(block.text) <= _LONGEST_LABEL else None
    found = run_in_label(block) or plain_label(block)
    if found is None:
        return None
    text, rest, _ = found
    return replace(block, role=Role.PARAGRAPH, text=text, lines=block.lines[:1], lead=None), rest


def _form_rows(table: Table, index: int) -> list[_Pair]:
    """The rows of a table of two columns as labels and values; none where its first column is no column of labels."""
    if table.n_cols != 2 or table.header_rows:
        return []
    out: list[_Pair] = []
    for row in range(table.n_rows):
        label, value = table.at(row, 0), table.at(row, 1)
        if label is None or value is None or label is value or not label.text or len(label.text) > _LONGEST_LABEL:
            return []
        text = Block(Role.PARAGRAPH, label.text, [line for block in label.blocks for line in block.lines])
        out.append(_Pair(text, list(value.blocks), [index], table.n_rows))
    return out


def _labels_of_records(runs: list[list[_Pair]]) -> dict[str, set[str]]:
    """By the first label of a card all labels that cards beginning so have: each of them in two or more."""
    known: dict[str, set[str]] = {}
    for run in runs:
        at = 0
        while at < len(run):
            records = _cycle(run[at:])
            if not records:
                at += 1
                continue
            known.setdefault(run[at].key, set()).update(pair.key for record in records for pair in record)
            at += sum(map(len, records))
    return known


def _cycle(pairs: list[_Pair]) -> list[_Record]:
    """The cards at the start of `pairs`: two or more that begin with the same label."""
    records = _cards(pairs)
    counts: dict[str, int] = {}
    for record in records:
        for pair in record:
            counts[pair.key] = counts.get(pair.key, 0) + 1
    once = next((n for n, pair in enumerate(pairs) if counts.get(pair.key, 0) < 2), len(pairs))
    if once < sum(map(len, records)):
        return _cycle(pairs[:once])
    labels = len(counts)
    return records if len(records) >= 2 and 2 <= labels <= _MOST_LABELS else []


def _cards(pairs: list[_Pair]) -> list[_Record]:
    """The pairs cut before each that has the label of the first; they end where a card would have a label twice."""
    records: list[_Record] = []
    for pair in pairs:
        if pair.key == pairs[0].key:
            records.append([])
        elif any(pair.key == other.key for other in records[-1]):
            break
        records[-1].append(pair)
    return records


def _parse(run: list[_Pair], known: dict[str, set[str]]) -> list[list[_Record]]:
    """The groups of cards in a run, by the labels that cards of the document have."""
    out: list[list[_Record]] = []
    at = 0
    while at < len(run):
        labels = known.get(run[at].key)
        if labels is None:
            at += 1
            continue
        end = next((n for n in range(at, len(run)) if run[n].key not in labels), len(run))
        records = _cards(run[at:end])
        at += sum(map(len, records))
        if len(records) > 1 or len(records[0]) > 1:
            _shorten(records)
            out.append(records)
    return out


def _shorten(records: list[_Record]) -> None:
    """What follows the last card is text of its own: its last value has no more paragraphs than others of its label."""
    last = records[-1][-1]
    others = [len(pair.value) for record in records[:-1] for pair in record if pair.key == last.key]
    cut = len(last.value) - max(others, default=1)
    if cut > 0 and not last.rows:
        last.value, last.at = last.value[:-cut], last.at[:-cut]


def _table(records: list[_Record]) -> Table:
    """The cards as rows below a header of their labels."""
    columns: list[_Pair] = []
    for record in sorted(records, key=len, reverse=True):
        at = 0
        for pair in record:
            place = next((n for n, other in enumerate(columns) if other.key == pair.key), None)
            if place is None:
                columns.insert(at, pair)
                place = at
            at = place + 1
    cells = [_cell(0, col, [pair.label]) for col, pair in enumerate(columns)]
    for row, record in enumerate(records, 1):
        values = {pair.key: pair.value for pair in record}
        cells += [_cell(row, col, values.get(pair.key, [])) for col, pair in enumerate(columns)]
    for cell in cells[: len(columns)]:
        cell.header = True
    blocks = [block for record in records for pair in record for block in (pair.label, *pair.value)]
    parts = {page: [box for block in blocks for n, box in block.places if n == page] for page in _pages(blocks)}
    return Table(
        cells=cells,
        n_rows=len(records) + 1,
        n_cols=len(columns),
        header_rows=1,
        parts=[(page, union(boxes)) for page, boxes in parts.items()],
        kind="cards",
        column=blocks[0].column,
        box=records[0][0].label.box,
        confidence=0.8,
    )


def _pages(blocks: list[Block]) -> list[int]:
    return sorted({page for block in blocks for page, _ in block.places})


def _cell(row: int, col: int, blocks: list[Block]) -> Cell:
    places = [place for block in blocks for place in block.places]
    page, box = places[0] if places else (0, (0.0, 0.0, 0.0, 0.0))
    return Cell(row, col, blocks=blocks, page=page, bbox=box, places=places)
