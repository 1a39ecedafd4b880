"""A researcher's way through the explorer, in a real browser on the real command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from planspor.pipeline.dataset import Dataset
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

pytestmark = pytest.mark.needs_tool("chromium", "chromium")
KILDEBORG = "kildeborg-virksomhedsplan-2024"


@pytest.fixture(scope="module")
def address(data: Dataset, archive: Path) -> Iterator[str]:
    """The address of `planspor explore`, running."""
    command = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()", "explore", str(data.path)]
    options = ["--pdfs", str(archive), "--no-browser", "--port", "0"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        process.terminate()
    assert process.returncode == 0, said


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        # Where the tests run as root Chromium has no sandbox.
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser that fails the test where a page asks for anything elsewhere, runs a script or fails."""
    faults: list[str] = []
    found = browser.new_context(
        base_url=address, viewport={"width": 1366, "height": 850}, accept_downloads=True, locale="da-DK"
    )
    found.on("request", lambda request: faults.append(request.url) if not request.url.startswith(address) else None)
    found.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    found.on("console", lambda message: faults.append(message.text))
    found.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield found
    found.close()
    assert not faults


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page."""
    return context.new_page()


def test_from_the_heat_map_to_an_initiative_to_its_place_on_the_page(page: Page, data: Dataset) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
    row = page.locator("table.heat tr", has_text="Kildeborg")
    row.get_by_title("Kildeborg, Rehabilitering: 1 af 6 indsatser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 indsats")
    page.locator("table.list tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Genoptræning uden unødig ventetid")
    timing = page.locator("table.parts a.value", has_text="Marts 2024").first
    timing.click()
    mark = page.locator("svg.page rect.mark")
    expect(mark).to_have_count(1)
    # The picture is there, and the mark lies on it where the data set says, in shares of the page.
    sheet = page.locator("svg.page image")
    assert page.request.get(str(sheet.get_attribute("href"))).headers["content-type"] == "image/png"
    around, within = sheet.bounding_box(), mark.bounding_box()
    assert around
    assert within
    cells = data.cells[(data.cells["table"] == "milestones") & (data.cells["column"] == "timing")]
    milestones = data.milestones[data.milestones["timing"] == "Marts 2024"]
    mine = cells["item_id"].isin(milestones["milestone_id"]) & cells["plan_id"].str.startswith(KILDEBORG)
    cell = cells[mine].iloc[0]
    width, height = float(str(sheet.get_attribute("width"))), float(str(sheet.get_attribute("height")))
    left = (within["x"] - around["x"]) / around["width"] * width
    top = (within["y"] - around["y"]) / around["height"] * height
    assert left == pytest.approx(cell["left"], abs=4)
    assert top == pytest.approx(cell["top"], abs=4)
    expect(page.locator(".card")).to_contain_text("Marts 2024")


def test_filters_are_set_by_hand_and_taken_off_one_by_one(page: Page) -> None:
    page.goto("/initiatives")
    page.get_by_label("Søg efter ord").fill("ventetid")
    page.locator("summary", has_text="Kommune").click()
    page.get_by_role("checkbox", name=re.compile("^Kildeborg")).check()
    page.get_by_label("Kun med gevinst i tal").check()
    page.get_by_role("button", name="Vis").click()
    expect(page).to_have_url(re.compile("q=ventetid&municipality=901&quantified=1"))
    few = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    assert 1 <= few < 6
    page.get_by_role("link", name="Fjern filteret “ventetid”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("6 indsatser")
    expect(page.get_by_role("checkbox", name=re.compile("^Kildeborg"))).to_be_checked()


def test_initiatives_and_municipalities_stand_side_by_side(page: Page) -> None:
    page.goto("/initiatives?municipality=901")
    for n in (0, 1):
        page.locator("table.list tbody tr").nth(n).get_by_role("link", name=re.compile("^Vælg")).click()
    page.locator(".tray").get_by_role("link", name="Sammenlign", exact=True).click()
    expect(page.locator("table.side thead th")).to_have_count(2)
    # A cell of the comparison is one click from its place.
    page.locator("table.side a.value", has_text="2. kvartal 2024").first.click()
    expect(page.locator("svg.page rect.mark")).to_have_count(1)
    page.goto("/compare/municipalities?municipality=901&municipality=908")
    expect(page.locator("table.side thead th")).to_have_text(["Kildeborg", "Egelunde"])


def test_what_is_filtered_can_be_downloaded(page: Page, tmp_path: Path) -> None:
    page.goto("/initiatives?municipality=999")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV (zip)").click()
    waiting.value.save_as(tmp_path / "found.zip")
    with zipfile.ZipFile(tmp_path / "found.zip") as found:
        assert {"initiatives.csv", "milestones.csv", "CITATION.cff", "citation.txt"} <= set(found.namelist())
        assert "=cmd|" in found.read("milestones.csv").decode("utf-8-sig")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename == "planspor.xlsx"


def test_an_address_shows_somebody_else_the_same(page: Page, browser: Browser, address: str) -> None:
    page.goto("/initiatives")
    page.get_by_label("Søg efter ord").fill("først måneder")
    page.get_by_role("button", name="Vis").click()
    page.get_by_role("link", name="titel").click()
    here = page.locator("table.list tbody th").all_inner_texts()
    assert here
    other = browser.new_context()
    try:
        elsewhere = other.new_page()
        elsewhere.goto(page.url)
        assert elsewhere.locator("table.list tbody th").all_inner_texts() == here
        assert elsewhere.get_by_label("Søg efter ord").input_value() == "først måneder"
    finally:
        other.close()


def test_who_comes_in_is_addressed_in_the_language_of_the_browser(browser: Browser, address: str) -> None:
    for locale, heading in (("en-US", "Overview"), ("da-DK", "Overblik"), ("fr-FR", "Overblik")):
        other = browser.new_context(base_url=address, locale=locale)
        try:
            page = other.new_page()
            page.goto("/")
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            if locale == "en-US":
                # What was chosen by hand stays.
                page.get_by_role("link", name="Dansk").click()
                page.locator("a.brand").click()
                expect(page.get_by_role("heading", level=1)).to_have_text("Overblik")
        finally:
            other.close()


def test_a_place_at_the_foot_of_a_page_is_in_sight(page: Page, data: Dataset) -> None:
    cells = data.cells[(data.cells["column"] == "text") & (data.cells["top"] > 650)]
    cell = cells.iloc[0]
    page.goto(f"/place?table={cell['table']}&item={cell['item_id']}&column=text")
    mark = page.locator("svg.page rect.mark").first
    expect(mark).to_be_in_viewport(ratio=1)
    # And so is what it says.
    expect(page.locator(".card")).to_be_in_viewport()


def test_the_language_changes_and_what_is_looked_at_stays(page: Page) -> None:
    page.goto("/initiatives?municipality=901&sort=title")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("6 initiatives")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("table.list tbody th a").first.click()
    expect(page.get_by_role("heading", name="Milestones")).to_be_visible()
    page.locator("table.parts a.value").first.click()
    mark = page.locator("svg.page rect.mark").count()
    page.get_by_role("link", name="Dansk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stedet på siden")
    assert page.locator("svg.page rect.mark").count() == mark


def test_words_that_would_be_a_script_are_shown_as_words(page: Page) -> None:
    page.goto("/initiatives?municipality=999")
    expect(page.locator("table.list tbody th").first).to_contain_text("Fælles haver <script>alert(1)</script>")
    page.locator("table.list tbody th a").first.click()
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator("table.parts")).to_contain_text("=cmd|' /C calc'!A0 1")
    assert page.locator("script").count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/initiatives?q=borgere&municipality=901&municipality=908",
        "/initiatives?pick={0}&pick={1}&lang=en",
        "/initiative/{0}",
        "/plan/{2}",
        "/page/{2}/3",
        "/place?table=milestones&item={0}/m01&column=start",
        "/compare?pick={0}&pick={1}",
        "/compare/municipalities?municipality=901&municipality=908&municipality=999",
        "/problems",
        "/about",
    ],
)
def test_axe_finds_no_serious_fault(page: Page, data: Dataset, path: str) -> None:
    mine = data.initiatives[data.initiatives["plan_id"].str.startswith(KILDEBORG)]
    first, second = mine["initiative_id"].iloc[:2]
    page.goto(path.format(first, second, mine["plan_id"].iloc[0]))
    found = Axe().run(page).response["violations"]
    grave = [
        (fault["id"], [node["html"][:200] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert not grave


def test_everything_can_be_reached_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_explorer_answers_this_computer_alone(address: str) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.is_file():
        pytest.skip("needs Linux")
    port = f"{int(address.rpartition(':')[2]):04X}"
    lines = [line.split() for line in listening.read_text().splitlines()[1:]]
    local = {line[1] for line in lines if line[1].endswith(f":{port}") and line[3] == "0A"}
    assert local == {f"0100007F:{port}"}
