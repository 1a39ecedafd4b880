"""The tables of `comparison/`: what is made from the data set to compare municipalities and years.

As in `tables.py`, the Parquet schemas, `datapackage.json` and the documentation are made from this list. A plan counts
in each year of its period. What is not known is null; what was read and has none is a row of zeros.
"""

from __future__ import annotations

from typing import Literal, get_args

from .columns import Column, ForeignKey, TableInfo
from .plan import AmountKind, Direction, PlanType
from .tables import INITIATIVE_ID, PLAN_ID, TO_INITIATIVE, TO_PLAN

FOLDER = "comparison"
"""The folder of these tables, below that of the data set."""

FollowUp = Literal["survey", "register", "case_review", "meetings", "none"]
"""How a gain is followed up: by asking people (`survey`), by counting in a register or system (`register`), by going
through single cases (`case_review`), by talking it over (`meetings`), or not at all as far as the plan says."""
ThreadStatus = Literal["start", "new", "continued", "changed", "split", "merged", "ended"]
CoverageStatus = Literal["read", "with_problems", "unreadable", "missing"]


def _municipality(description: str = "Kommunekode of the municipality.", required: bool = True) -> Column:
    return Column("municipality", "string", description, required)


def _count(name: str, description: str) -> Column:
    return Column(name, "integer", description, required=True)


TO_MUNICIPALITY = ForeignKey("municipality", "municipalities", "code")
TO_THEME = ForeignKey("theme", "themes")
YEAR = Column("year", "integer", "First year of the plan's period; null where the period is not known.")
_KEY = "Key of the row: "

