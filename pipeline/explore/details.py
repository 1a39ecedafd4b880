"""Pages about one thing: an initiative, a plan, the place of a value, a page of a PDF; and initiatives side by side."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from ..picture import degrees
from . import items, places
from .database import Row
from .explorer import Explorer, current_state
from .pdfs import Missing
from .timeline import WIDTH, Axis


def add_pages(app: Flask, explorer: Explorer) -> None:
    """Add the pages to the application."""
    database = explorer.database

    @app.get("/initiative/<path:initiative_id>")
    def initiative(initiative_id: str) -> str:
        found = items.whole(database, [initiative_id])
        if not found:
            abort(404, initiative_id)
        summary, milestones = found[0].summary, found[0].parts["milestones"]
        days = [summary["period_start"], summary["period_end"]]
        dated = [day for row in milestones for day in (row["start"], row["end"])]
        return explorer.answer(
            "initiative.html",
            current_state(),
            it=found[0],
            traces=items.traces(database, summary["plan_id"], initiative_id)
            | items.traces(database, summary["plan_id"], table="references"),
            alike=items.alike(database, initiative_id),
            axis=Axis.of([*days, *dated]) if any(dated) else None,
            width=WIDTH,
            columns={name for name in ("timing", "partners", "follow_up") if any(row[name] for row in milestones)},
        )

    @app.get("/compare")
    def compare() -> str:
        state = current_state()
        found = items.whole(database, state.pick)
        traces: dict[items.Key, Row] = {}
        for each in found:
            traces |= items.traces(database, each.summary["plan_id"], each.summary["initiative_id"])
            traces |= items.traces(database, each.summary["plan_id"], table="references")
            traces |= items.traces(database, each.summary["plan_id"], table="plans")
        kinds = dict.fromkeys(row["kind"] for each in found for row in each.parts["aspects"])
        themes = [theme for each in found for theme in each.summary["themes"]]
        shared = {theme for theme in themes if themes.count(theme) > 1}
        return explorer.answer(
            "compare.html", state, found=found, traces=traces, kinds=sorted(kinds, key=items.kind_order), shared=shared
        )

    @app.get("/plan/<plan_id>")
    def plan(plan_id: str) -> str:
        row = explorer.plan_row(plan_id)
        return explorer.answer(
            "plan.html",
            current_state(),
            plan=row,
            parts=items.plan_parts(database, plan_id),
            rows=items.initiatives_of(database, plan_id),
            traces={
                key: trace
                for table in ("plans", *items.TABLES_OF_PLAN)
                for key, trace in items.traces(database, plan_id, table=table).items()
            },
        )

    @app.get("/place")
    def place() -> str:
        own = [(name, request.args.get(name, "")) for name in ("table", "item", "column")]
        value = places.find(database, *(value for _, value in own))
        if value is None:
            abort(404, " / ".join(value for _, value in own))
        number = request.args.get("place", "1")
        at = next((row for row in value.printed if str(row["place"]) == number), None)
        page = at["page"] if at else value.page
        return page_view(value.plan_id, page or 1, own=[*own, ("place", number)], value=value)

    @app.get("/page/<plan_id>/<int:page>")
    def page(plan_id: str, page: int) -> str:
        return page_view(plan_id, page)

    def page_view(
        plan_id: str, page: int, *, own: list[tuple[str, str]] | None = None, value: places.Value | None = None
    ) -> str:
        row = explorer.plan_row(plan_id)
        if not 1 <= page <= row["pages"]:
            abort(404, f"{plan_id}, {page}")
        size = explorer.pdfs.size(row["file"], row["sha256"], page, degrees(row["turned_pages"], page))
        missing = size if isinstance(size, Missing) else None
        boxes = places.on_page(database, plan_id, page)
        return explorer.answer(
            "place.html",
            current_state(),
            own=own or (),
            plan=row,
            page=page,
            size=size,
            missing=missing,
            value=value,
            of_plan=value is None or value.table in ("plans", *items.TABLES_OF_PLAN),
            same=places.row_of(database, value) if value else {},
            marks=[mark for mark in value.printed if mark["page"] == page] if value else [],
            boxes=boxes,
            values=places.values_of(database, boxes),
            text=places.text_of(database, plan_id, page) if missing else [],
        )

    @app.get("/picture/<plan_id>/<int:page>.png")
    def picture(plan_id: str, page: int) -> Response:
        row = explorer.plan_row(plan_id)
        found = explorer.pdfs.picture(row["file"], row["sha256"], page, degrees(row["turned_pages"], page))
        if isinstance(found, Missing):
            abort(404, found.file)
        # Named by the plan's id, which holds the file's hash: the picture is the same for ever.
        return Response(found, mimetype="image/png", headers={"Cache-Control": "private, max-age=86400"})
