"""The flat tables of the data set: every table and column, once.

The Parquet schemas, `datapackage.json` and the documentation are made from this list. The names
are those of the data contract; a change of a name is a new version of the contract.
"""

from __future__ import annotations

from typing import get_args

from .columns import Column, ForeignKey, TableInfo
from .layout import Role
from .plan import ActorKind, ActorRole, AmountKind, AspectKind, Direction, DoubtAbout, PlanType, Reading
from .problem import Severity


def _id(name: str, description: str) -> Column:
    return Column(name, "string", description, required=True)


PLAN_ID = _id("plan_id", "The plan that the row belongs to.")
INITIATIVE_ID = _id("initiative_id", "The initiative that the row belongs to.")
PAGE = Column("page", "integer", "Page of the file, counted from 1, on which the item's own text starts.")
CONFIDENCE = Column("confidence", "number", "How sure the reading of the item is, from 0 to 1.", required=True)
ITEM = (PAGE, CONFIDENCE)
LEFT = Column("left", "number", "Left edge in points from the page's left edge.")
TOP = Column("top", "number", "Top edge in points from the page's top edge.")
RIGHT = Column("right", "number", "Right edge in points from the page's left edge.")
BOTTOM = Column("bottom", "number", "Bottom edge in points from the page's top edge.")
BOX = (LEFT, TOP, RIGHT, BOTTOM)
GROUP = Column("group", "string", "Row group or lead-in line that the item stands under, as printed, without colon.")
TO_PLAN = ForeignKey("plan_id", "plans")
TO_INITIATIVE = ForeignKey("initiative_id", "initiatives")


def _ordinal(what: str) -> Column:
    return Column("ordinal", "integer", f"Number of the {what} in reading order, from 1.", required=True)


