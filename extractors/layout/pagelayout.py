"""One page: from its words, boxes and tables to pieces in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models.geometry import Bbox, union
from ...models.layout import Block, Box, Line, Piece, Role, Table
from ...models.page import Page, Word
from .atoms import Atom, atoms_of, block_atom
from .blocks import joined_text, line_blocks, make_block
from .box_rows import BoxRow, box_rows
from .boxes import Found, find_boxes, mark_banners, ruled_asides
from .columns import Leaf, cut
from .figures import extent, find_figures, numbered
from .flow import Chunk
from .hyphens import Lexicon
from .lines import make_lines
from .lists import Marker, marker_of
from .notes import note_blocks, take_notes
from .toc import Entry, toc_blocks, toc_runs

_MANY = 60
"""More pictures or rules across the page than this do not tell its columns."""


@dataclass(slots=True)
class Setting:
    """What is known of the document before a page is laid out."""

    body: float
    """Font size of most text."""
    n_pages: int
    lexicon: Lexicon
    right: dict[int, float] = field(default_factory=dict)
    """The usual right edge of the text by the width of the page, both in points."""
    boxes: list[Box] = field(default_factory=list)
    """All boxes so far; pages add theirs."""
    banners: set[int] = field(default_factory=set)
    """`id` of the blocks that stand on a banner."""
    shift: int = 0
    """What a printed page number is more than the page's place in the file."""
    labels: set[int] = field(default_factory=set)
    """`id` of the blocks that stand as labels to the left of their values."""
    entries: list[Entry] = field(default_factory=list)
    """Of tables of contents."""


@dataclass(slots=True)
class _Figure:
    """Shapes of a diagram in reading order."""

    shapes: list[Found]


def lay_out(
    page: Page, words: list[Word], tables: list[Table], pitches: dict[float, float], setting: Setting
) -> list[Chunk]:
    """The chunks of a page in reading order, its footnotes last.

    `words` are the visible ones that stand in no table, running header or footer.
    """
    level = [word for word in words if word.upright]
    turned = [word for word in words if not word.upright] if len(level) < len(words) else []
    notes, level = take_notes(page, level, tables, setting.body)
    boxes, outside = find_boxes(page, level, tables)
    mark_banners(boxes, setting.body, page.width)
    asides = ruled_asides(page, outside, tables)
    for aside in asides:
        ids = {id(word) for word in aside.words}
        kept = [word for word in outside if id(word) not in ids]
        if len(outside) - len(kept) == len(ids):
            outside = kept
            boxes.append(aside)
    right = max([word.x1 for word in outside] + [min(setting.right.get(round(page.width), 0.0), page.width)])
    layout = _PageLayout(page, pitches, setting)
    held = {id(table) for box in boxes for table in _tables_of(box)}
    chunks = layout.area(outside, [table for table in tables if id(table) not in held], boxes, None, right)
    if turned:
        blocks = line_blocks(make_lines(turned, page.number, page), pitches, setting.lexicon)
        for block in blocks:
            block.role = Role.FIGURE_TEXT
        chunks.append(Chunk(list(blocks), page.number, kind="figure"))
    if notes:
        chunks.append(Chunk(list(note_blocks(notes, page, setting.lexicon)), page.number, kind="note"))
    return chunks


def _tables_of(box: Found) -> list[Table]:
    return box.tables + [table for inner in box.inner for table in _tables_of(inner)]


