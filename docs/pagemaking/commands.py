"""The commands and their options, from the command line itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import typer
from planspor.pipeline.cli import app
from typer.models import ArgumentInfo, OptionInfo
from typer.utils import get_params_from_function

HEAD = """# Commands and options

What `planspor --help` says, on one page. Every command has `--help` too.

Exit codes: `0` all went well; `1` some plans have problems that cost data, or the one file that was asked for could not
be read; `2` wrong usage: no such path, no PDF, a place that cannot be written.
"""
Command = tuple[str, str, Callable[..., Any] | None]
"""Full name, help text and function."""


def commands(group: typer.Typer = app, name: str = "planspor") -> Iterator[Command]:
    """Each command, those of groups included, hidden ones left out."""
    main = group.registered_callback
    function = main.callback if main else None
    given = next((text for text in (group.info.help, main and main.help) if isinstance(text, str)), "")
    yield name, given or inspect.getdoc(function) or "", function
    found: list[Command] = []
    for command in group.registered_commands:
        if command.callback and not command.hidden:
            part = command.name or command.callback.__name__.replace("_", "-")
            text = command.help or inspect.getdoc(command.callback) or ""
            found.append((f"{name} {part}", text, command.callback))
    for child in group.registered_groups:
        if child.typer_instance and not child.hidden:
            found += commands(child.typer_instance, f"{name} {child.name or child.typer_instance.info.name}")
    yield from sorted(found, key=lambda command: command[0])


def page() -> str:
    """The page. Raises ValueError for a command or an option that does not say what it does."""
    return "\n".join([HEAD, *(_command(*command) for command in commands())])


def _command(name: str, text: str, function: Callable[..., Any] | None) -> str:
    if not text.strip():
        raise ValueError(f"the command {name} has no help text")
    usage, rows = [name], []
    for parameter in get_params_from_function(function).values() if function else ():
        info = parameter.default
        if not isinstance(info, ArgumentInfo | OptionInfo) or info.hidden:
            continue
        shown, row = _row(name, parameter.name, parameter.annotation, info)
        rows.append(row)
        if isinstance(info, ArgumentInfo):
            usage.append(shown if info.default is ... or shown.startswith("[") else f"[{shown}]")
    if any("`--" in row for row in rows):
        usage.append("[OPTIONS]")
    lines = [f"## `{name}`", "", "```console", f"$ {' '.join(usage)}", "```", "", _prose(text), ""]
    if rows:
        lines += ["| argument or option | values | default | what it does |", "| --- | --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def _row(command: str, name: str, annotation: Any, info: ArgumentInfo | OptionInfo) -> tuple[str, str]:
    """How the parameter is called, and its row."""
    text = (info.help or "").strip()
    if not text:
        raise ValueError(f"{command}: {name} has no help text")
    found = re.fullmatch(r"(.*?)\s*\[default: ([^\]]*)\]", text, re.DOTALL)
    text, default = (found[1], found[2]) if found else (text, _default(info.default))
    if isinstance(info, ArgumentInfo):
        shown = info.metavar or name.upper()
        names = f"`{shown}`"
    else:
        own = [part for declared in info.param_decls or () for part in declared.split("/") if part.startswith("-")]
        dashed = name.replace("_", "-")
        both = [f"--{dashed}", f"--no-{dashed}"] if annotation is bool else [f"--{dashed}"]
        shown = (own or both)[0]
        names = ", ".join(f"`{option}`" for option in own or both)
    return shown, f"| {names} | {_values(annotation, info)} | {default} | {_cell(text)} |"


def _values(annotation: Any, info: ArgumentInfo | OptionInfo) -> str:
    kind = annotation
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    several = get_origin(kind) in (list, tuple)
    kind = get_args(kind)[0] if several else kind
    if kind is bool:
        return "flag"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{choice.value}`" for choice in kind)
    bounds = f" from {info.min}" * (info.min is not None) + f" to {info.max}" * (info.max is not None)
    words = {"int": "whole number", "float": "number", "str": "text", "Path": "path"}
    return words.get(getattr(kind, "__name__", ""), "text") + bounds + ", several" * several


def _default(value: Any) -> str:
    if value is ...:
        return "required"
    return "" if value is None or value is False else f"`{value.value if isinstance(value, Enum) else value}`"


def _prose(text: str) -> str:
    return re.sub(r"\[/?(bold|dim|italic)\]", "", inspect.cleandoc(text))


def _cell(text: str) -> str:
    return " ".join(_prose(text).split()).replace("|", "\\|")