TABLES: tuple[TableInfo, ...] = (
    TableInfo(
        "plans",
        "Plans",
        "One row for each plan that was read.",
        (
            _id("plan_id", "Municipality, type and period as a slug, then eight hex digits of the file's SHA-256."),
            Column("file", "string", "Path of the PDF below the given folder.", required=True),
            Column("sha256", "string", "SHA-256 of the PDF, in hex.", required=True),
            Column("pages", "integer", "Number of pages of the PDF.", required=True),
            Column("title", "string", "Title as printed."),
            Column("plan_type", "string", "Kind of plan.", required=True, enum=get_args(PlanType)),
            Column("unit", "string", "The part of the municipality that the plan is for, as printed."),
            Column("period_start", "date", "First day of the period that the plan is for."),
            Column("period_end", "date", "Last day of the period that the plan is for, included."),
            Column("published", "string", "Date of publication as EDTF, as exact as the document says."),
            Column("language", "string", "Language of the text, ISO 639-1."),
            Column("ocr_pages", "integer", "Number of pages that were read by text recognition.", required=True),
            Column(
                "turned_pages",
                "string",
                "Pages that lie on their side or upside down in the PDF and were turned to be read, as `page:degrees` "
                "clockwise, such as `3:90 4:270`. Places on them are those of the page so turned.",
            ),
            Column(
                "duplicate_of",
                "string",
                "The `plan_id` of the plan that this one is once more: the same file under another name (then no other "
                "table repeats what it says), or the same text but for a few words, as a draft and its final version. "
                "Null for the one that counts.",
            ),
            *ITEM,
        ),
        key=("plan_id",),
        foreign_keys=(ForeignKey("duplicate_of", "plans", "plan_id"),),
        text_column="title",
    ),
    TableInfo(
        "plan_municipalities",
        "Municipalities of plans",
        "One row for each municipality that a plan belongs to.",
        (
            _id("plan_municipality_id", "`<plan_id>/c01` and so on."),
            PLAN_ID,
            Column("code", "string", "Statistics Denmark's three-digit kommunekode, or the manifest's.", required=True),
            Column("name", "string", "Name without the word Kommune.", required=True),
            Column("region", "string", "Name of the region."),
            *ITEM,
        ),
        key=("plan_municipality_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="c",
        text_column="name",
    ),
    TableInfo(
        "goals",
        "Goals",
        "Headings that group initiatives, and goals that a plan lists as its own.",
        (
            _id("goal_id", "`<plan_id>/o01` and so on."),
            PLAN_ID,
            _ordinal("goal"),
            Column("number", "string", "Number as printed, without its mark."),
            Column("title", "string", "The goal as printed.", required=True),
            *ITEM,
        ),
        key=("goal_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="o",
        text_column="title",
    ),
    TableInfo(
        "initiatives",
        "Initiatives",
        "The units that a plan numbers or heads and that own milestones, actions or gains.",
        (
            _id("initiative_id", "`<plan_id>/i01` and so on."),
            PLAN_ID,
            _ordinal("initiative"),
            Column("number", "string", "Number as printed, without its word and mark."),
            Column("title", "string", "Title as printed, without number.", required=True),
            Column("goal", "string", "The heading above it that groups initiatives."),
            Column("municipality", "string", "Kommunekode of the municipality that the initiative belongs to."),
            *ITEM,
        ),
        key=("initiative_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="i",
        text_column="title",
    ),
    TableInfo(
        "aspects",
        "Aspects",
        "What initiatives say of themselves, section by section; every paragraph is in exactly one.",
        (
            _id("aspect_id", "`<initiative_id>/a01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("aspect"),
            Column("kind", "string", "What the section is about.", required=True, enum=get_args(AspectKind)),
            Column("heading", "string", "The document's own heading, without a final colon."),
            Column("text", "string", "Paragraphs joined by a line break, the points of a list by '; '.", required=True),
            *ITEM,
        ),
        key=("aspect_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="a",
        text_column="text",
    ),
    TableInfo(
        "milestones",
        "Milestones",
        "What is to be done and when: rows of milestone and action tables, points of lists of actions.",
        (
            _id("milestone_id", "`<initiative_id>/m01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("milestone"),
            Column("text", "string", "What is to be done, as printed.", required=True),
            Column("timing", "string", "The time as printed."),
            Column("edtf", "string", "What the printed time means, as EDTF (ISO 8601-2)."),
            Column("start", "date", "First day; null where open or unknown."),
            Column("end", "date", "Last day, included; null where open or unknown."),
            Column("partners", "string", "Who is responsible or takes part, as printed."),
            Column("follow_up", "string", "How it is followed up, as printed."),
            GROUP,
            *ITEM,
        ),
        key=("milestone_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="m",
        text_column="text",
    ),
    TableInfo(
        "gains",
        "Gains",
        "What is to be achieved and how it is measured: rows of gain tables, points of lists of expected gains.",
        (
            _id("gain_id", "`<initiative_id>/g01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("gain"),
            Column("text", "string", "What is to be achieved, as printed.", required=True),
            Column("follow_up", "string", "How it is measured or followed up, as printed."),
            Column("direction", "string", "Which way it is to go.", required=True, enum=get_args(Direction)),
            Column("amount", "number", "The figure to reach; thousands and millions written out."),
            Column(
                "unit",
                "string",
                "Unit of `amount` and `baseline`: percent, percentage_points, persons, DKK, count, hours, days, "
                "weeks, months, years, else the document's own word in lower case.",
            ),
            Column(
                "amount_kind",
                "string",
                "Whether `amount` is a level to reach or a change from today.",
                enum=get_args(AmountKind),
            ),
            Column("baseline", "number", "The starting figure, in the same unit."),
            Column("target_edtf", "string", "When the figure is to be reached, as EDTF."),
            GROUP,
            *ITEM,
        ),
        key=("gain_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="g",
        text_column="text",
    ),
    TableInfo(
        "key_figures",
        "Key figures",
        "What a plan sets out as figures, in a list, table or box of labels and values.",
        (
            _id("key_figure_id", "`<plan_id>/k01` and so on."),
            PLAN_ID,
            _ordinal("key figure"),
            Column("label", "string", "The label as printed.", required=True),
            Column("value", "number", "The figure; thousands and millions written out.", required=True),
            Column(
                "unit",
                "string",
                "persons, fte, percent, DKK, hours, count, else the document's own word in lower case.",
            ),
            *ITEM,
        ),
        key=("key_figure_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="k",
        text_column="label",
    ),
    TableInfo(
        "references",
        "References to law",
        "Sections of laws that a plan names, one row a section.",
        (
            _id("reference_id", "`<plan_id>/r01` and so on."),
            PLAN_ID,
            Column("initiative_id", "string", "The initiative in whose text it stands; null outside initiatives."),
            Column("law", "string", "Name of the law in lower case.", required=True),
            Column("section", "string", "Digits and the letter after them, without a space.", required=True),
            Column("text", "string", "The words as printed.", required=True),
            *ITEM,
        ),
        key=("reference_id",),
        foreign_keys=(TO_PLAN, TO_INITIATIVE),
        id_suffix="r",
        text_column="text",
    ),
    TableInfo(
        "theme_tags",
        "Themes",
        "Themes of the taxonomy that initiatives are about, several at once.",
        (
            _id("theme_tag_id", "`<initiative_id>/t01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            Column("theme", "string", "Id of the theme in the taxonomy.", required=True),
            Column("evidence", "string", "The words that gave the tag.", required=True),
            *ITEM,
        ),
        key=("theme_tag_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="t",
        text_column="evidence",
    ),
    TableInfo(
        "actors",
        "Actors",
        "Organisations, units, bodies and groups of people that an initiative names, each once for each role. Private "
        "persons (staff named in a plan) are left out on purpose; where a plan prints their names, the columns of text "
        "keep them.",
        (
            _id("actor_id", "`<initiative_id>/p01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("actor"),
            Column(
                "name",
                "string",
                "Known name, what an abbreviation stands for where the plan spells it out, or the dictionary form.",
                required=True,
            ),
            Column("kind", "string", "What kind of actor it is.", required=True, enum=get_args(ActorKind)),
            Column("role", "string", "What part it has.", required=True, enum=get_args(ActorRole)),
            Column("text", "string", "The words as printed where it is named first.", required=True),
            *ITEM,
        ),
        key=("actor_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="p",
        text_column="text",
    ),
    TableInfo(
        "methods",
        "Methods",
        "Methods of the field that an initiative names (ACT, KRAP, Housing First), each once.",
        (
            _id("method_use_id", "`<initiative_id>/h01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("method"),
            Column("method", "string", "Id of the method in the vocabulary.", required=True),
            Column("name", "string", "Full name of the method.", required=True),
            Column("evidence", "string", "The words as printed, up to four with semicolons between.", required=True),
            *ITEM,
        ),
        key=("method_use_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="h",
        text_column="evidence",
    ),
    TableInfo(
        "target_groups",
        "Target groups",
        "Groups of people that an initiative is for or speaks of, each once, with the ages that are printed.",
        (
            _id("target_group_id", "`<initiative_id>/w01` and so on."),
            INITIATIVE_ID,
            PLAN_ID,
            _ordinal("target group"),
            Column("group", "string", "Id of the group in the vocabulary.", required=True),
            Column("label", "string", "Name of the group in Danish.", required=True),
            Column("age_from", "integer", "Youngest age that is printed, in years."),
            Column("age_to", "integer", "Oldest age that is printed, in years."),
            Column("stated", "boolean", "True where the initiative says that it is for this group.", required=True),
            Column("evidence", "string", "The words as printed, up to four with semicolons between.", required=True),
            *ITEM,
        ),
        key=("target_group_id",),
        foreign_keys=(TO_INITIATIVE, TO_PLAN),
        id_suffix="w",
        text_column="evidence",
    ),
    TableInfo(
        "sections",
        "Sections",
        "All the text of the plans in reading order, each piece once.",
        (
            _id("section_id", "`<plan_id>/s0001` and so on."),
            PLAN_ID,
            _ordinal("piece"),
            Column("page", "integer", "Page of the file, counted from 1, on which it starts."),
            Column(
                "role",
                "string",
                "What the piece is on the page.",
                required=True,
                enum=tuple(role.value for role in Role),
            ),
            Column("level", "integer", "Level of a heading or a list item, 1 for the outermost."),
            Column("text", "string", "The text, with line breaks and end-of-line hyphens mended.", required=True),
            *BOX,
        ),
        key=("section_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="s",
        text_column="text",
    ),
    TableInfo(
        "cells",
        "Places of values",
        "Where each value stands on the page and how it was read: one row for each place of each value. A piece of "
        "`sections` has rows here only where it stands in several places; its own row has the first.",
        (
            Column("table", "string", "Table of the value.", required=True),
            Column("item_id", "string", "Id of the row in that table.", required=True),
            Column("column", "string", "Column of the value.", required=True),
            Column("place", "integer", "Number of the place among those of the value, from 1.", required=True),
            PLAN_ID,
            Column("page", "integer", "Page of the file, counted from 1; null where no place gave the value."),
            *BOX,
            Column("confidence", "number", "How sure the value is, from 0 to 1.", required=True),
            Column("inferred", "boolean", "True where the value is not printed at that place.", required=True),
            Column("rule", "string", "What gave the value."),
        ),
        key=("table", "item_id", "column", "place"),
        foreign_keys=(TO_PLAN,),
    ),
    TableInfo(
        "doubts",
        "Two readings of a table",
        "Where a table goes on over a page break and could be read otherwise: as a row that the break cuts or as two "
        "rows, as one table or as two. Both readings are here; what else is read of the plan follows the chosen one. "
        "A reading has a line for each row, ` | ` between cells and an empty line between two tables; of tables it has "
        "the header, the last row before the break and the first row after it.",
        (
            _id("doubt_id", "`<plan_id>/d01` and so on."),
            PLAN_ID,
            _ordinal("doubt"),
            Column("page", "integer", "The page before the break, counted from 1.", required=True),
            Column("about", "string", "What is one or two.", required=True, enum=get_args(DoubtAbout)),
            Column("chosen", "string", "The reading that the data hold.", required=True, enum=get_args(Reading)),
            Column("reason", "string", "What speaks for each of the two.", required=True),
            Column("one", "string", "The rows read as one row, or as rows of one table.", required=True),
            Column("two", "string", "The same read as two rows, or as rows of two tables.", required=True),
        ),
        key=("doubt_id",),
        foreign_keys=(TO_PLAN,),
        id_suffix="d",
        text_column="one",
    ),
    TableInfo(
        "problems",
        "Problems",
        "What could not be read or is doubtful, in plain words.",
        (
            Column("plan_id", "string", "The plan that the problem is in; null where none could be read."),
            Column("file", "string", "Path of the file below the given folder."),
            Column("page", "integer", "Page of the file, counted from 1; null where the whole file is meant."),
            Column("code", "string", "Stable code of the kind of problem.", required=True),
            Column("message", "string", "What is the matter and what to do about it.", required=True),
            Column("severity", "string", "How grave it is.", required=True, enum=get_args(Severity)),
            Column("doubt_id", "string", "Where two readings are possible (W009): the row of `doubts` that has both."),
        ),
        foreign_keys=(TO_PLAN, ForeignKey("doubt_id", "doubts")),
    ),
)
"""All flat tables, in the order in which they are written."""

BY_NAME: dict[str, TableInfo] = {table.name: table for table in TABLES}
