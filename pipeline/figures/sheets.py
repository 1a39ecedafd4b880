"""Values beside their pictures, as a page for a notebook."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from ..checking import picture
from ..dataset import Dataset
from ..originals import Originals


def contact_sheet(data: Dataset, originals: Originals, sample: pd.DataFrame, *, width: int = 620) -> str:
    """HTML: each value of a sample beside the place that it was read from. Texts of plans are set as text."""
    rows = "".join(_row(data, originals, row, width) for row in sample.to_dict("records"))
    return f'<table style="text-align:left; border-collapse:collapse">{rows}</table>'


def _row(data: Dataset, originals: Originals, row: Mapping[Hashable, Any], width: int) -> str:
    stream = io.BytesIO()
    picture(data, originals, {str(name): value for name, value in row.items()}).save(stream, "PNG", optimize=True)
    image = base64.b64encode(stream.getvalue()).decode()
    said = [
        f"<b>{row['number']}. {html.escape(str(row['column']))}</b> "
        f"<small>({html.escape(str(row['table']))}{', inferred' if row['inferred'] else ''})</small>",
        f"<span style='font-size:1.1em'>{html.escape(str(row['value']))}</span>",
        f"<small>{html.escape(str(row['file']))}, p. {row['page']}</small>",
        f"<small>{html.escape(str(row['verdict']) or 'not checked yet')}</small>",
    ]
    left = "text-align:left; vertical-align:top; border-top:1px solid #ccc; padding:8px"
    return (
        f'<tr><td style="{left}; width:260px; white-space:normal">{"<br>".join(said)}</td>'
        f'<td style="{left}"><img width="{width}" alt="" src="data:image/png;base64,{image}"></td></tr>'
    )
