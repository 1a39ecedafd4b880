"""What happens to a PDF after it is set: pages stored on their side, pages that are pictures of a scanner."""

from __future__ import annotations

from io import BytesIO
from random import Random

import numpy as np
import pypdf
import pypdfium2 as pdfium
from PIL import Image
from pypdf.generic import FloatObject, NameObject, NumberObject, RectangleObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


def _photo(page: Image.Image, draw: Random) -> BytesIO:
    """A page turned by up to 0.8 degrees, with grain and a slightly grey ground, as JPEG."""
    turned = page.convert("L").rotate(draw.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=250)
    grain = np.random.default_rng(draw.randrange(2**32)).normal(0.0, 6.0, (turned.height, turned.width))
    pixels = np.clip(np.asarray(turned, dtype=np.float64) * 0.96 + 6 + grain, 0, 255).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=75)
    out.seek(0)
    return out


def scanned(pdf: bytes, draw: Random) -> bytes:
    """A PDF of pictures, 200 dots an inch, with no text."""
    document = pdfium.PdfDocument(pdf)
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in document:
        width, height = page.get_size()
        bitmap = page.render(scale=DPI / 72)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(_photo(bitmap.to_pil(), draw)), 0, 0, width, height)
        canvas.showPage()
        bitmap.close()
        page.close()
    document.close()
    canvas.save()
    return out.getvalue()


def turned(pdf: bytes, flag: bool) -> bytes:
    """The pages stored on their side, with a /Rotate that shows them upright, or without one."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        # What pointed right points up afterwards.
        page.add_transformation(pypdf.Transformation((0, 1, -1, 0, height, 0)))
        box = RectangleObject([FloatObject(0), FloatObject(0), FloatObject(height), FloatObject(width)])
        for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if name == "/MediaBox" or name in page:
                page[NameObject(name)] = box
        if flag:
            page[NameObject("/Rotate")] = NumberObject(90)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