class _PageLayout:
    """The parts of one page, laid out with the same page, line spacing and setting."""

    def __init__(self, page: Page, pitches: dict[float, float], setting: Setting) -> None:
        self.page = page
        self.pitches = pitches
        self.setting = setting

    def area(
        self, words: list[Word], tables: list[Table], boxes: list[Found], box: int | None, right: float
    ) -> list[Chunk]:
        """The chunks of the page, or of one box with the index `box`, in reading order."""
        figures = [_Figure(group) for group in find_figures(boxes, self.setting.body)]
        atoms = atoms_of(words)
        atoms.extend(block_atom(table.bbox, table) for table in tables)
        atoms.extend(block_atom(extent(figure.shapes), figure) for figure in figures)
        atoms.extend(block_atom(row.bbox, row) for row in box_rows(boxes, atoms))
        atoms.extend(block_atom(found.bbox, found) for found in boxes)
        if box is None:
            atoms.extend(self._obstacles(atoms))
        chunks: list[Chunk] = []
        for leaf in cut(atoms):
            chunks.extend(self._leaf(leaf, box, leaf.right if leaf.right is not None else right))
        return chunks

    def _obstacles(self, atoms: list[Atom]) -> list[Atom]:
        """Pictures and long rules, which columns do not cross."""
        out = []
        for picture in self.page.pictures[:_MANY]:
            x0, top, x1, bottom = picture
            if (
                x1 - x0 < 30
                or bottom - top < 15
                or (x1 - x0) * (bottom - top) > 0.7 * self.page.width * self.page.height
            ):
                continue
            if any(min(a.x1, x1) - max(a.x0, x0) > 1 and min(a.bottom, bottom) - max(a.top, top) > 1 for a in atoms):
                continue
            out.append(block_atom(picture))
        wide = [r for r in self.page.rules if r.horizontal and not r.box and r.x1 - r.x0 > 0.6 * self.page.width]
        for rule in wide if len(wide) <= _MANY else ():
            if not any(a.top < rule.top < a.bottom for a in atoms):
                out.append(block_atom((rule.x0, rule.top - 0.1, rule.x1, rule.top + 0.1)))
        return out

    def _leaf(self, leaf: Leaf, box: int | None, right: float) -> list[Chunk]:
        words: list[Word] = []
        chunks: list[Chunk] = []
        for atom in sorted(leaf.atoms, key=lambda a: (a.top, a.x0)):
            if atom.words:
                words.extend(atom.words)
            elif atom.piece is not None:
                self._flush(words, leaf, box, right, chunks)
                words = []
                chunks.extend(self._piece(atom.piece, leaf.column, box))
        self._flush(words, leaf, box, right, chunks)
        return chunks

    def _flush(self, words: list[Word], leaf: Leaf, box: int | None, right: float, chunks: list[Chunk]) -> None:
        if not words:
            return
        lines = make_lines(words, self.page.number)
        edges = (min(line.bbox[0] for line in lines), max(right, max(line.bbox[2] for line in lines)))
        start = 0
        for first, end in toc_runs(lines, self.setting.n_pages):
            self._lines(lines[start:first], leaf, box, edges, chunks)
            blocks, entries = toc_blocks(lines[first:end])
            self.setting.entries.extend(entries)
            self._add(blocks, leaf, box, edges[1], chunks)
            start = end
        self._lines(lines[start:], leaf, box, edges, chunks)

    def _lines(
        self, lines: list[Line], leaf: Leaf, box: int | None, edges: tuple[float, float], chunks: list[Chunk]
    ) -> None:
        if not lines:
            return
        if leaf.kind == "rows":
            blocks = [make_block([line], None, self.setting.lexicon) for line in lines]
        elif leaf.kind == "label":
            blocks = [make_block(lines, None, self.setting.lexicon)]
            self.setting.labels.add(id(blocks[0]))
        else:
            blocks = line_blocks(lines, self.pitches, self.setting.lexicon, edges)
        self._add(blocks, leaf, box, edges[1], chunks)

    def _add(self, blocks: list[Block], leaf: Leaf, box: int | None, right: float, chunks: list[Chunk]) -> None:
        for block in blocks:
            block.column = leaf.column
            block.box = box
        pieces: list[Piece] = list(blocks)
        chunks.append(Chunk(pieces, self.page.number, box, right, leaf.kind))

    def _piece(self, piece: object, column: int, box: int | None) -> list[Chunk]:
        if isinstance(piece, Table):
            piece.column = column
            piece.box = box
            return [Chunk([piece], self.page.number, box)]
        if isinstance(piece, _Figure):
            return self._figure(piece, column, box)
        if isinstance(piece, BoxRow):
            return [chunk for n, found in enumerate(piece.boxes) for chunk in self._piece(found, column + n, box)]
        assert isinstance(piece, Found)
        if piece.banner:
            return self._banner(piece, column, box)
        if piece.beside:
            return self._figure(_Figure([piece]), column, box)
        index = len(self.setting.boxes)
        self.setting.boxes.append(piece.to_box(self.page.number))
        text_left = min((word.x0 for word in piece.words), default=piece.bbox[0])
        right = max([piece.bbox[2] - max(0.0, text_left - piece.bbox[0])] + [word.x1 for word in piece.words])
        mark_banners(piece.inner, self.setting.body, piece.bbox[2] - piece.bbox[0])
        chunks = self.area(_in_order(piece.words), piece.tables, piece.inner, index, right)
        for chunk in chunks:
            for part in chunk.pieces:
                part.column = column
        return chunks

    def _banner(self, piece: Found, column: int, box: int | None) -> list[Chunk]:
        lines = make_lines(piece.words, self.page.number)
        block = make_block(lines, _number_mark(lines[0]), self.setting.lexicon)
        block.column, block.box = column, box
        self.setting.banners.add(id(block))
        return [Chunk([block], self.page.number, box, piece.bbox[2], "label")]

    def _figure(self, figure: _Figure, column: int, box: int | None) -> list[Chunk]:
        listed = numbered(figure.shapes)
        pieces: list[Piece] = []
        if listed is not None:
            for shape in listed:
                pieces.append(self._point(shape))
        else:
            pieces.extend(self._shapes([], figure.shapes))
        for piece in pieces:
            piece.column, piece.box = column, box
        return [Chunk(pieces, self.page.number, box, kind="figure")]

    def _point(self, shape: Found) -> Block:
        """A shape that holds a point of a numbered list; its number stays in the text, as in a picture."""
        block = make_block(make_lines(shape.words, self.page.number), None, self.setting.lexicon)
        block.role, block.level = Role.LIST_ITEM, 1
        return block

    def _shapes(self, words: list[Word], shapes: list[Found]) -> list[Block]:
        """The words of a diagram: each label with its lines, shapes and loose words in reading order."""
        atoms = atoms_of(_in_order(words))
        atoms.extend(block_atom(shape.bbox, shape) for shape in shapes)
        out: list[Block] = []
        for leaf in cut(atoms):
            loose = [word for atom in leaf.atoms for word in atom.words]
            parts: list[tuple[Bbox, list[Block]]] = []
            for group in _stacks(make_lines(loose, self.page.number)):
                text, notes = joined_text(group, None, self.setting.lexicon)
                parts.append((union(line.bbox for line in group), [Block(Role.FIGURE_TEXT, text, group, notes=notes)]))
            found = [atom.piece for atom in leaf.atoms if isinstance(atom.piece, Found)]
            parts.extend((shape.bbox, self._shapes(shape.words, shape.inner)) for shape in found)
            for blocks in _by_rows(parts):
                out.extend(blocks)
        return out


