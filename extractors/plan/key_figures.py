"""Figures that the document sets out as such: in a list, a table or a box of labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from ...models.geometry import overlap
from ...models.layout import Block, Piece, Role, Table
from ...models.plan import Evidence, KeyFigure
from ..values.numbers import figure_likeness, read_figure
from ..vocabulary.phrases import fold, load_yaml
from .items import Text, places_of
from .table_roles import TableRoles

_SPLIT = re.compile(r"^(?P<label>[^:]{2,80}?)\s*:\s*(?P<value>[^:]{1,60})$")
_UNIT = r"%|pct\.?|procent|kr\.?|mio\. kr\.?|mia\. kr\.?|t\. kr\.?|[a-zæøå]{2,14}"
_TAIL = re.compile(rf"^(?P<label>\D.{{1,70}}?)\s+(?P<value>[\d][\d.,]*(?:\s*(?:{_UNIT}))?)$")
_HEAD = re.compile(rf"^(?P<value>\d[\d.,]*(?:\s*(?:{_UNIT}))?)\s+(?P<label>[A-ZÆØÅ]\D.{{1,70}})$")
_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S*(?<!\bkr)(?<!\bpct)(?<!\bmio)(?<!\bmia)\.$")
"""Seven words or more with a full stop are running text."""
_FEWEST = 2
_FIGURE = 0.7
_CAPITAL = re.compile(r"[A-ZÆØÅ]")
_LONGEST_LABEL = 80
_LARGE = 1.4
"""Type of a figure on a tile against that of its label."""


@lru_cache(maxsize=1)
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("metadata.yaml")["key_figure_headings"]))


def announces_figures(heading: str) -> bool:
    """Whether a heading says that figures follow ("Skolerne i tal", "Nøgletal")."""
    return bool(_headings().search(fold(heading)))


def read_key_figures(body: list[Piece], tables: dict[int, TableRoles], owned: set[int]) -> list[KeyFigure]:
    """The key figures of the body.

    `owned`: indices inside initiatives, where a table counts only under a heading that announces figures.
    """
    out: list[KeyFigure] = []
    texts: list[Block] = []
    free: list[Block] = []
    for i, piece, announced in _walk(body, owned):
        if isinstance(piece, Table):
            if announced or i not in owned:
                out.extend(_of_free_table(piece, tables[i], announced, free=i not in owned))
        elif announced and piece.role in (Role.LIST_ITEM, Role.PARAGRAPH, Role.FIGURE_TEXT, Role.HEADING):
            texts.append(piece)
        elif i not in owned and piece.role not in (Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.HIDDEN):
            free.append(piece)
    tiles = _of_tiles(texts)
    if not tiles:
        tiles = [found for block in texts if block.role is not Role.HEADING and (found := _of_block(block))]
    return out + tiles + _unannounced_tiles(free)


def tables_of_figures(body: list[Piece], tables: dict[int, TableRoles], owned: set[int]) -> set[int]:
    """Indices of the tables that a heading announces as figures, and that hold them; `owned` as above."""
    return {
        i
        for i, piece, announced in _walk(body, owned)
        if announced and isinstance(piece, Table) and _of_free_table(piece, tables[i], announced)
    }


def _walk(body: list[Piece], owned: set[int]) -> Iterator[tuple[int, Piece, bool]]:
    """Each table and text with its index, and whether it stands under a heading that announces figures.

    What a heading outside the initiatives announces ends where one begins.
    """
    level: int | None = None
    box: int | None = None
    for i, piece in enumerate(body):
        if i in owned and i - 1 not in owned:
            level = None
        if isinstance(piece, Table):
            yield i, piece, level is not None or _announced_by_table(piece)
            continue
        if piece.role is Role.HEADING or _is_title_line(piece):
            if announces_figures(piece.text):
                level, box = piece.level or 9, piece.box
                continue
            if level is not None and piece.role is Role.HEADING and (piece.level or 9) <= level:
                level = None
        if level is not None and box is not None and piece.box != box:
            level = None
        yield i, piece, level is not None


def _of_free_table(table: Table, roles: TableRoles, announced: bool, free: bool = False) -> list[KeyFigure]:
    """The figures of a table that is neither milestones nor, by its headings, gains.

    `free`: it stands outside the initiatives, where a table without a column of targets tells how things are.
    """
    guessed = roles.kind == "gains" and all(column.rule.startswith("content") for column in roles.of("gain"))
    states = announced or (free and not roles.of("target"))
    return _of_table(table, announced) if roles.kind is None or (guessed and states) else []


def _of_tiles(blocks: list[Block]) -> list[KeyFigure]:
    """Figures set large with their labels below or above them, one pair after the other."""
    figures = [_is_figure(block) for block in blocks]
    if sum(figures) < _FEWEST or not blocks:
        return []
    out: list[KeyFigure] = []
    below = figures[0]  # the first of the pairs tells whether the label follows its figure
    for i, block in enumerate(blocks):
        at = i + 1 if below else i - 1
        if not figures[i] or not 0 <= at < len(blocks) or figures[at] or len(blocks[at].text) > _LONGEST_LABEL:
            continue
        found = _of_tile(block, blocks[at])
        if found is not None:
            out.append(found)
    return out


def _of_tile(figure: Block, label: Block) -> KeyFigure | None:
    return _figure(
        label.text, figure.text, Text(label.text, places_of([label])), Text(figure.text, places_of([figure]))
    )


def _unannounced_tiles(blocks: list[Block]) -> list[KeyFigure]:
    """Figures in large type, two or more on a page, each with a label in small type just below it, else just above.

    Figures that count up one by one ("01", "02") are numbers of what stands there.
    """
    out: list[KeyFigure] = []
    for _, group in groupby(blocks, key=lambda block: block.page):
        beside = list(pairwise(group))
        for pairs in (beside, [(after, before) for before, after in beside]):
            tiles = [(figure, label) for figure, label in pairs if _is_tile(figure, label)]
            if len(tiles) >= _FEWEST:
                if not _count_up([figure.text for figure, _ in tiles]):
                    out += [found for tile in tiles if (found := _of_tile(*tile)) is not None]
                break
    return out


def _count_up(figures: list[str]) -> bool:
    numbers = [figure.strip(" .") for figure in figures]
    return all(number.isdecimal() for number in numbers) and all(
        int(after) == int(before) + 1 for before, after in pairwise(numbers)
    )


def _is_tile(figure: Block, label: Block) -> bool:
    (left, top, right, bottom), (x0, y0, x1, y1) = figure.places[0][1], label.places[0][1]
    size = figure.style.size
    return (
        _is_figure(figure)
        and not _is_figure(label)
        and size >= _LARGE * label.style.size
        and len(label.text) <= _LONGEST_LABEL
        and overlap(left, right, x0, x1) > 0
        and max(y0 - bottom, top - y1) <= size
    )


def _is_figure(block: Block) -> bool:
    return figure_likeness(block.text) >= _FIGURE and not _CAPITAL.search(block.text)


def _is_title_line(block: Block) -> bool:
    return block.box is not None and len(block.lines) == 1 and block.style.bold and len(block.text) < 50


def _announced_by_table(table: Table) -> bool:
    first = [cell for cell in table.cells if cell.row == 0 and cell.text]
    return len(first) == 1 and announces_figures(first[0].text)


def _of_block(block: Block) -> KeyFigure | None:
    if _SENTENCE.search(block.text):
        return None
    found = _SPLIT.match(block.text) or _HEAD.match(block.text) or _TAIL.match(block.text)
    if found is None:
        return None
    return _figure(
        found["label"], found["value"], Text(block.text, places_of([block])), Text(block.text, places_of([block]))
    )


def _of_table(table: Table, announced: bool) -> list[KeyFigure]:
    rows = [[text for cell in cells if (text := Text.of_cell(cell)) is not None] for cells in table.by_row()]
    out: list[KeyFigure] = []
    missed = 0
    heads = rows[0] if table.header_rows else []
    for texts in rows[table.header_rows :]:
        if len(texts) < 2:
            continue
        label, *values = texts
        found = []
        for n, value in enumerate(values):
            name = label.text
            if len(values) > 1 and len(heads) == len(texts):
                name = f"{label.text} {heads[n + 1].text}"
            figure = _figure(name, value.text, label, value)
            if figure is not None:
                found.append(figure)
        missed += not found
        out.extend(found)
    if missed > len(out) * 0.34 or (not announced and (len(out) < _FEWEST or table.n_cols > 2)):
        return []
    return out


def _figure(label: str, value: str, label_text: Text, value_text: Text) -> KeyFigure | None:
    reading = read_figure(value, label=label)
    if reading is None:
        return None
    return KeyFigure(
        label=label.strip(),
        value=reading.value,
        unit=reading.unit,
        places=label_text.places + [p for p in value_text.places if p not in label_text.places],
        confidence=0.9,
        cells={
            "label": Evidence(places=label_text.places, rule="label"),
            "value": Evidence(places=value_text.places, rule="figure"),
            "unit": Evidence(places=value_text.places, confidence=0.8, rule="figure:unit"),
        },
    )
