"""The features room: Profile → FeatureSpec, its Markdown form, and the check of a hand-edited one."""

from mlwright.features.checking import check_spec
from mlwright.features.markdown import to_markdown
from mlwright.features.reading import from_markdown
from mlwright.features.writing import write_spec

__all__ = ["check_spec", "from_markdown", "to_markdown", "write_spec"]
