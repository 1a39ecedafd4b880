"""Where a value stands: its places on the pages, and what else is read on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...models.tables import BY_NAME
from .database import Database, Row


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the data set with its places."""

    table: str
    item_id: str
    column: str
    value: str | float | bool | date | None
    places: list[Row]
    """Rows of `cells` in their order; empty where the data set names no place."""
    page: int | None
    """The page of its first place, else the page of its item."""

    @property
    def plan_id(self) -> str:
        return self.item_id.partition("/")[0]

    @property
    def printed(self) -> list[Row]:
        """The places that are on a page."""
        return [row for row in self.places if row["page"] is not None and row["left"] is not None]


def find(database: Database, table: str, item_id: str, column: str) -> Value | None:
    """The value of a column of a row, with its places; None where the data set has no such row or column."""
    info = BY_NAME.get(table)
    if info is None or table not in database.tables or not info.id_column or column not in info.column_names:
        return None
    plan_id = item_id.partition("/")[0]
    rows = database.rows(f'SELECT * FROM "{table}" WHERE plan_id = ? AND {info.id_column} = ?', [plan_id, item_id])
    if not rows:
        return None
    places = database.rows(
        """SELECT * FROM cells WHERE plan_id = ? AND "table" = ? AND item_id = ? AND "column" = ? ORDER BY place""",
        [plan_id, table, item_id, column],
    )
    own = rows[0].get("page")
    page = next((row["page"] for row in places if row["page"] is not None), own)
    return Value(table, item_id, column, rows[0][column], places, page)


def on_page(database: Database, plan_id: str, page: int) -> list[Row]:
    """The values that are printed on the page, one row for each place, from the top down; readings not chosen aside."""
    return database.rows(
        """SELECT * FROM cells WHERE plan_id = ? AND page = ? AND "left" IS NOT NULL
        AND "table" NOT IN ('sections', 'doubts')
        ORDER BY top, "left", "table", item_id, "column" """,
        [plan_id, page],
    )


def text_of(database: Database, plan_id: str, page: int) -> list[Row]:
    """The text of a page in reading order, for those who have no PDF."""
    return database.rows(
        "SELECT role, level, text FROM sections WHERE plan_id = ? AND page = ? AND role <> 'hidden' ORDER BY ordinal",
        [plan_id, page],
    )


def row_of(database: Database, value: Value) -> Row:
    """The other values of the value's row, by column, in the table's order; what is empty is left out."""
    info = BY_NAME[value.table]
    rows = database.rows(
        f'SELECT * FROM "{value.table}" WHERE plan_id = ? AND {info.id_column} = ?', [value.plan_id, value.item_id]
    )
    hidden = {info.id_column, value.column, "plan_id", "initiative_id", "ordinal", "page", "confidence"}
    return {name: rows[0][name] for name in info.column_names if name not in hidden and rows[0][name] is not None}


def values_of(database: Database, boxes: list[Row]) -> dict[tuple[str, str, str], object]:
    """The values that stand in these boxes (rows of `cells` of one plan), by table, id and column."""
    out: dict[tuple[str, str, str], object] = {}
    for table in sorted({row["table"] for row in boxes}):
        info = BY_NAME[table]
        rows = database.rows(f'SELECT * FROM "{table}" WHERE plan_id = ?', [boxes[0]["plan_id"]])
        known = {row[info.id_column]: row for row in rows}
        for box in boxes:
            if box["table"] == table and box["item_id"] in known:
                out[table, box["item_id"], box["column"]] = known[box["item_id"]][box["column"]]
    return out
