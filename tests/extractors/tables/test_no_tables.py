"""What looks like a table and is none."""

from __future__ import annotations


def test_prose_in_two_and_three_columns(typeset, prose):
    assert typeset(f"#set par(justify: true)\n#columns(2)[{prose * 12}]").tables == []
    assert typeset(f"#set text(size: 8pt)\n#columns(3)[{prose * 14}]").tables == []


def test_prose_in_columns_between_page_wide_rules(typeset, prose):
    assert typeset(f"#line(length: 100%)\n#columns(2)[= A heading\n{prose * 8}]\n#line(length: 100%)").tables == []


def test_a_quotation_between_two_rules(typeset, prose):
    line = "#line(length: 100%)"
    quote = f"{line}\n_Nobody had asked us before, and now they_ \\ _come every week._ \\ A neighbour\n{line}"
    assert typeset(f"{prose}\n{quote}\n{prose}").tables == []


def test_a_frame_and_a_tinted_box_with_prose(typeset, prose):
    box = f"#rect(width: 100%, inset: 8pt)[*Good to know* \\ {prose}]"
    tint = f"#block(fill: luma(230), inset: 8pt)[*Focus* \n- shorter waiting times\n- {prose}]"
    assert typeset(f"{prose}\n{box}\n{prose}\n{tint}").tables == []


def test_two_boxes_with_bullets_beside_each_other(typeset, prose):
    boxes = [
        f'block(fill: rgb("{colour}"), inset: 8pt, width: 100%)[*{title}* \n'
        "- shorter waiting times for all who call\n- more evening courses\n- a garden behind the house]"
        for colour, title in (("#eee4d0", "What we can do now"), ("#f3d5cb", "What takes more money"))
    ]
    assert typeset(f"{prose}\n#grid(columns: (1fr, 1fr), gutter: 12pt, {', '.join(boxes)})\n{prose}").tables == []


def test_a_banner_of_two_tinted_cells_over_prose(typeset, prose):
    banner = (
        "#grid(columns: (2fr, 1fr), inset: 8pt, fill: (x, y) => if x == 0 {navy} else {aqua}, "
        "text(fill: white)[*WHY*], [Goal \\ Mind-set])"
    )
    assert typeset(f"{banner}\n{prose * 3}\n{banner}\n{prose * 3}").tables == []


def test_labels_with_text_beside_them(typeset, prose):
    items = "".join(
        f"[*{label}:*], [{prose[: 60 + 70 * k]}],"
        for k, label in enumerate(("Aim", "For whom", "Who", "When", "Money"))
    )
    assert typeset(f"#grid(columns: (80pt, 1fr), row-gutter: 8pt, {items})").tables == []


def test_a_table_of_contents(typeset):
    heads = [
        "Why we plan",
        "Where we are now",
        "Goals",
        "Steps for the first year",
        "Money",
        "Who does what",
        "Follow-up",
    ]
    dotted = "\n\n".join(f"{h} #box(width: 1fr, repeat[.]) {3 + 2 * k}" for k, h in enumerate(heads))
    plain = "\n\n".join(f"{h} #h(1fr) {3 + 2 * k}" for k, h in enumerate(heads))
    assert typeset(f"= Contents\n{dotted}").tables == []
    assert typeset(f"= Contents\n{plain}").tables == []


def test_signature_lines(draw):
    def painter(canvas):
        canvas.drawString(70, 700, "The contract takes effect on 1 January.")
        for x, who in ((70, "For the board"), (320, "For the centre")):
            canvas.line(x, 640, x + 180, 640)
            canvas.drawString(x, 626, who)
            canvas.drawString(x, 612, "Date:")

    assert draw(painter).tables == []


def test_an_organisation_chart(draw):
    def painter(canvas):
        def box(x, y, text, wide=90):
            canvas.rect(x, y, wide, 30)
            canvas.drawCentredString(x + wide / 2, y + 11, text)

        box(250, 700, "Director")
        canvas.line(295, 700, 295, 670)
        canvas.line(115, 670, 475, 670)
        for k, x in enumerate((70, 250, 430)):
            canvas.line(x + 45, 670, x + 45, 650)
            for r in range(4 - k):
                box(x, 620 - 30 * r, f"Unit {k + 1}.{r + 1}")

    assert draw(painter).tables == []


def test_steps_that_rise_to_the_right(draw):
    def painter(canvas):
        for k in range(6):
            tall = 80 + 30 * k
            canvas.setFillColorRGB(0.9 - 0.1 * k, 0.95, 0.95)
            canvas.rect(70 + 75 * k, 400, 75, tall, stroke=1, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.drawString(75 + 75 * k, 400 + tall - 14, f"Step {k + 1}")
            canvas.drawString(75 + 75 * k, 400 + tall - 28, "open help")

    assert draw(painter).tables == []


def test_a_chart_of_bars_over_time(draw):
    def painter(canvas):
        for k in range(13):
            canvas.line(120 + 30 * k, 400, 120 + 30 * k, 600)
        for r in range(8):
            canvas.setFillColorRGB(0.2, 0.3, 0.6)
            canvas.rect(120 + 25 * r, 580 - 25 * r, 140, 12, stroke=0, fill=1)

    assert draw(painter).tables == []


def test_a_bar_with_a_heading_and_headings_side_by_side(typeset, prose):
    bar = "#block(fill: navy, width: 100%, inset: 6pt, text(fill: white)[*Goal 1: Clean water*])"
    assert (
        typeset(f"{bar}\n{prose}\n{bar}\n#columns(2)[*Why* \\ {prose * 3} #colbreak() *How* \\ {prose * 3}]").tables
        == []
    )


def test_a_letterhead_with_an_address_beside_it(draw):
    def painter(canvas):
        for k, (left, right) in enumerate(
            [
                ("Northam Council", "Telephone 11 22 33 44"),
                ("Mill Lane 5", "Open Monday to Thursday"),
                ("3460 Northam", "mail@example.org"),
            ]
        ):
            canvas.drawString(70, 750 - 14 * k, left)
            canvas.drawString(350, 750 - 14 * k, right)

    assert draw(painter).tables == []


def test_lists_in_two_columns(typeset):
    points = "\n".join(
        f"- {t}" for t in ("help at the door", "a room of one's own", "guides", "a garden", "open workshops")
    )
    assert typeset(f"#grid(columns: (1fr, 1fr), [{points}], [{points}])").tables == []


def test_a_page_without_words_and_one_without_anything(draw):
    assert draw(lambda canvas: canvas.grid([70, 200, 400], [500, 600, 700])).tables == []
    assert draw(lambda canvas: canvas.showPage()).tables == []
