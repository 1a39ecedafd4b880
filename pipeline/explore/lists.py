"""Pages about many initiatives: the overview, the list, municipalities side by side, problems, downloads."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from math import ceil

from flask import Flask, Response, abort, request, send_file

from . import download, queries
from .explorer import Explorer, current_state
from .filters import wanted
from .state import MOST_PICKS, NONE, SORTS

WITH_FILTERS = ("/", "/initiatives", "/compare/municipalities")
"""Pages with the form of filters."""
MIMES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_MEMORY = 32 * 1024 * 1024
"""Bytes of a download above which it is built on the disk."""


def add_pages(app: Flask, explorer: Explorer) -> None:
    """Add the pages to the application."""
    database = explorer.database

    @app.get("/")
    def overview() -> str:
        state = current_state()
        numbers = queries.key_numbers(database, state.filters)
        heat = queries.heat_map(database, state.filters, explorer.themes)
        order = {row["code"]: n for n, row in enumerate(explorer.facets.municipalities)}
        codes = sorted(heat.codes, key=lambda code: (code == NONE, order.get(code, len(order))))
        return explorer.answer("overview.html", state, numbers=numbers, heat=heat, codes=codes, shares=queries.SHARES)

    @app.get("/initiatives")
    def initiatives() -> str:
        state = current_state()
        ids, parameters = wanted(database, state.filters)
        total = int(database.value(f"SELECT count(*) FROM ({ids})", parameters))
        rows = queries.initiatives(database, state)
        pages = max(1, ceil(total / queries.PAGE_SIZE))
        return explorer.answer("initiatives.html", state, rows=rows, total=total, pages=pages, sorts=SORTS)

    @app.get("/compare/municipalities")
    def municipalities() -> str:
        state = current_state()
        codes = state.filters.municipality[:MOST_PICKS]
        heat = queries.heat_map(database, state.filters, explorer.themes)
        numbers = {code: queries.key_numbers(database, queries.only(state.filters, code)) for code in codes}
        return explorer.answer("compare_municipalities.html", state, codes=codes, heat=heat, numbers=numbers)

    @app.get("/problems")
    def problems() -> str:
        state = current_state()
        total, rows = queries.problems(database, state)
        counts = queries.problem_counts(database, state.filters)
        pages = max(1, ceil(total / (2 * queries.PAGE_SIZE)))
        return explorer.answer("problems.html", state, rows=rows, total=total, pages=pages, counts=counts)

    @app.get("/download/<form>")
    def downloads(form: str) -> Response | tuple[str, int]:
        if form not in MIMES:
            abort(404, form)
        state = current_state()
        write = download.to_zip if form == "zip" else download.to_xlsx
        with ExitStack() as stack:
            stream = stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
            try:
                write(stream, database, state, explorer.cited, request.url)
            except download.TooManyRowsError as error:
                return explorer.answer("too_many_rows.html", state, error=error, most=download.MOST_ROWS), 413
            stack.pop_all()  # The response closes it.
        stream.seek(0)
        return send_file(stream, mimetype=MIMES[form], as_attachment=True, download_name=f"planspor.{form}")
