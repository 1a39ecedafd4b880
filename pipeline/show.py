"""One plan in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..models.plan import Doubt, Gain, Initiative, Item, Plan, Reading

NARROW = 100
"""Characters in a line that a table needs."""
_SEVERITY = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def show_plan(plan: Plan, console: Console) -> None:
    """Print a plan: metadata, goals, initiatives with milestones and gains and the pages they stand on, problems."""
    console.print(_head(plan))
    if plan.goals:
        console.print(_heading("Goals"))
        for goal in plan.goals:
            console.print(_line(goal, goal.number, goal.title))
    for initiative in plan.initiatives:
        console.print()
        console.print(_initiative(initiative))
    if plan.key_figures:
        console.print()
        console.print(_heading("Key figures"))
        table = _table("label", "value", "unit", "page")
        for figure in plan.key_figures:
            table.add_row(_plain(figure.label), _number(figure.value), _plain(figure.unit), _page(figure))
        console.print(_inside(table))
    if plan.references:
        console.print()
        console.print(_heading("References to law"))
        by_law: dict[str, dict[str, None]] = {}
        for reference in plan.references:
            by_law.setdefault(reference.law, {})[reference.section] = None
        for law, sections in by_law.items():
            console.print(_inside(Text(f"{law}: {', '.join(f'§ {section}' for section in sections)}")))
    if plan.problems:
        console.print()
        console.print(_heading("Problems"))
        for problem in plan.problems:
            page = f"p. {problem.page}: " if problem.page else ""
            mark = (f"{problem.severity} {problem.code} ", _SEVERITY[problem.severity])
            console.print(_inside(Text.assemble(mark, f"{page}{problem.message}")))
            if problem.doubt:
                console.print(Padding(Text(told(plan.doubts[problem.doubt - 1])), (0, 0, 0, 4)))


def told(doubt: Doubt) -> str:
    """Both readings of a doubt, as lines: the chosen one first, then the other, then what speaks for each."""
    names = {"one": f"one {doubt.about}", "two": f"two {doubt.about}s"}
    other: Reading = "two" if doubt.chosen == "one" else "one"
    lines = [f"Read as {names[doubt.chosen]}:", *_readable(doubt, doubt.chosen)]
    lines += [f"Otherwise {names[other]}:", *_readable(doubt, other)]
    return "\n".join([*lines, doubt.reason])


def _readable(doubt: Doubt, reading: Reading) -> list[str]:
    return [f"  {line}".rstrip() for line in doubt.text(reading).split("\n")]


def _head(plan: Plan) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    period = (
        f"{plan.period_start or '..'} to {plan.period_end or '..'}" if plan.period_start or plan.period_end else None
    )
    municipalities = ", ".join(f"{found.name} ({found.code})" for found in plan.municipalities)
    rows = (
        ("id", plan.plan_id),
        ("type", plan.plan_type),
        ("municipality", municipalities),
        ("unit", plan.unit),
        ("period", period),
        ("published", plan.published),
        ("file", f"{plan.file}, {plan.pages} pages"),
    )
    for name, value in rows:
        inferred = {"type": "plan_type", "period": "period_start"}.get(name, name)
        doubt = plan.cells.get(inferred)
        grid.add_row(
            name, Text.assemble(value or "-", (" (inferred)", "dim") if value and doubt and doubt.inferred else "")
        )
    return Panel(grid, title=Text(plan.title or plan.file, style="bold"), title_align="left", border_style="blue")


def _initiative(initiative: Initiative) -> RenderableType:
    number = f"{initiative.number}  " if initiative.number else ""
    title = Text.assemble((f"{number}{initiative.title}", "bold"), (f"  p. {_page(initiative)}", "dim"))
    parts: list[RenderableType] = [Rule(style="blue"), title]
    if initiative.goal:
        parts.append(Text.assemble(("goal: ", "dim"), initiative.goal))
    if initiative.themes:
        parts.append(Text.assemble(("themes: ", "dim"), ", ".join(initiative.themes)))
    for aspect in initiative.aspects:
        heading = aspect.heading or aspect.kind.replace("_", " ")
        mark = f" [{aspect.kind}]" if aspect.heading else ""
        parts += [
            Text(),
            Text.assemble((heading, "italic cyan"), (f"{mark}  p. {_page(aspect)}", "dim")),
            _inside(Text(aspect.text)),
        ]
    if initiative.milestones:
        table = _table("milestone", "time", "means", "partners", "follow-up", "group", "page")
        for milestone in initiative.milestones:
            table.add_row(
                *map(_plain, (milestone.text, milestone.timing, milestone.edtf, milestone.partners)),
                *map(_plain, (milestone.follow_up, milestone.group)),
                _page(milestone),
            )
        parts += [Text(), _heading("Milestones"), _inside(_Fitting(table))]
    if initiative.gains:
        table = _table("gain", "direction", "figure", "by", "follow-up", "group", "page")
        for gain in initiative.gains:
            direction = "" if gain.direction == "none" else gain.direction
            cells = (gain.text, direction, _figure(gain), gain.target_edtf, gain.follow_up, gain.group)
            table.add_row(*map(_plain, cells), _page(gain))
        parts += [Text(), _heading("Gains"), _inside(_Fitting(table))]
    return Group(*parts)


def _heading(text: str) -> Text:
    return Text(text, style="bold blue")


def _inside(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, 2))


def _line(item: Item, number: str | None, text: str) -> Padding:
    mark = f"{number}  " if number else "- "
    return _inside(Text.assemble(mark, text, (f"  p. {_page(item)}", "dim")))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="dim", pad_edge=False, row_styles=["", "on grey11"])
    for n, column in enumerate(columns):
        table.add_column(
            column,
            justify="right" if column in ("page", "value") else "left",
            overflow="fold",
            no_wrap=column == "page",
            min_width={"page": 4, "means": 16}.get(column, 18 if n == 0 else 8),
        )
    return table


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A table without the columns in which nothing stands; where the terminal is too narrow for it a list, so that
    nothing is cut."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self.table
        table.columns = [column for column in table.columns if any(str(cell) for cell in column.cells)]
        if options.max_width >= NARROW:
            yield table
            return
        rows = zip(*(list(column.cells) for column in table.columns), strict=True)
        for number, (first, *others) in enumerate(rows):
            if number:
                yield Text()
            yield Text.assemble("- ", str(first))
            for column, cell in zip(table.columns[1:], others, strict=True):
                if str(cell):
                    yield Padding(Text.assemble((f"{column.header}: ", "dim"), str(cell)), (0, 0, 0, 2))


def _plain(text: str | None) -> Text:
    return Text(text or "")


def _page(item: Item) -> str:
    pages: Sequence[int] = sorted({place.page for place in item.places})
    return "-".join(str(page) for page in dict.fromkeys((pages[0], pages[-1]))) if pages else "-"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}".replace(",", " ")


def _figure(gain: Gain) -> str:
    if gain.amount is None:
        return ""
    start = f"{_number(gain.baseline)} → " if gain.baseline is not None else ""
    unit = {"percent": "%", "percentage_points": "pp"}.get(gain.unit or "", gain.unit or "")
    return f"{start}{_number(gain.amount)} {unit}".rstrip() + (" (change)" if gain.amount_kind == "change" else "")
