"""A first look at a data set: `python notebooks/first_look.py outputs`."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pandas as pd
import planspor
from rich.console import Console
from rich.table import Table
from rich.text import Text


def show(console: Console, frame: pd.DataFrame, title: str) -> None:
    """Print a data frame, long texts cut short; what is not known is left empty."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for name in frame.columns:
        table.add_column(name.replace("_", " "), no_wrap=True)
    for row in frame.itertuples(index=False):
        cells = ("" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value) for value in row)
        table.add_row(*(Text(textwrap.shorten(cell, 44, placeholder="…")) for cell in cells))
    console.print(table)
    console.print()


def first_look(folder: Path) -> None:
    """Name the files of a data set and show some of what is in them."""
    data, console = planspor.load(folder), Console(highlight=False)
    console.width = max(console.width, 130)
    names = sorted(path.stem for path in folder.glob("*.parquet"))
    documents = sorted(path.name for path in (folder / "plans").glob("*.json"))
    console.print(f"\n[bold]Files in {folder}/[/bold]")
    console.print(f"  *.csv, *.parquet   each table, for Excel and for data frames: {', '.join(names)}")
    for n, name in enumerate(documents[:10]):
        console.print(f"  plans/{name}" + ("   each plan as one document" if n == 0 else ""))
    if len(documents) > 10:
        console.print(f"  ... and {len(documents) - 10} more")
    console.print("  datapackage.json   what each column means\n")

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
    show(
        console, gains.groupby("plan_id", sort=False).head(2)[columns].head(12), "Gains that state a figure, two a plan"
    )

    console.print(f'In Python: [bold]import planspor; data = planspor.load("{folder}"); data.milestones[/bold]')
    console.print("A page with what was understood on it: [bold]planspor draw FILE.pdf PAGE --out page.png[/bold]")


if __name__ == "__main__":
    first_look(Path(sys.argv[1] if len(sys.argv) > 1 else "outputs"))
