"""Whole files that mean harm: bombs, endless trees of pages, all that a PDF can ask a reader to run or fetch."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from .pages import HEAD, page, pdf, stream

MANY = 1_000_000


def bomb() -> bytes:
    """Two gigabytes of spaces, packed twice, as the content of a page."""
    packer, inner = zlib.compressobj(9), b""
    for _ in range(2048):
        inner += packer.compress(b" " * (1 << 20))
    twice = zlib.compress(inner + packer.flush(), 9)
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    return _with_content(content)


def bomb_of_operators() -> bytes:
    """A hundred million times the same operator."""
    packer, packed = zlib.compressobj(9), b""
    for _ in range(100):
        packed += packer.compress(b"q Q " * 1_000_000)
    packed += packer.flush()
    return _with_content(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))


def huge_picture() -> bytes:
    """A picture of 40,000 by 40,000 dots that fills the page, from a few kilobytes."""
    packed = zlib.compress(b"\0" * (40_000 * 40_000 // 8), 9)
    entries = "/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    image = b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(packed), packed)
    return page("q 595 0 0 842 0 0 cm /Im Do Q", resources="/XObject << /Im 6 0 R >>", more=[image])


def a_million_pages() -> bytes:
    """A tree in which each branch holds the one below a hundred times: 10^6 pages from a kilobyte."""
    nodes = [f"<< /Type /Pages /Count {100 ** (3 - n)} /Kids [{f'{n + 3} 0 R ' * 100}] >>".encode() for n in range(3)]
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page /MediaBox [0 0 595 842] >>"])


def a_million_kids() -> bytes:
    """One branch that names 10^6 pages."""
    kids = "3 0 R " * MANY
    branch = f"<< /Type /Pages /Count {MANY} /Kids [{kids}] >>".encode()
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", branch, b"<< /Type /Page /MediaBox [0 0 595 842] >>"])


def a_million_promised() -> bytes:
    """A tree that says it has 10^6 pages and has one."""
    branch = f"<< /Type /Pages /Count {MANY} /Kids [3 0 R] >>".encode()
    leaf = b"<< /Type /Page /MediaBox [0 0 595 842] /Parent 2 0 R >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", branch, leaf])


def a_tree_that_bites_its_tail() -> bytes:
    """A tree of pages whose branch is its own root."""
    branch = b"<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", branch])


def endless_outline() -> bytes:
    """Bookmarks that follow each other in a ring."""
    first = b"<< /Title (Mere) /Parent 6 0 R /Next 8 0 R /First 7 0 R >>"
    second = b"<< /Title (Endnu mere) /Parent 6 0 R /Next 7 0 R >>"
    return page(HEAD, catalogue="/Outlines 6 0 R", more=[b"<< /Type /Outlines /First 7 0 R >>", first, second])


def half_a_letter() -> bytes:
    """Bookmark and title in UTF-16 with one half of a pair that stands for a letter, and without the other."""
    title = "<FEFF0048D8000042>"
    mark = f"<< /Title {title} /Parent 6 0 R /Dest [3 0 R /Fit] >>".encode()
    outline = b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>"
    data = page(HEAD, catalogue="/Outlines 6 0 R", more=[outline, mark, f"<< /Title {title} >>".encode()])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 8 0 R")


def armed(address: str, path: str) -> bytes:
    """All actions at once: JavaScript, programs to launch, addresses and files to open, files inside of the file.

    `address` is where a reader would call, `path` what it would open, write or take into the page.
    """
    script = f"app.launchURL('{address}/js'); this.saveAs('{path}.js'); app.alert(1);"
    actions = [
        f"<< /S /JavaScript /JS ({script}) >>",
        f"<< /S /Launch /F ({path}) /Win << /F (cmd.exe) /P (/c echo > {path}.launch) >> >>",
        f"<< /S /URI /URI ({address}/uri) >>",
        f"<< /S /GoToR /F ({path}.pdf) /D [0 /Fit] >>",
        f"<< /S /SubmitForm /F << /FS /URL /F ({address}/form) >> >>",
        f"<< /S /ImportData /F ({path}) >>",
    ]
    chain = " ".join(actions)
    opening = actions[0][:-2] + f"/Next [{chain}] >>"
    annotation = f"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A {actions[2]} /AA << /PV {actions[0]} >> >>"
    inside = stream(b"MZ not for you", "/Type /EmbeddedFile")
    outside = f"<< /Length 0 /F << /FS /URL /F ({address}/stream) >> >>\nstream\n\nendstream".encode()
    taken = f"<< /Length 0 /F ({path}) >>\nstream\n\nendstream".encode()
    image = (
        f"<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 0 "
        f"/F << /FS /URL /F ({address}/image) >> >>\nstream\n\nendstream"
    ).encode()
    reference = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 0 "
        f"/Ref << /F ({path}.pdf) /Page 0 >> >>\nstream\n\nendstream"
    ).encode()
    scripts = f"/JavaScript << /Names [(a) {actions[0]}] >>"
    names = f"/Names << /EmbeddedFiles << /Names [(../../{path}) 7 0 R] >> {scripts} >>"
    return page(
        HEAD + "/Im Do /Fx Do",
        catalogue=f"/OpenAction {opening} /AA << /WC {actions[0]} >> {names} /AcroForm << /XFA 6 0 R /Fields [] >>",
        entries=f"/Annots [{annotation}] /AA << /O {opening} >>",
        resources="/XObject << /Im 10 0 R /Fx 11 0 R >>",
        more=[
            stream(f"<xdp><script>{script}</script></xdp>".encode()),
            f"<< /Type /Filespec /F (../../../{path}.out) /EF << /F 8 0 R >> >>".encode(),
            inside,
            outside,
            image,
            reference,
            taken,
        ],
    )


def _with_content(content: bytes) -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            content,
        ]
    )


FILES: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        bomb, bomb_of_operators, huge_picture, a_million_pages, a_million_kids, a_million_promised,
        a_tree_that_bites_its_tail, endless_outline, half_a_letter,
    )
}  # fmt: skip