def _by_rows(parts: list[tuple[Bbox, list[Block]]]) -> list[list[Block]]:
    """The parts of a diagram row by row, each from left to right; parts that share half their height are one row."""
    rows: list[list[tuple[Bbox, list[Block]]]] = []
    for part in sorted(parts, key=lambda p: (p[0][1], p[0][0])):
        if rows:
            first, box = rows[-1][0][0], part[0]
            common = min(first[3], box[3]) - max(first[1], box[1])
            if common > 0.5 * min(first[3] - first[1], box[3] - box[1]):
                rows[-1].append(part)
                continue
        rows.append([part])
    return [blocks for row in rows for _, blocks in sorted(row, key=lambda p: p[0][0])]


def _number_mark(line: Line) -> Marker | None:
    mark = marker_of(line.words[0].text, len(line.words) > 1)
    return mark if mark is not None and mark.kind == "number" and len(line.words) > 1 else None


def _in_order(words: list[Word]) -> list[Word]:
    return sorted(words, key=lambda w: (round(w.bottom - 0.22 * w.style.size, 1), w.x0))


def _stacks(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand close under each other and are centred or flush: one label of a diagram."""
    out: list[list[Line]] = []
    for line in lines:
        if out:
            before = out[-1][-1]
            close = line.bbox[1] - before.bbox[3] < 0.7 * line.style.size
            if close and abs(before.style.size - line.style.size) < 0.6 and before.style.bold == line.style.bold:
                out[-1].append(line)
                continue
        out.append([line])
    return out


def in_tables(words: list[Word], tables: list[Table]) -> list[Word]:
    """The words that stand in no table's cells."""
    if not tables:
        return list(words)
    held = {
        id(word)
        for table in tables
        for cell in table.cells
        for block in cell.blocks
        for line in block.lines
        for word in line.words
    }
    return [word for word in words if id(word) not in held]
