"""The tables of one page."""

from __future__ import annotations

from dataclasses import replace

from ...models.geometry import Bbox, area
from ...models.layout import Table
from ...models.page import Area, Page, Source, Word
from ..layout.hyphens import Lexicon
from .aligned import aligned_regions
from .beside import side_by_side
from .charts import chart_words
from .continuation import continuation, words_of
from .edges import SNAP, Edge, components, fills, page_edges
from .figures import is_figure
from .fill import Filler, Place, WordIndex, inside, words_by_cell
from .foot_header import is_foot_header
from .grid import Grid, build_grid
from .headed import headed_tables, header_key
from .header import Grounds, mark_header
from .judge import is_aligned_table, is_contents, is_ruled_table, is_text_table
from .match import column_map
from .open_continuation import open_continuation
from .outer_labels import with_labels
from .overflow import with_overflow
from .page_columns import page_columns
from .refine import needs_columns, uprights_in, with_columns, with_open_header, with_open_rows, with_rows
from .region import Region
from .regions import banded_regions, continues, ruled_regions
from .shading import shade
from .sidebars import apart
from .stepped import stepped_grids
from .stepped_on import stepped_rest
from .structure import Structure, build
from .tagged import TAGGED, same_cells, tagged_grids, touching, with_top, within
from .text_in_columns import is_text_in_columns
from .textlines import TextLine
from .time_line import time_lines
from .timed import TIMED, timed_tables

_EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)
_FOOT = 0.6
"""Of the page's height: a table that the page break cuts reaches down at least so far."""
_CLOSE = 3.0
"""Points that a rule may stand above the foot of the letters over it."""
_UNDER_HEADER = 12.0
"""Points from the letters of a header to the rule under it at most."""
_WHOLE_PAGE = 250.0
"""Points: a cell that begins on an earlier page and ends on a later one is at least so tall."""
_NEAR = 150.0
"""Points below a header in which bands of its table show."""
_FEWEST = 4
"""Words on a page that can hold a table."""


def find_tables(page: Page, lexicon: Lexicon | None = None) -> list[Table]:
    """The tables of a page, from top to bottom, then left to right.

    Each owns the words in its `bbox`; what no table owns is running text, boxes and figures. `lexicon` holds
    the document's words, to decide about hyphens at line ends.
    """
    if len(page.words) < _FEWEST:
        return []
    return _Finder(page, lexicon, set()).tables()


def find_all(source: Source) -> dict[int, list[Table]]:
    """The tables of each page by its 1-based number, those that go on from the page before read with its columns."""
    lexicon = Lexicon(word.text for page in source.pages for word in page.words)
    out: dict[int, list[Table]] = {}
    finders: list[_Finder] = []
    before: Table | None = None
    known: set[tuple[float, ...]] = set()
    for page in source.pages:
        if len(page.words) < _FEWEST:
            out[page.number], before = [], None
            continue
        finder = _Finder(page, lexicon, known)
        finder.tables()
        above = before if before is not None and before.page == page.number - 1 else None
        if finders and finders[-1].page.number == page.number - 1:
            above = finders[-1].head_at_foot(finder) or above
        if page.tags:
            finder.follow_tags(above)
        if above is not None and not (finder.found and finder.found[0].kind == TAGGED):
            finder.go_on(above)
        out[page.number] = finder.found
        finders.append(finder)
        before = finder.last()
    headers = _headers(out)
    for finder in finders:
        finder.take_known(headers)
        for table in finder.found:
            shade(table, finder.behind)
    return out


def _headers(tables: dict[int, list[Table]]) -> dict[str, set[str]]:
    """The headers of one row and several columns that a document's tables have, each with its words."""
    out: dict[str, set[str]] = {}
    for table in (table for found in tables.values() for table in found):
        texts = [cell.text for cell in table.cells if cell.row == 0 and cell.text]
        if table.header_rows == 1 and len(texts) > 1:
            out.setdefault(header_key(texts), {word for text in texts for word in text.split()})
    return out


