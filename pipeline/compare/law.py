"""The table of law: which sections each municipality's initiatives rest on."""

from __future__ import annotations

from collections import defaultdict

from .source import Row, Rows, Source


def legal_rows(source: Source) -> Rows:
    """One row for each municipality, initiative or plan, law and section."""
    initiatives = {initiative.id: initiative for initiative in source.initiatives}
    plans = {plan.id: plan for plan in source.plans}
    groups: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    for row in source.references:
        owner = initiatives.get(row["initiative_id"]) or plans[row["plan_id"]]
        for code in owner.municipalities:
            key = (code, row["plan_id"], row["initiative_id"] or "", row["law"], row["section"])
            groups[key].append(row)
    return [
        {
            "legal_basis_id": f"{code}/{initiative or plan}/{law}/{section}",
            "municipality": code,
            "plan_id": plan,
            "initiative_id": initiative or None,
            "year": plans[plan].year,
            "law": law,
            "section": section,
            "mentions": len(rows),
            "inferred": all(row["reference_id"] in source.inferred_laws for row in rows),
        }
        for (code, plan, initiative, law, section), rows in sorted(groups.items())
    ]