MUNICIPALITIES = TableInfo(
    "municipalities",
    "Municipalities",
    "All Danish municipalities, whether a plan of theirs was read or not, and those that only a manifest knows.",
    (
        Column("code", "string", "Statistics Denmark's three-digit kommunekode, or the manifest's.", required=True),
        Column("name", "string", "Name without the word Kommune.", required=True),
        Column("region", "string", "Name of the region."),
        Column("nuts3", "string", "Code of the NUTS 3 area (landsdel); null where only a manifest knows it."),
        _count("plans", "Number of its plans that were read, those printed twice counted once."),
        Column("first_year", "integer", "First year that one of its plans is for."),
        Column("last_year", "integer", "Last year that one of its plans is for."),
    ),
    folder=FOLDER,
    key=("code",),
)
POPULATION = TableInfo(
    "municipality_population",
    "Population",
    "Inhabitants of municipalities by year, from a file of StatBank Denmark that the user gives; else without rows.",
    (
        _municipality(),
        _count("year", "The year."),
        _count("population", "Inhabitants on 1 January, or in the first period of the year that the file has."),
    ),
    folder=FOLDER,
    key=("municipality", "year"),
    foreign_keys=(TO_MUNICIPALITY,),
)
THEMES = TableInfo(
    "themes",
    "Themes of the taxonomy",
    "What the ids of themes mean: those of the taxonomy that the data set was tagged by, the user's own or the "
    "built-in one.",
    (
        Column("theme", "string", "Id of the theme.", required=True),
        Column("label_da", "string", "Danish label; null where only the tags have the theme."),
        Column("label_en", "string", "English label; null where only the tags have the theme."),
        Column("scope", "string", "What belongs to it, in Danish."),
    ),
    folder=FOLDER,
    key=("theme",),
)
MUNICIPALITY_THEME = TableInfo(
    "municipality_theme",
    "Themes by municipality and year",
    "One row for each municipality, year in which a plan of its that was read is in force, and theme, also those that "
    "no initiative has. A plan for several years counts in each, so years are not to be added up.",
    (
        Column("municipality_theme_id", "string", _KEY + "`<code>/<year>/<theme>`, year `XXXX` where null.", True),
        _municipality(),
        Column("year", "integer", "A year of the plans' periods; null for plans whose period is not known."),
        Column("theme", "string", "Id of the theme.", required=True),
        _count("plans", "Plans of the municipality in force in the year that were read."),
        _count("all_initiatives", "Initiatives of these plans."),
        _count("initiatives", "Initiatives of these plans that have the theme."),
        Column("share", "number", "`initiatives` as a share of `all_initiatives`, 0 to 1; null where there are none."),
        _count("milestones", "Milestones of the initiatives that have the theme."),
        _count("gains", "Gains of the initiatives that have the theme."),
        _count("quantified_gains", "Those of the gains that state a figure to reach."),
        Column("tag_confidence", "number", "Mean confidence of the tags, 0 to 1; null where there are none."),
    ),
    folder=FOLDER,
    key=("municipality_theme_id",),
    foreign_keys=(TO_MUNICIPALITY, TO_THEME),
)
MATCHES = TableInfo(
    "initiative_matches",
    "Initiatives that are alike",
    "Pairs of initiatives of different municipalities, each pair once: the ten nearest of each initiative at least, "
    "and all that are likely about the same thing.",
    (
        Column("initiative_a", "string", "The initiative whose id comes first.", required=True),
        Column("initiative_b", "string", "The other initiative.", required=True),
        Column("municipality_a", "string", "Kommunekode of the first; null where it is not known."),
        Column("municipality_b", "string", "Kommunekode of the other; null where it is not known."),
        Column("similarity", "number", "How alike what they say is, 0 to 1.", required=True),
        Column("rank_a", "integer", "1 where b is the nearest to a, and so on; null where not among its nearest."),
        Column("rank_b", "integer", "1 where a is the nearest to b, and so on; null where not among its nearest."),
        Column("likely", "boolean", "True where they are likely about the same thing.", required=True),
        Column("shared_themes", "string", "Ids of the themes that both have, with '; ' between."),
        Column("evidence", "string", "The dictionary forms of words that make them alike, the weightiest first."),
    ),
    folder=FOLDER,
    key=("initiative_a", "initiative_b"),
    foreign_keys=(
        ForeignKey("initiative_a", "initiatives", "initiative_id"),
        ForeignKey("initiative_b", "initiatives", "initiative_id"),
        ForeignKey("municipality_a", "municipalities", "code"),
        ForeignKey("municipality_b", "municipalities", "code"),
    ),
)
THREADS = TableInfo(
    "initiative_threads",
    "Initiatives from year to year",
    "What became of each initiative in the municipality's next plan of the same kind that was read, and where each "
    "comes from. The last plan's initiatives have no row of what became of them: that is not known.",
    (
        Column("thread_step_id", "string", _KEY + "`<code>:<initiative_from>><initiative_to>`.", required=True),
        Column("thread_id", "string", "Id of the first initiative of the thread that the row belongs to.", True),
        _municipality(),
        Column(
            "status",
            "string",
            "start: in the first plan of its kind that was read, so whether it is new is not known; new: no forerunner "
            "in the plan before; continued: goes on, alike; changed: goes on with another title, other milestones or "
            "other gains; split: goes on as one of several; merged: goes on together with others; ended: not in the "
            "next plan.",
            required=True,
            enum=get_args(ThreadStatus),
        ),
        Column("initiative_from", "string", "The initiative in the earlier plan; null where it starts or is new."),
        Column("initiative_to", "string", "The initiative in the later plan; null where it ended."),
        Column(
            "year_from", "integer", "First year of the earlier plan, or the one from which the text says it goes on."
        ),
        Column("year_to", "integer", "First year of the later plan; of an ended one, of the plan that it is not in."),
        Column("similarity", "number", "How alike what they say is, 0 to 1."),
        Column("renamed", "boolean", "True where the title is another."),
        Column("milestones_kept", "integer", "Milestones that are in both."),
        Column("milestones_moved", "integer", "Those of the kept ones whose time is another."),
        Column("milestones_dropped", "integer", "Milestones that are in the earlier only."),
        Column("milestones_added", "integer", "Milestones that are in the later only."),
        Column("gains_kept", "integer", "Gains that are in both."),
        Column("gains_changed", "integer", "Those of the kept ones whose figure, unit or direction is another."),
        Column("gains_dropped", "integer", "Gains that are in the earlier only."),
        Column("gains_added", "integer", "Gains that are in the later only."),
        Column("changes", "string", "What changed in figures and times, in words, with '; ' between."),
        Column("evidence", "string", "What tells that it is the same: what the text says, title, shared words."),
    ),
    folder=FOLDER,
    key=("thread_step_id",),
    foreign_keys=(
        ForeignKey("initiative_from", "initiatives", "initiative_id"),
        ForeignKey("initiative_to", "initiatives", "initiative_id"),
        ForeignKey("thread_id", "initiatives", "initiative_id"),
        TO_MUNICIPALITY,
    ),
)
GAIN_MEASURES = TableInfo(
    "gain_measures",
    "What gains promise and how they are measured",
    "One row for each gain, with its figures told apart and its follow-up typed.",
    (
        Column("gain_id", "string", "The gain.", required=True),
        INITIATIVE_ID,
        _municipality("Kommunekode of the initiative; null where it is of several or not known.", required=False),
        YEAR,
        Column("direction", "string", "Which way it is to go.", required=True, enum=get_args(Direction)),
        Column("unit", "string", "Unit of the figures."),
        Column("level", "number", "The level to reach, where the gain states one."),
        Column("change", "number", "The change to reach, where the gain states one, without sign."),
        Column("baseline", "number", "The starting figure."),
        Column("from_baseline", "number", "From the baseline to the level, with sign; null without both."),
        Column("relative_change", "number", "`from_baseline` as a share of the baseline; null where that is 0."),
        Column("target_year", "integer", "The year at the end of which it is to be reached, where said."),
        Column(
            "follow_up_type",
            "string",
            "How it is followed up, the first kind that the text names; none: the plan says nothing of it; null where "
            "it says something of no known kind.",
            enum=get_args(FollowUp),
        ),
        Column("follow_up_types", "string", "All kinds that the text names, in its order, with '; ' between."),
        Column(
            "follow_up_source",
            "string",
            "Where the follow-up is printed: with the gain, or for the initiative as a whole; null where nowhere.",
            enum=("gain", "initiative"),
        ),
    ),
    folder=FOLDER,
    key=("gain_id",),
    foreign_keys=(ForeignKey("gain_id", "gains"), TO_INITIATIVE, TO_MUNICIPALITY),
)
GAIN_PROFILE = TableInfo(
    "gain_profile",
    "Gains by municipality and theme",
    "One row for each municipality, theme, direction and unit that gains have: how many, how much, measured how. A "
    "gain of an initiative with several themes counts in each.",
    (
        Column("gain_profile_id", "string", _KEY + "`<code>/<theme>/<direction>/<unit>`, `-` where null.", True),
        _municipality(),
        Column("theme", "string", "Id of the theme; null for gains of initiatives without one."),
        Column("direction", "string", "Which way they are to go.", required=True, enum=get_args(Direction)),
        Column("unit", "string", "Unit of the figures; null for gains without."),
        _count("gains", "Number of gains."),
        *(
            column
            for kind in get_args(AmountKind)
            for column in (
                _count(f"{kind}s", f"Gains that state a {kind} to reach."),
                Column(f"median_{kind}", "number", f"Median of the {kind}s; null where there are none."),
            )
        ),
        _count("baselines", "Gains that state a starting figure."),
        Column("median_from_baseline", "number", "Median way from baseline to level, with sign; null without any."),
        Column("first_target_year", "integer", "First year in which one is to be reached."),
        Column("last_target_year", "integer", "Last year in which one is to be reached."),
        _count("survey", "Gains followed up by asking people; one with several kinds of follow-up counts in each."),
        _count("register", "Gains followed up by figures of a register or system."),
        _count("case_review", "Gains followed up by going through cases."),
        _count("meetings", "Gains followed up by talking them over."),
        _count("no_follow_up", "Gains of which the plan does not say how they are followed up."),
        _count("unknown_follow_up", "Gains whose follow-up is of no known kind."),
    ),
    folder=FOLDER,
    key=("gain_profile_id",),
    foreign_keys=(TO_MUNICIPALITY, TO_THEME),
)
MILESTONE_PROFILE = TableInfo(
    "milestone_profile",
    "Milestones in time",
    "One row for each initiative: how long its milestones take, when they begin, how tight they lie.",
    (
        INITIATIVE_ID,
        _municipality("Kommunekode of the initiative; null where it is of several or not known.", required=False),
        YEAR,
        _count("milestones", "Number of milestones."),
        _count("dated", "Those with a first or a last day."),
        Column("dated_share", "number", "`dated` as a share of `milestones`, 0 to 1; null without milestones."),
        Column("first_day", "date", "First day of any milestone; null where none has one."),
        Column("last_day", "date", "Last day of any milestone; null where none has one."),
        Column("span_days", "integer", "Days from the first to the last day, both included."),
        Column("median_length_days", "number", "Median length of the milestones with a first and a last day, in days."),
        Column("lead_days", "integer", "Days from the first day of the plan's period to `first_day`."),
        Column("slack_days", "integer", "Days between `first_day` and `last_day` in which no milestone runs."),
        Column("margin_days", "integer", "Days from `last_day` to the end of the plan's period; negative beyond it."),
    ),
    folder=FOLDER,
    key=("initiative_id",),
    foreign_keys=(TO_INITIATIVE, TO_MUNICIPALITY),
)
DISTINCTIVE_TERMS = TableInfo(
    "distinctive_terms",
    "What a municipality says more than the others",
    "The terms with the highest weighted log odds against all other municipalities, with an informative Dirichlet "
    "prior (Monroe, Colaresi and Quinn 2008), in dictionary forms.",
    (
        _municipality(),
        Column("term", "string", "Dictionary form of the word.", required=True),
        _count("rank", "1 for the most distinctive."),
        _count("count", "How often the municipality's initiatives say it."),
        _count("count_others", "How often the initiatives of all others say it."),
        Column("per_10000", "number", "`count` in 10,000 words of the municipality.", required=True),
        Column("per_10000_others", "number", "`count_others` in 10,000 words of the others.", required=True),
        Column("log_odds", "number", "Difference of the log odds, with the prior.", required=True),
        Column("z", "number", "The same over its standard error; above 1.96 it is unlikely to be chance.", True),
    ),
    folder=FOLDER,
    key=("municipality", "term"),
    foreign_keys=(TO_MUNICIPALITY,),
)
LEGAL_BASIS = TableInfo(
    "legal_basis",
    "Law by municipality",
    "One row for each municipality, initiative (or plan, outside initiatives), law and section that it names.",
    (
        Column("legal_basis_id", "string", _KEY + "`<code>/<initiative or plan>/<law>/<section>`.", required=True),
        _municipality(),
        PLAN_ID,
        Column("initiative_id", "string", "The initiative that names it; null outside initiatives."),
        YEAR,
        Column("law", "string", "Name of the law in lower case.", required=True),
        Column("section", "string", "Digits and the letter after them, without a space.", required=True),
        _count("mentions", "How often it is named."),
        Column("inferred", "boolean", "True where the law is nowhere printed with the section.", required=True),
    ),
    folder=FOLDER,
    key=("legal_basis_id",),
    foreign_keys=(TO_MUNICIPALITY, TO_PLAN, TO_INITIATIVE),
)
COVERAGE = TableInfo(
    "coverage",
    "What was read and what is missing",
    "One row for each municipality, year and type of plan that was read, or that the user's inventory names.",
    (
        Column("coverage_id", "string", _KEY + "`<code>/<year>/<plan type>`, year `XXXX` where null.", required=True),
        _municipality(),
        Column("year", "integer", "A year of the plan's period; null where that is not known."),
        Column("plan_type", "string", "Kind of plan.", required=True, enum=get_args(PlanType)),
        Column(
            "status",
            "string",
            "read: a plan was read without problems that cost data or make a value doubtful; with_problems: one was "
            "read with such; unreadable: the inventory names a file that could not be read; missing: the inventory "
            "names a plan, and none was read.",
            required=True,
            enum=get_args(CoverageStatus),
        ),
        Column("expected", "integer", "Plans that the inventory names; null where no inventory is given."),
        _count("plans", "Plans that were read, those printed twice counted once."),
        _count("initiatives", "Initiatives of these plans."),
        _count("errors", "Problems of these plans that cost data."),
        _count("warnings", "Problems of these plans that make a value doubtful."),
    ),
    folder=FOLDER,
    key=("coverage_id",),
    foreign_keys=(TO_MUNICIPALITY,),
)

COMPARISON_TABLES: tuple[TableInfo, ...] = (
    MUNICIPALITIES,
    POPULATION,
    THEMES,
    MUNICIPALITY_THEME,
    MATCHES,
    THREADS,
    GAIN_MEASURES,
    GAIN_PROFILE,
    MILESTONE_PROFILE,
    DISTINCTIVE_TERMS,
    LEGAL_BASIS,
    COVERAGE,
)
"""All tables of the comparison, in the order in which they are written."""

COMPARISON_BY_NAME: dict[str, TableInfo] = {table.name: table for table in COMPARISON_TABLES}
