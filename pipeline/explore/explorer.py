"""What the pages are made from, and what every request gets: its state, its view, its template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request

from ..dataset import load
from ..theme_names import ThemeNames, theme_names
from . import queries
from .citation import Citation, citation
from .database import Database, Row
from .items import titles
from .pdfs import Pdfs
from .state import State, read_state
from .view import View


@dataclass(slots=True)
class Explorer:
    """A data set, its PDFs, and what is the same for every request."""

    database: Database
    pdfs: Pdfs
    facets: queries.Facets
    cited: Citation
    theme_names: ThemeNames

    @classmethod
    def of(cls, database: Database, pdfs: Pdfs) -> Explorer:
        """The explorer of a data set."""
        plans = int(database.value("SELECT count(*) FROM plans"))
        names = theme_names(load(database.path))
        return cls(database, pdfs, queries.facets(database), citation(database.path, plans), names)

    @property
    def themes(self) -> list[str]:
        """Ids of the data set's themes in their order."""
        return list(self.theme_names)

    def plan_row(self, plan_id: str) -> Row:
        """The plan's row of `plans`. Ends the request with 404 where there is none."""
        rows = self.database.rows("SELECT * FROM plans WHERE plan_id = ?", [plan_id])
        return rows[0] if rows else abort(404, plan_id)

    def answer(self, template: str, state: State, *, own: Sequence[tuple[str, str]] = (), **values: Any) -> str:
        """The template as HTML. `own`: parameters of the address that are no part of the state."""
        view = View(state, request.path, self.facets, titles(self.database, state.pick), tuple(own), self.theme_names)
        return render_template(template, v=view, t=view.t, state=state, explorer=self, **values)


def current_state() -> State:
    """The state that the request's address means."""
    return read_state(request.args.to_dict(flat=False))
