"""Make the sample plans: `python corpus/make.py [NAME...]` writes a PDF and its gold for each file of `source/`.

Without names it makes all and writes `manifest.csv`. Needs the packages of `requirements.txt` beside this file.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
from pathlib import Path

from making import typeset
from making.content import Content, load
from making.gold import gold

HERE = Path(__file__).resolve().parent
COLUMNS = [
    "file",
    "municipality_code",
    "municipality_name",
    "region",
    "plan_type",
    "unit",
    "period_start",
    "period_end",
    "published",
    "title",
    "source",
]


def make(source: Path) -> Content:
    """Write the PDF and the gold of one plan beside this file."""
    content = load(source)
    template = HERE / "making" / "layouts" / f"{content.layout}.typ"
    pdf = HERE / f"{source.stem}.pdf"
    if template.exists():
        pdf.write_bytes(typeset.render(content, template))
    else:
        pdf.write_bytes(importlib.import_module(f"making.layouts.{content.layout}").render(content))
    text = json.dumps(gold(content, pdf), ensure_ascii=False, indent=1)
    pdf.with_suffix(".gold.json").write_text(text + "\n", encoding="utf-8")
    return content


def write_manifest(plans: dict[str, Content]) -> None:
    """Only what no reader could tell from the pages: which code an invented municipality has."""
    with (HERE / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for name, content in plans.items():
            place = content.municipality
            writer.writerow(
                {
                    "file": f"{name}.pdf",
                    "municipality_code": place.code,
                    "municipality_name": place.name,
                    "region": place.region,
                }
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the sample plans of this folder.")
    parser.add_argument("names", nargs="*", help="names of files of source/ without .yaml (default: all)")
    names = parser.parse_args().names
    os.environ["SOURCE_DATE_EPOCH"] = "1704067200"  # fixed dates inside the PDFs
    sources = sorted((HERE / "source").glob("*.yaml"))
    unknown = set(names) - {source.stem for source in sources}
    if unknown:
        parser.error(f"no such file in source/: {', '.join(sorted(unknown))}")
    plans = {}
    for source in sources:
        if not names or source.stem in names:
            plans[source.stem] = make(source)
            print(f"{source.stem}.pdf")
    if not names:
        write_manifest(plans)


if __name__ == "__main__":
    main()
