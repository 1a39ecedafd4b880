"""A copy of a PDF as an office scanner makes it: pictures of its pages, a little turned and with noise."""

from __future__ import annotations

from io import BytesIO
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
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
