"""Which plans make promises that can be checked? `python docs/finding.py outputs`

A gain can be checked where it states a figure, where that figure starts from, and by when it is to be reached.
"""

import sys

import planspor
from planspor.models.problem import PlansporError

if len(sys.argv) != 2:
    sys.exit("Name the folder of a data set: python docs/finding.py outputs")
try:
    data = planspor.load(sys.argv[1])
except PlansporError as error:
    sys.exit(str(error))
names = data.plan_municipalities.groupby("plan_id")["name"].agg(", ".join)
gains = data.gains.assign(municipality=data.gains["plan_id"].map(names))

gains["figure"] = gains["amount"].notna()
gains["start"] = gains["baseline"].notna()
gains["date"] = gains["target_edtf"].notna()
gains["all_three"] = gains["figure"] & gains["start"] & gains["date"]

table = gains.groupby("municipality")[["figure", "start", "date", "all_three"]].mean().mul(100).round().astype(int)
table.insert(0, "gains", gains["municipality"].value_counts())
print("Share of gains that state ..., in percent\n")
print(table.sort_values("all_three", ascending=False).to_string())

best = gains[gains["all_three"]].iloc[0]
print(f'\nThe first of them: "{best["text"]}", from {best["baseline"]:g} to {best["amount"]:g} ({best["unit"]})')

places = data.cells.query("item_id == @best.gain_id and column == 'amount'").iloc[0]
print(f"The figure stands on page {places['page']} of {best['plan_id']},")
print(f"{places['left']:.0f} points from the left and {places['top']:.0f} from the top.")
print(f"Confidence {places['confidence']:g}, read by the rule {places['rule']}.")
