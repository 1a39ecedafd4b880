"""The explorer as a web application. All its pages answer GET; nothing is ever changed."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, redirect, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from . import details, lists
from .database import Database
from .explorer import Explorer, current_state
from .pdfs import Pdfs
from .state import LANGUAGES, State

HEADERS = {
    # No script at all and nothing from elsewhere: the text of a PDF could do no harm even if it became HTML.
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(database: Database, pdfs: Pdfs) -> Flask:
    """The explorer of a data set and its PDFs as a WSGI application."""
    app = Flask("planspor", root_path=str(Path(__file__).parent))
    # Only this computer's own names, so that no page from elsewhere can ask by a name of its own that leads here.
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    explorer = Explorer.of(database, pdfs)
    lists.add_pages(app, explorer)
    details.add_pages(app, explorer)

    @app.before_request
    def greet() -> BaseResponse | None:
        """Whoever comes in from outside is addressed in the language of the browser."""
        within = (request.referrer or "").startswith(request.host_url)
        if request.path != "/" or request.args or within:
            return None
        asked = request.accept_languages.best_match(LANGUAGES)
        state = State(lang=next((known for known in LANGUAGES if known == asked), LANGUAGES[0]))
        return None if state.lang == current_state().lang else redirect(state.url("/"))

    @app.before_request
    def tidy() -> BaseResponse | None:
        """A form sends its empty fields, too; an address that is to be shared goes without them."""
        values = [value for some in request.args.listvalues() for value in some]
        state = current_state()
        if all(values) or state.doubts or request.path not in lists.WITH_FILTERS:
            return None
        return redirect(state.url(request.path))

    @app.get("/about")
    def about() -> str:
        counts = {name: database.dataset.count(name) for name in ("plans", "initiatives", "milestones", "gains")}
        return explorer.answer("about.html", current_state(), counts=counts)

    @app.errorhandler(404)
    def not_found(error: HTTPException) -> tuple[str, int]:
        what = error.description if error.response is None else ""
        return explorer.answer("not_found.html", current_state(), what=what), 404

    @app.after_request
    def guarded(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    return app
