"""What is said of a flat table: its name, its columns, the keys that join it to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning."""

    name: str
    type: ColumnType
    description: str
    required: bool = False
    """True where the value is never null."""
    enum: tuple[str, ...] = ()
    """All values that the column can have, where they are a closed list."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds values of `table`'s key column, or null."""

    column: str
    table: str
    key: str = ""
    """The key column where it has another name."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A flat table."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """The columns that together tell the rows apart; empty where a row has no name of its own."""
    foreign_keys: tuple[ForeignKey, ...] = ()
    id_suffix: str = ""
    """The letter in the items' ids: `m` in `<initiative_id>/m01`."""
    text_column: str = ""
    """The column that holds the item's own text; its places are the item's places."""
    folder: str = ""
    """The folder of its files below that of the data set; empty where they lie in that itself."""

    @property
    def path(self) -> str:
        """Path of its files below the data set's folder, without their endings."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def id_column(self) -> str:
        """The column of the rows' id, to which `cells.item_id` refers; empty where there is none."""
        return self.key[0] if len(self.key) == 1 else ""