class _Finder:
    """Finds the tables of a page from the strongest sign to the weakest: grids, level rules and bands, alignment."""

    def __init__(self, page: Page, lexicon: Lexicon | None, known: set[tuple[float, ...]]) -> None:
        self.page = page
        self.known = known
        self.index = WordIndex([w for w in page.words if not w.style.hidden])
        self.grounds = fills(page)
        self.level, self.upright = page_edges(page, self.grounds)
        self.filler = Filler(page, lexicon)
        self.behind = Grounds(self.grounds)
        self.found: list[Table] = []
        self.heads: list[Bbox] = []
        self._free: tuple[int, list[list[TextLine]]] | None = None
        """The lines of free words, and after how many changes of the index they were."""
        self.foot: tuple[Grid, list[list[Word]]] | None = None
        """A row of headings alone at the foot of the page."""

    def tables(self) -> list[Table]:
        columns = page_columns(self.index.lines(*_EVERYWHERE), self.level, self.known)
        self.index.part(columns)
        self.known.update(one.starts for one in columns)
        if len(self.grounds) >= 4:
            self.index.take(chart_words(self.grounds, self.index.free()))
        for grid in _grids(self.level, self.upright):
            self._grid(grid)
        for cards in time_lines(self.index, self.upright):
            self._add(*cards, "cards", 1)
        taken = [t.bbox for t in self.found]
        level = [e for e in self.level if not _within(e, taken)]
        for stepped, header in stepped_grids(level, self.upright, self.page.rules, self.index):
            self._stepped(stepped, header)
        taken = [t.bbox for t in self.found]
        level = [e for e in self.level if not _within(e, taken)]
        drawn = ruled_regions(level, self.index) + banded_regions(self._bands(), self.index)
        drawn.sort(key=lambda region: -len(region.dividers))
        for region in drawn:
            self._region(region)
        for lines in self._free_lines():
            for structure in headed_tables(lines):
                self._headed(structure)
        for lines in self._free_lines():
            for timed in timed_tables(lines):
                self._add(*timed, TIMED, 0)
        for lines in self._free_lines():
            for whole in aligned_regions(lines, level):
                for region in side_by_side(whole):
                    self._region(region)
        self.found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))
        return self.found

    def _free_lines(self) -> list[list[TextLine]]:
        """The lines of the words that no table owns, parted at the sides of sidebars: those of each column of the
        page's text, and those that stand in none."""
        if self._free is None or self._free[0] != self.index.changes:
            groups: dict[Place | None, list[TextLine]] = {}
            for line in apart(self.index.lines(*_EVERYWHERE), self.grounds):
                groups.setdefault(self.index.place(line.words[0]), []).append(line)
            self._free = self.index.changes, list(groups.values())
        return self._free[1]

    def _heads_figures(self, box: Bbox) -> bool:
        """Whether a band as wide stands right below a bold header, or figures, and no bands, which show the table by
        themselves."""
        left, _, right, bottom = box
        under = [a for a in self.grounds if bottom - 2 < a.top < bottom + _NEAR and a.x0 < right and left < a.x1]
        top = min((a.top for a in under), default=0.0)
        first = [a for a in under if a.top < top + SNAP]
        bold = all(w.style.bold for w in self.index.inside(left, box[1], right, bottom))
        if first and bold and abs(min(a.x0 for a in first) - left) + abs(max(a.x1 for a in first) - right) < SNAP:
            return True
        if under:
            return False
        rows = self.index.lines(left, bottom, right, bottom + _NEAR)[:2]
        return any(sum(is_figure(chunk.text) for chunk in row.chunks[1:]) > 1 for row in rows)

    def _bands(self) -> list[Area]:
        """The tinted areas, a header that is tinted cell by cell as one."""
        out = self.grounds
        for head in self.heads:
            cells = [a for a in out if a.top >= head[1] - 1 and a.bottom <= head[3] + 1]
            cells = [a for a in cells if a.x0 >= head[0] - 1 and a.x1 <= head[2] + 1]
            if cells:
                out = [a for a in out if a not in cells] + [
                    replace(cells[0], x0=head[0], x1=head[2], top=head[1], bottom=head[3])
                ]
        return out

    def take_known(self, headers: dict[str, set[str]]) -> None:
        """Add the tables of a row or two whose header another table of the document has."""
        words = {word.text for word in self.index.free()}
        here = frozenset(key for key, own in headers.items() if own <= words)
        for lines in self._free_lines() if here else ():
            for structure in headed_tables(lines, here):
                self._headed(structure, known=True)
        self.found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))

    def head_at_foot(self, after: _Finder) -> Table | None:
        """The header that stands alone at the foot of the page, added as a table, where the table that begins `after`,
        the next page, has its columns."""
        if self.foot is None or not after.found or not after._at_top(after.found[0].bbox):
            return None
        grid, cell_words = self.foot
        if any(self.index.is_taken(word) for own in cell_words for word in own):
            return None  # the row of a table that another sign shows
        table = self.filler.table(grid, cell_words, "ruled")
        columns = column_map(table, after.found[0])
        if columns is None or not columns[2]:
            return None
        self.index.take([word for own in cell_words for word in own])
        mark_header(table, self.behind, known=1)
        self.found.append(table)
        return table

    def _headed(self, structure: Structure, known: bool = False) -> None:
        """Add a table that the bold headings over its columns show; `known`: another table has the same."""
        if is_contents(structure):
            return
        table = self.filler.table(structure.grid, structure.cell_words, "aligned")
        mark_header(table, self.behind, known=structure.header_rows)
        if not known and is_text_in_columns(table) and not self._ruled_off(structure):
            return
        self.index.take([w for words in structure.cell_words for w in words])
        self.found.append(table)

    def _reaches_on(self, structure: Structure) -> bool:
        """Whether a table that rules show only at its head goes on below what stands close under them; then it is added
        as its headings show it."""
        head = [line for row in structure.rows if row.header for line in row.lines]
        if not head or len({row.zone for row in structure.rows}) > 2:
            return False
        box = structure.grid.bbox
        foot = max(line.line.bottom for line in head) + _UNDER_HEADER
        if any(foot < e.pos < box[3] + 1 and e.start < box[0] + 6 and e.end > box[2] - 6 for e in self.level):
            return False  # a rule closes it, or parts its rows
        count = len(self.found)
        top = head[0].line.top
        below = headed_tables(self.index.lines(box[0] - 3, top - 1, box[2] + 3, _EVERYWHERE[3]))
        if below and below[0].grid.ys[0] < top + 2 and below[0].grid.ys[-1] > box[3] + 2 * structure.em:
            self._headed(below[0])
        return len(self.found) > count

    def _ruled_off(self, structure: Structure) -> bool:
        """Whether a rule runs under the header from side to side, as none does over running text in columns."""
        left, _, right, _ = structure.grid.bbox
        head = structure.rows[structure.header_rows - 1]
        foot = max(line.line.bottom for line in head.lines)
        return any(
            foot - _CLOSE < e.pos < foot + 2 * structure.em and e.start < left + 6 and e.end > right - 6
            for e in self.level
        )

    def _add(self, grid: Grid, cell_words: list[list[Word]], kind: str, header_rows: int) -> None:
        """Add a table of which all is known."""
        self.index.take([w for words in cell_words for w in words])
        table = self.filler.table(grid, cell_words, kind)
        mark_header(table, self.behind, known=header_rows)
        self.found.append(table)

    def _grid(self, grid: Grid) -> None:
        """Add the table of a drawn grid, if it is one."""
        grid = with_overflow(grid, self.level, self.index, self.page.height)
        words = inside(grid, self.index)
        grid, cell_words = with_open_rows(*with_open_header(grid, words_by_cell(grid, words)))
        if not is_ruled_table(grid, cell_words, self._at_top(grid.bbox)):
            if is_foot_header(grid, cell_words, self.page, self.behind, self.index.free()):
                self.foot = grid, cell_words
            return
        if not grid.stroked and continues(grid.bbox, self.index):
            if grid.n_rows > 1 and self._heads_figures(grid.bbox):
                self.heads.append(grid.bbox)
            return  # only a header is tinted cell by cell; the rows below it have no ground
        wider = with_labels(grid, self.index)
        if wider is not grid:
            grid, words = wider, inside(wider, self.index)
            cell_words = words_by_cell(grid, words)
        self.index.take(words)
        structure = with_columns(grid, words, self.level) if needs_columns(grid, cell_words) else None
        if structure is not None:
            table = self.filler.table(structure.grid, structure.cell_words, "ruled")
            mark_header(table, self.behind, structure.header_rows or None)
        else:
            table = self.filler.table(*with_rows(grid, cell_words), "ruled")
            mark_header(table, self.behind)
        self.found.append(table)

    def _stepped(self, grid: Grid, header: int) -> None:
        """Add the table of a grid that level rules of different lengths draw."""
        words = inside(grid, self.index)
        self.index.take(words)
        table = self.filler.table(grid, words_by_cell(grid, words), "horizontal")
        mark_header(table, self.behind, header or None)
        self.found.append(table)

    def _region(self, region: Region) -> None:
        """Add the table of a region, if it is one and no other table has its words."""
        words = [w for line in region.lines for w in line.words]
        if any(self.index.is_taken(w) for w in words):
            return
        region.at_top = self._at_top(region.bbox)
        region.fixed = region.fixed or uprights_in(region.bbox, self.upright, region.kind == "shaded")
        structure = build(region)
        judge = is_aligned_table if region.kind == "aligned" else is_text_table
        if structure is None or not judge(structure, region):
            return
        if region.kind == "horizontal" and self._reaches_on(structure):
            return
        table = self.filler.table(structure.grid, structure.cell_words, region.kind)
        mark_header(table, self.behind, structure.header_rows or None)
        if region.kind == "aligned" and is_text_in_columns(table):
            return
        self.index.take(words)
        self.found.append(table)

    def follow_tags(self, before: Table | None) -> None:
        """Read the tables that the PDF declares as it says, where the page bears it out and draws no other grid."""
        declared = list(tagged_grids(self.page.tags))
        for n, one in enumerate(declared):
            grid = one.grid
            over = [t for t in self.found if touching(t.bbox, grid.bbox)]
            if len(over) == 1 and same_cells(over[0], grid):
                over[0].declared = one.rows
                if one.header_rows and not over[0].header_rows and over[0].n_rows == grid.n_rows:
                    mark_header(over[0], self.behind, known=one.header_rows)
                continue
            others = [other.grid.bbox for other in declared if other is not one]
            own = with_top(grid, [w for t in over for w in words_of(t) if not within(w, others)])
            cut = n == 0 and before is not None and not one.header_rows and before.n_cols != grid.n_cols
            if own is None or cut or any(t.kind == "ruled" for t in over):
                continue
            for table in over:
                self.index.release(words_of(table))
            words = inside(own, self.index)
            self.index.take(words)
            table = self.filler.table(own, words_by_cell(own, words), TAGGED)
            mark_header(
                table, self.behind, known=one.header_rows + own.n_rows - grid.n_rows if one.header_rows else None
            )
            table.declared = one.rows
            self.found = [t for t in self.found if t not in over] + [table]
        self.found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))

    def last(self) -> Table | None:
        """The table below which nothing but notes and a footer stands, None where there is none."""
        if not self.found:
            return None
        table = max(self.found, key=lambda t: t.bbox[3])
        if table.bbox[3] < _FOOT * self.page.height:
            return None  # a table that goes on fills its page
        below = [w for w in self.index.free() if w.top > table.bbox[3] - 2]
        return table if all(w.top > 0.86 * self.page.height for w in below) else None

    def go_on(self, before: Table) -> None:
        """Read what goes on from a table at the foot of the page before with the columns of that table."""
        if self._step_on(before):
            return
        again = continuation(before, self.page, self.found, self.level, self.upright, self.index)
        if again is None:
            again = open_continuation(before, self.page, self.found, self.level, self.index)
        if again is None:
            return
        region, edges, replaced = again
        for table in replaced:
            self.index.release(words_of(table))
        words = [w for line in region.lines for w in line.words]
        structure = None if any(self.index.is_taken(w) for w in words) else build(region, edges[1:-1])
        if structure is None:
            for table in replaced:
                self.index.take(words_of(table))
            return
        self.index.take(words)
        new = self.filler.table(structure.grid, structure.cell_words, before.kind)
        mark_header(new, self.behind, structure.header_rows or None)
        self.found = [t for t in self.found if t not in replaced] + [new]
        self.found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))

    def _step_on(self, before: Table) -> bool:
        """Whether level rules of different lengths show the rest of a table, which is then read by them."""
        for table in self.found:
            self.index.release(words_of(table))
        grid = stepped_rest(before, self.page, self.level, self.index)
        own = [] if grid is None else [t for t in self.found if t.bbox[1] < grid.ys[-1] - 3]
        for table in self.found:
            if table not in own:
                self.index.take(words_of(table))
        if grid is None or any(t.bbox[3] > grid.ys[-1] + 6 for t in own):
            for table in own:
                self.index.take(words_of(table))
            return False
        words = inside(grid, self.index)
        self.index.take(words)
        new = self.filler.table(grid, words_by_cell(grid, words), before.kind)
        mark_header(new, self.behind)
        self.found = [t for t in self.found if t not in own] + [new]
        self.found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))
        return True

    def _at_top(self, box: Bbox) -> bool:
        """Whether nothing but a running header stands above a box."""
        if box[1] > 0.35 * self.page.height:
            return False
        above = [w for w in self.page.words if w.bottom <= box[1] + 3]
        heights = {round(w.bottom) // 4 for w in above}
        return not above or (len(heights) <= 2 and max(w.bottom for w in above) < 0.14 * self.page.height)


def _within(edge: Edge, boxes: list[Bbox]) -> bool:
    return any(b[1] - 3 <= edge.pos <= b[3] + 3 and edge.start >= b[0] - 5 and edge.end <= b[2] + 5 for b in boxes)


def _grids(level: list[Edge], upright: list[Edge]) -> list[Grid]:
    """The grids of all groups of touching edges, the largest first."""
    out = []
    groups = components(level, upright)
    lone = [up[0] for across, up in groups if not across and len(up) == 1 and up[0].drawn]
    for across, up in groups:
        more = _as_tall(lone, up) if across and up else []
        if not up or len(across) < (1 if more else 2):
            continue
        grid = build_grid(across, up + more)
        if grid is not None and (grid.n_cols > 1 or grid.n_rows > 1):
            grid.stroked = any(e.drawn for e in up)
            out.append(grid)
    out.sort(key=lambda g: -area(g.bbox))
    return out


def _as_tall(lone: list[Edge], upright: list[Edge]) -> list[Edge]:
    """Of upright rules that touch no level one, those as tall as the upright rules of a grid: they part columns whose
    only cell on this page goes on from the page before to the next."""
    top, bottom = min(e.start for e in upright), max(e.end for e in upright)
    if bottom - top < _WHOLE_PAGE:
        return []
    return [e for e in lone if abs(e.start - top) <= SNAP and abs(e.end - bottom) <= SNAP]
