"""What is being looked at, as the part of the address behind the question mark, so that every view can be shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, get_args
from urllib.parse import urlencode

Code = Literal["da", "en"]
Sort = Literal["place", "title", "start", "gains", "confidence"]
LANGUAGES: tuple[Code, ...] = get_args(Code)
SORTS: tuple[Sort, ...] = get_args(Sort)
MOST_PICKS = 4
"""Initiatives or municipalities that can stand side by side."""
NONE = "-"
"""The value of a filter for initiatives that have no municipality, or no theme."""
LONGEST_QUERY = 200
"""Letters of a search."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which initiatives are wanted. Several values of one filter mean any of them; several filters mean all."""

    q: str = ""
    """Words that all have to be somewhere in the initiative; several in quotation marks are a phrase."""
    municipality: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    """Years that the plan's period has to touch."""
    type: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    """Themes that the initiative has to have, all of them."""
    law: str = ""
    section: str = ""
    since: date | None = None
    until: date | None = None
    """Both: a milestone has to fall between them."""
    quantified: bool = False
    confidence: float | None = None
    duplicates: bool = False
    """Count what stands in plans that are others once more, too."""


@dataclass(frozen=True, slots=True)
class State:
    """All that the address says: the filters, the language, the order, the page of the list, what is to be compared."""

    filters: Filters = field(default_factory=Filters)
    lang: Code = "da"
    sort: Sort = "place"
    page: int = 1
    pick: tuple[str, ...] = ()
    severity: str = ""
    code: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    """Parameters of the address that could not be understood, with their values; they filter nothing."""

    def query(self) -> str:
        """The address's part behind the question mark; only what differs from the beginning."""
        return urlencode(self.parameters())

    def parameters(self) -> list[tuple[str, str]]:
        """Names and values as they stand in the address."""
        f = self.filters
        out: list[tuple[str, str]] = [("q", f.q)]
        for name in ("municipality", "year", "type", "theme"):
            out += [(name, str(value)) for value in getattr(f, name)]
        out += [
            ("law", f.law),
            ("section", f.section),
            ("from", f.since.isoformat() if f.since else ""),
            ("to", f.until.isoformat() if f.until else ""),
            ("quantified", "1" if f.quantified else ""),
            ("confidence", "" if f.confidence is None else f"{f.confidence:g}"),
            ("duplicates", "1" if f.duplicates else ""),
            ("severity", self.severity),
            ("code", self.code),
            ("sort", "" if self.sort == "place" else self.sort),
            ("page", "" if self.page == 1 else str(self.page)),
            *(("pick", value) for value in self.pick),
            ("lang", "" if self.lang == "da" else self.lang),
        ]
        return [(name, value) for name, value in out if value]

    def url(self, path: str, **changes: Any) -> str:
        """The address of `path` with this state. `changes` name fields of the state or of the filters.

        A change of what is listed goes back to the first page of the list.
        """
        of_filters = {name: value for name, value in changes.items() if name in Filters.__dataclass_fields__}
        of_state = {name: value for name, value in changes.items() if name not in of_filters}
        if set(changes) - {"lang", "pick"}:
            of_state.setdefault("page", 1)
        new = replace(self, filters=replace(self.filters, **of_filters), **of_state)
        query = new.query()
        return f"{path}?{query}" if query else path

    def toggled(self, initiative_id: str) -> tuple[str, ...]:
        """The initiatives to compare with this one added or, if it was among them, taken out."""
        if initiative_id in self.pick:
            return tuple(known for known in self.pick if known != initiative_id)
        return (*self.pick, initiative_id)[:MOST_PICKS]


class _Reader:
    """Takes values out of an address and remembers which it could not understand."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self.values = values
        self.doubts: list[tuple[str, str]] = []

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value.strip() for value in self.values.get(name, ()) if value.strip()))

    def one(self, name: str, allowed: Iterable[str] | None = None) -> str:
        values = self.all(name)
        value = values[0] if values else ""
        if value and allowed is not None and value not in allowed:
            self.doubts.append((name, value))
            return ""
        return value

    def years(self, name: str) -> tuple[int, ...]:
        years = []
        for value in self.all(name):
            if value.isdecimal() and len(value) == 4:
                years.append(int(value))
            else:
                self.doubts.append((name, value))
        return tuple(years)

    def day(self, name: str) -> date | None:
        value = self.one(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.doubts.append((name, value))
            return None

    def share(self, name: str) -> float | None:
        value = self.one(name)
        try:
            number = float(value.replace(",", ".")) if value else 0.0
        except ValueError:
            number = -1.0
        if not 0.0 <= number <= 1.0:
            self.doubts.append((name, value))
            return None
        return number or None

    def count(self, name: str) -> int:
        value = self.one(name)
        if value.isdecimal() and 1 <= len(value) <= 7 and int(value) > 0:
            return int(value)
        if value:
            self.doubts.append((name, value))
        return 1


def read_state(values: Mapping[str, Sequence[str]]) -> State:
    """The state that the parameters of an address (`name -> values`) mean.

    What cannot be understood is left out and named in `doubts`; parameters of other names are ignored.
    """
    reader = _Reader(values)
    filters = Filters(
        q=" ".join(reader.one("q").split())[:LONGEST_QUERY],
        municipality=reader.all("municipality"),
        year=reader.years("year"),
        type=reader.all("type"),
        theme=reader.all("theme"),
        law=reader.one("law"),
        section=reader.one("section").lower().replace("§", "").replace(" ", ""),
        since=reader.day("from"),
        until=reader.day("to"),
        quantified=reader.one("quantified", ("1",)) == "1",
        confidence=reader.share("confidence"),
        duplicates=reader.one("duplicates", ("1",)) == "1",
    )
    lang, sort = reader.one("lang", LANGUAGES), reader.one("sort", SORTS)
    pick = reader.all("pick")
    return State(
        filters=filters,
        lang=next((known for known in LANGUAGES if known == lang), "da"),
        sort=next((known for known in SORTS if known == sort), "place"),
        page=reader.count("page"),
        pick=pick[:MOST_PICKS],
        severity=reader.one("severity", ("error", "warning", "info")),
        code=reader.one("code"),
        doubts=(*reader.doubts, *(("pick", value) for value in pick[MOST_PICKS:])),
    )
