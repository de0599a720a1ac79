"""Where templates become text: one environment for HTML, one for Markdown."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mlwright.assets import asset
from mlwright.reports import wording

FILTERS = {
    "number": wording.number,
    "share": wording.share,
    "score": wording.score,
    "found": wording.found,
    "metric": wording.metric_title,
    "duration": wording.duration,
    "shown": wording.shown,
    "code": wording.code,
    "prose": wording.prose,
}


def breakable(text: object, longest: int = 80) -> Markup:
    """Escaped text that may break after an underscore, as names of models and columns are long."""
    return Markup("_<wbr>").join(escape(part) for part in wording.shown(text, longest).split("_"))


@cache
def _environment(html: bool) -> Environment:
    environment = Environment(
        autoescape=html,
        undefined=StrictUndefined,
        loader=FileSystemLoader(asset("templates")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    environment.filters["breakable"] = breakable
    return environment


def html(template: str, **facts: object) -> str:
    """The HTML template filled in; every value is escaped unless it is Markup."""
    return _environment(True).get_template(template).render(facts)


def markdown(template: str, **facts: object) -> str:
    """The Markdown template filled in; text from data passes through `code` or `prose` there."""
    return _environment(False).get_template(template).render(facts)
