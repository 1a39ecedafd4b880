"""The table of threads: each initiative of a municipality followed from plan to plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .changes import gain_changes, in_words, milestone_changes, renamed
from .links import Link, links_between, mentioned_start
from .series import Step, series_of
from .similarity import Space
from .source import Initiative, Plan, Row, Rows, Source


def thread_rows(source: Source, space: Space) -> Iterator[Row]:
    """What became of each initiative, by municipality, series of plans and year. `space` has the initiatives' rows in
    the source's order."""
    plans: dict[str, list[Plan]] = defaultdict(list)
    for plan in source.plans:
        for code in plan.municipalities:
            plans[code].append(plan)
    places = {initiative.id: n for n, initiative in enumerate(source.initiatives)}
    of_plan = source.of_plan()
    for code in sorted(plans):
        for series in series_of(plans[code]):
            steps = [_initiatives(step, code, of_plan) for step in series]
            yield from _with_threads(list(_series_rows(code, series, steps, space, places)))


def _initiatives(step: Step, code: str, of_plan: dict[str, list[Initiative]]) -> list[Initiative]:
    return [i for plan in step for i in of_plan.get(plan.id, ()) if code in i.municipalities]


def _series_rows(
    code: str, series: Sequence[Step], steps: Sequence[list[Initiative]], space: Space, places: dict[str, int]
) -> Iterator[Row]:
    for initiative in steps[0]:
        yield _first(code, initiative, "start")
    for n in range(1, len(steps)):
        earlier, later = steps[n - 1], steps[n]
        links = links_between(earlier, later, space, places)
        for initiative in earlier:
            if not any(link.earlier is initiative for link in links):
                year = series[n][0].year
                yield {**_empty(code, initiative, None), "status": "ended", "year_to": year}
        for initiative in later:
            own = [link for link in links if link.later is initiative]
            if not own:
                yield _first(code, initiative, "new")
            for link in own:
                yield _linked(code, link, links)


def _empty(code: str, earlier: Initiative | None, later: Initiative | None) -> Row:
    return {
        "thread_step_id": f"{code}:{earlier.id if earlier else ''}>{later.id if later else ''}",
        "municipality": code,
        "initiative_from": earlier.id if earlier else None,
        "initiative_to": later.id if later else None,
        "year_from": earlier.plan.year if earlier else None,
        "year_to": later.plan.year if later else None,
        **dict.fromkeys(("similarity", "renamed", "changes", "evidence")),
        **dict.fromkeys(f"milestones_{what}" for what in ("kept", "moved", "dropped", "added")),
        **dict.fromkeys(f"gains_{what}" for what in ("kept", "changed", "dropped", "added")),
    }


def _first(code: str, initiative: Initiative, status: str) -> Row:
    """An initiative without a forerunner that was read; where its text says since when it goes on, it is not new."""
    said = mentioned_start(initiative)
    row = {**_empty(code, None, initiative), "status": status}
    if said is None:
        return row
    year, words = said
    return {**row, "status": "continued", "year_from": year, "evidence": words}


def _linked(code: str, link: Link, links: Sequence[Link]) -> Row:
    earlier, later = link.earlier, link.later
    milestones = milestone_changes(earlier.milestones, later.milestones)
    gains = gain_changes(earlier.gains, later.gains)
    other_title = renamed(earlier, later)
    if sum(other.earlier is earlier for other in links) > 1:
        status = "split"
    elif sum(other.later is later for other in links) > 1:
        status = "merged"
    else:
        status = "changed" if other_title or milestones.any or gains.any else "continued"
    return {
        **_empty(code, earlier, later),
        "status": status,
        "similarity": link.similarity,
        "renamed": other_title,
        "milestones_kept": milestones.kept,
        "milestones_moved": len(milestones.altered),
        "milestones_dropped": milestones.dropped,
        "milestones_added": milestones.added,
        "gains_kept": gains.kept,
        "gains_changed": len(gains.altered),
        "gains_dropped": gains.dropped,
        "gains_added": gains.added,
        "changes": in_words((milestones, gains)),
        "evidence": link.evidence,
    }


def _with_threads(rows: Rows) -> Rows:
    """The rows of a series with the id of their thread, that of its earliest initiative; they come in order of time."""
    order: dict[str, int] = {}
    above: dict[str, str] = {}

    def first(initiative: str) -> str:
        while above.get(initiative, initiative) != initiative:
            initiative = above[initiative]
        return initiative

    for row in rows:
        ends = [end for end in (row["initiative_from"], row["initiative_to"]) if end]
        for end in ends:
            order.setdefault(end, len(order))
        earliest = min((first(end) for end in ends), key=lambda end: order[end])
        for end in ends:
            above[first(end)] = earliest
    return [{**row, "thread_id": first(row["initiative_from"] or row["initiative_to"])} for row in rows]
