"""A first look at a data set: `python notebooks/first_look.py outputs`."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import planspor
from rich.console import Console
from rich.table import Table
from rich.text import Text


def show(console: Console, frame: pd.DataFrame, title: str) -> None:
    """Print a data frame; what is not known is left empty."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in frame.columns:
        table.add_column(name.replace("_", " "), no_wrap=name != "text", overflow="ellipsis", max_width=48)
    for row in frame.itertuples(index=False):
        table.add_row(*(Text("" if pd.isna(value) else str(value)) for value in row))
    console.print(table)
    console.print()


def first_look(folder: Path) -> None:
    """Name the files of a data set and show some of what is in them."""
    data, console = planspor.load(folder), Console(highlight=False)
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".csv", ".parquet"))
    console.print(f"\n[bold]Files in {folder}/[/bold]")
    for kind, pattern in (("tables for data frames", "*.parquet"), ("the same for Excel", "*.csv")):
        console.print(f"  {kind:24}{' '.join(path.name for path in files if path.match(pattern))}", soft_wrap=True)
    plans = [path for path in files if path.parent.name == "plans"]
    console.print(f"  {'each plan as one document':24}", *(f"plans/{path.name}" for path in plans), soft_wrap=True)
    console.print(f"  {'what each column means':24}datapackage.json\n")

    places = data.plan_municipalities.groupby("plan_id")["name"].agg(", ".join).rename("municipality")
    plans_frame = data.plans.join(places, on="plan_id")
    columns = ["municipality", "plan_type", "period_start", "period_end", "title", "pages"]
    plans_frame["period_start"] = plans_frame["period_start"].dt.date
    plans_frame["period_end"] = plans_frame["period_end"].dt.date
    show(console, plans_frame[columns], "Plans")

    milestones = data.milestones.join(places, on="plan_id").dropna(subset=["edtf"])
    one_each = milestones.groupby("plan_id", sort=False).head(2)
    show(console, one_each[["municipality", "timing", "edtf", "text", "page"]].head(12), "Milestones, two a plan")

    gains = data.gains.join(places, on="plan_id").dropna(subset=["amount"])
    columns = ["municipality", "direction", "amount", "unit", "amount_kind", "target_edtf", "text", "page"]
    show(console, gains.groupby("plan_id", sort=False).head(2)[columns].head(12), "Gains that state a figure, two a plan")

    console.print(f'In Python: [bold]import planspor; data = planspor.load("{folder}"); data.milestones[/bold]')
    console.print("A page with what was understood on it: [bold]planspor draw FILE.pdf PAGE --out page.png[/bold]")


if __name__ == "__main__":
    first_look(Path(sys.argv[1] if len(sys.argv) > 1 else "outputs"))
