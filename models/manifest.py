"""A row of `manifest.csv`: what is known of a PDF beside what its pages say."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator

from .plan import PlanType

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?[~?]?")


def _day(value: str, last: bool) -> str:
    """`value` as an ISO date; a bare year or month is its first or its last day. Raises ValueError."""
    match = _DATE.fullmatch(value)
    if not match:
        raise ValueError(f"{value!r} is not a date such as 2024-01-31")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    month = month or (12 if last else 1)
    if not 1 <= month <= 12:
        raise ValueError(f"{value!r} has no month between 01 and 12")
    day = day or (calendar.monthrange(year, month)[1] if last else 1)
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise ValueError(f"{value!r} is no day of the calendar") from error


class ManifestRow(BaseModel):
    """What a manifest says of one PDF. All but `file` may be empty; then the pages decide."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    file: str = Field(min_length=1, description="Path of the PDF, below the manifest's folder, with `/`.")
    municipality_code: str | None = Field(default=None, description="Kommunekode, or a code of one's own (9xx).")
    municipality_name: str | None = Field(default=None, description="Name without the word Kommune.")
    region: str | None = Field(default=None, description="Name of the region.")
    plan_type: PlanType | None = Field(default=None, description="One of the plan types of the data contract.")
    unit: str | None = Field(default=None, description="The part of the municipality that the plan is for.")
    period_start: str | None = Field(default=None, description="First day, ISO date; a year or month will do.")
    period_end: str | None = Field(default=None, description="Last day, ISO date; a year or month will do.")
    published: str | None = Field(default=None, description="Date of publication, EDTF, as exact as it is known.")
    title: str | None = Field(default=None, description="Title of the plan.")
    source: str | None = Field(default=None, description="Where the PDF comes from, for example its web address.")

    @field_validator("municipality_code")
    @classmethod
    def _code(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d{3}", value):
            raise ValueError(f"{value!r} is not a code of three digits")
        return value

    @field_validator("period_start")
    @classmethod
    def _first_day(cls, value: str | None) -> str | None:
        return None if value is None else _day(value, last=False)

    @field_validator("period_end")
    @classmethod
    def _last_day(cls, value: str | None) -> str | None:
        return None if value is None else _day(value, last=True)

    @field_validator("published")
    @classmethod
    def _published(cls, value: str | None) -> str | None:
        if value is not None and not _EDTF.fullmatch(value):
            raise ValueError(f"{value!r} is not a date such as 2024, 2024-05 or 2024-05-31")
        if value is not None:
            _day(value.rstrip("~?"), last=False)
        return value
