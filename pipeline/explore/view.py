"""What the templates need: the texts, addresses and numbers of one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from ..theme_names import ThemeNames
from .database import Row
from .items import Key, Whole
from .queries import Facets, HeatMap
from .state import LANGUAGES, MOST_PICKS, NONE, Filters, State
from .texts import Texts

Box = tuple[Any, str, int]
"""A value of a filter, what it is called, and how many initiatives have it."""


@dataclass(slots=True)
class View:
    """One request: its state and path, and what the filters can be set to."""

    state: State
    path: str
    facets: Facets
    picked: list[Row]
    """Title and id of the initiatives that are chosen for comparison."""
    own: tuple[tuple[str, str], ...] = ()
    """Parameters that only this page has, to be kept when the language changes."""
    themes: ThemeNames | None = None
    t: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.t = Texts(self.state.lang, self.themes)

    def url(self, path: str | None = None, **changes: Any) -> str:
        """The address of a page with this state, changed as said; of this page where none is named."""
        return self.state.url(self.path if path is None else path, **changes)

    def other_language(self) -> str:
        """This page in the other language."""
        other = next(lang for lang in LANGUAGES if lang != self.state.lang)
        return self.with_own(self.url(lang=other, page=self.state.page))

    def with_own(self, address: str) -> str:
        """The address with what only this page has."""
        return address + ("&" if "?" in address else "?") + urlencode(self.own) if self.own else address

    def clear(self) -> str:
        """This page without any filter."""
        return replace(self.state, filters=Filters(), page=1).url(self.path)

    def cell(self, code: str, theme: str) -> str:
        """The list of the initiatives that a cell of the heat map counts."""
        return self.url("/initiatives", municipality=(code,), theme=self._with_theme(theme))

    def of_theme(self, theme: str) -> str:
        """The list of the filtered initiatives that have the theme too."""
        return self.url("/initiatives", theme=self._with_theme(theme))

    def _with_theme(self, theme: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.state.filters.theme, theme)))

    def initiative(self, initiative_id: str) -> str:
        """The address of an initiative's page."""
        return self.url(f"/initiative/{quote(initiative_id)}")

    def plan(self, plan_id: str) -> str:
        """The address of a plan's page."""
        return self.url(f"/plan/{quote(plan_id)}")

    def initiative_of(self, item_id: str) -> str:
        """The address of the initiative that an item is part of."""
        return self.initiative("/".join(item_id.split("/")[:2]))

    def page(self, plan_id: str, page: int) -> str:
        """The address of a page of a PDF."""
        return self.url(f"/page/{quote(plan_id)}/{page}")

    def place(self, table: str, item_id: str, column: str, place: int = 1) -> str:
        """The address of the place of a value."""
        own = [("table", table), ("item", item_id), ("column", column), *([("place", place)] if place > 1 else [])]
        query = self.state.query()
        return f"/place?{urlencode(own)}" + (f"&{query}" if query else "")

    def picture(self, plan_id: str, page: int) -> str:
        """The address of the picture of a page."""
        return f"/picture/{quote(plan_id)}/{page}.png"

    def show(self, column: str, value: Any) -> str:
        """A value as one reads it: days, numbers and closed lists in the language's own words."""
        if isinstance(value, date):
            return self.t.day(value)
        if isinstance(value, int | float):
            return self.t.number(value)
        if column in ("plan_type", "kind", "direction", "amount_kind", "theme"):
            return self.t.label("aspect_kind" if column == "kind" else column, value)
        return self.municipality(value) if column == "municipality" else str(value)

    def municipality(self, code: str) -> str:
        """The name of a municipality."""
        return self.t("no_municipality") if code == NONE else self.facets.name(code)

    def picks_full(self) -> bool:
        return len(self.state.pick) >= MOST_PICKS

    def column(self, column: str) -> str:
        """What a column is called."""
        return self.t.label("column", column)

    def any_count(self, heat: HeatMap, codes: Sequence[str], theme: str) -> bool:
        """Whether one of the municipalities has the theme."""
        return any(heat.counts.get((code, theme)) for code in codes)

    def any_part(self, found: Sequence[Whole], table: str) -> bool:
        """Whether one of the initiatives has rows of the table."""
        return any(each.parts[table] for each in found)

    def municipality_boxes(self) -> list[Box]:
        return [(row["code"], self.municipality(row["code"]), row["count"]) for row in self.facets.municipalities]

    def year_boxes(self) -> list[Box]:
        return [(row["year"], str(row["year"]), row["count"]) for row in self.facets.years]

    def type_boxes(self) -> list[Box]:
        rows = [(row["type"], self.t.label("plan_type", row["type"]), row["count"]) for row in self.facets.types]
        return sorted(rows, key=lambda box: box[1])

    def theme_boxes(self, order: Sequence[str]) -> list[Box]:
        """The themes in the taxonomy's order, others after them, and last what has none."""
        counts = {row["theme"]: row["count"] for row in self.facets.themes}
        themes = [theme for theme in order if theme in counts]
        themes += [theme for theme in counts if theme not in order and theme != NONE]
        return [(theme, self.t.theme(theme), counts[theme]) for theme in (*themes, NONE) if counts.get(theme)]

    def laws(self) -> list[str]:
        """The laws to choose from; one that only the address names is among them."""
        law = self.state.filters.law
        return self.facets.laws if not law or law in self.facets.laws else [law, *self.facets.laws]

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """The state's parameters but those named, for a form that sets these."""
        return [(name, value) for name, value in self.state.parameters() if name not in but]

    def trace(self, traces: Mapping[Key, Row], table: str, item_id: str, column: str) -> tuple[bool, str]:
        """Whether a value is inferred, and a line that says where it stands and how sure it is."""
        row = traces.get((table, item_id, column))
        if row is None:
            return False, self.t("trace_title")
        parts = [] if row["page"] is None else [self.t("page_short", page=row["page"])]
        parts.append(f"{self.t('sure')} {self.t.number(row['confidence'], 2)}")
        if row["inferred"]:
            parts.append(self.t("inferred"))
        return bool(row["inferred"]), " · ".join(parts)

    def chosen(self) -> list[tuple[str, str]]:
        """The filters that are set: what each says, and the address without it."""
        f, t, url = self.state.filters, self.t, self.url
        out: list[tuple[str, str]] = []
        if f.q:
            out.append((f"“{f.q}”", url(q="")))
        for name, show in (
            ("municipality", self.municipality),
            ("year", str),
            ("type", lambda value: t.label("plan_type", value)),
            ("theme", t.theme),
        ):
            values = getattr(f, name)
            out += [(show(value), url(None, **{name: tuple(v for v in values if v != value)})) for value in values]
        if f.law or f.section:
            out.append(
                (" § ".join(filter(None, (f.law, f.section))) if f.law else f"§ {f.section}", url(law="", section=""))
            )
        if f.since or f.until:
            out.append((f"{t('dates')}: {t.span(f.since, f.until)}", url(since=None, until=None)))
        if f.quantified:
            out.append((t("quantified"), url(quantified=False)))
        if f.duplicates:
            out.append((t("duplicates"), url(duplicates=False)))
        if f.confidence is not None:
            out.append((f"{t('sure')} ≥ {t.number(f.confidence)}", url(confidence=None)))
        return out
