"""The one vocabulary of what can be wrong with a table: a code, a name, how bad it is, and what to do about it.

Codes that begin with LK and HY are those of the leakage reviewer (`mlwright explain LK303`), those with SC the
scanner's; DQ is data quality. `rule` names the leakage rule that is broken when the finding is ignored.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
HintCode = Literal["id", "counter", "group", "time", "constant", "empty", "duplicate", "leak"]


@dataclass(frozen=True)
class Entry:
    """One kind of finding. `role` is what a column with it is beside a plain feature."""

    code: str
    name: str
    severity: Severity
    title: str
    advice: str
    rule: str | None = None
    role: HintCode | None = None


_ENTRIES = (
    # what a column is, beside a plain feature
    Entry("DQ101", "row_id", "warning", "Identifies the row", "Leave it out; keep it to join results.", None, "id"),
    Entry("DQ102", "running_index", "warning", "Counts the rows", "Leave it out.", None, "counter"),
    Entry(
        "DQ103",
        "index_in_class_order",
        "error",
        "Rows stand in the order of the classes",
        "Leave out every running number and shuffle before splitting.",
        "LK303",
    ),
    Entry("DQ104", "group_key", "warning", "Binds rows together", "Split by this group.", "LK501", "group"),
    Entry(
        "DQ105",
        "packed_group_key",
        "warning",
        "An id with a group inside",
        "Take the shared part as the group of the split.",
        "LK501",
    ),
    Entry("DQ106", "time_column", "info", "Orders the rows in time", "Split by time.", "LK403", "time"),
    Entry(
        "DQ107", "duplicate_rows", "warning", "Exact copies of rows", "Keep copies on one side of the split.", "LK110"
    ),
    Entry(
        "DQ108",
        "near_duplicate_rows",
        "warning",
        "Rows that are nearly copies",
        "Keep them on one side of the split; find out why they exist.",
        "LK110",
    ),
    Entry(
        "DQ109", "duplicate_column", "info", "Repeats another column", "Leave one of the two out.", None, "duplicate"
    ),
    Entry("DQ110", "redundant_columns", "info", "Columns that say the same", "One of each pair is enough."),
    Entry("DQ111", "unnamed_column", "info", "A column without a name", "Name it or leave it out of the file."),
    Entry("DQ112", "spaces_in_names", "info", "Names with spaces around them", "Strip them where the file is made."),
    Entry("DQ113", "files_left_out", "info", "Files of the folder are not read", "Profile them apart if they belong."),
    Entry("DQ114", "binary_columns", "info", "Columns of bytes", "They are left out; turn them into features apart."),
    Entry("DQ115", "parts_differ", "warning", "Merged parts differ", "Mend that part, or profile all as one table."),
    Entry("DQ116", "blank_rows", "info", "Rows without any value", "Leave them out; mend how the file is made."),
    # what stands in the cells
    Entry("DQ201", "empty_column", "info", "Holds nothing", "Leave it out.", None, "empty"),
    Entry("DQ202", "constant_column", "info", "Never varies", "Leave it out.", None, "constant"),
    Entry("DQ203", "quasi_constant", "info", "Nearly never varies", "Leave it out unless the rare value matters."),
    Entry("DQ204", "missing_codes", "info", "Texts for “not known”", "Read as missing; tell other readers."),
    Entry("DQ205", "sentinel_number", "warning", "Numbers for “not known”", "Read as missing; confirm."),
    Entry("DQ206", "sentinel_date", "warning", "Dates for “not known” or “never”", "Read them as missing; confirm."),
    Entry("DQ207", "stray_text", "warning", "Words among numbers", "Read as missing; mend them at the source."),
    Entry("DQ208", "high_missing", "warning", "Mostly missing", "Find out why; “is missing” may be a feature."),
    Entry("DQ209", "missing_together", "info", "Columns missing in the same rows", "One flag serves all of them."),
    Entry("DQ210", "mixed_units", "warning", "Several units in one column", "Convert to one unit before learning."),
    Entry("DQ211", "packed_codes", "info", "Codes of several parts", "Split into parts; each may be a feature."),
    Entry("DQ212", "free_text", "info", "Free text", "Use text features, or leave it out; look for answers in it."),
    Entry("DQ213", "mojibake", "warning", "Letters broken by a wrong encoding", "Read again in the right encoding."),
    Entry("DQ214", "high_cardinality", "info", "Very many levels", "Pool rare levels; encode inside folds.", "LK107"),
    Entry("DQ215", "rare_levels", "info", "Levels with few rows", "Pool them; unseen ones will come."),
    Entry("DQ216", "case_variants", "warning", "Spellings of one level", "Unify them where the data is made."),
    Entry("DQ217", "space_variants", "info", "Levels with spaces around them", "They are stripped; mend the source."),
    Entry("DQ218", "ambiguous_date", "warning", "Day and month could be swapped", "Say which comes first."),
    Entry("DQ219", "mixed_dates", "warning", "Several ways to write a date", "Write them in one way (YYYY-MM-DD)."),
    Entry("DQ220", "skewed", "info", "Very skewed", "Trees do not mind; for others take the logarithm."),
    Entry("DQ221", "outliers", "info", "Values far from the rest", "Check whether they are errors before clipping."),
    Entry("DQ222", "beyond_64_bits", "warning", "Numbers too long to be exact", "Read them as text: they are ids."),
    Entry("DQ223", "encoding", "warning", "The encoding was guessed", "Check foreign letters, or save as UTF-8."),
    Entry("DQ224", "hidden_characters", "warning", "Invisible or control characters", "Remove them at the source."),
    Entry("DQ225", "formulas", "warning", "Texts that a spreadsheet would run", "Do not open it in a spreadsheet."),
    Entry("DQ226", "ragged_rows", "error", "Rows of another length than the header", "Mend or drop these lines."),
    Entry("DQ227", "infinite_numbers", "warning", "Infinite numbers", "They are read as missing; find the division."),
    Entry("DQ228", "numeric_codes", "info", "Numbers that are codes", "Treat as categories, not amounts."),
    Entry("DQ229", "blank_means_none", "info", "Blank because there is none", "The blank is a value: a level, no gap."),
    # the target, and who knows it
    Entry("DQ301", "class_imbalance", "warning", "Rare classes", "Judge by a ranking metric; stratify the split."),
    Entry("DQ302", "target_missing", "warning", "Rows without a target", "They are left out of learning."),
    Entry("DQ303", "target_sentinel", "error", "The target holds a code for “not known”", "Drop these rows; confirm."),
    Entry("DQ304", "target_skew", "info", "A skewed target", "Try its logarithm; judge by median errors, too."),
    Entry("DQ305", "label_noise", "warning", "Labels that contradict near rows", "Look at them before training."),
    Entry("DQ306", "could_be_regression", "info", "Classes that are numbers", "Say whether they are amounts."),
    Entry(
        "DQ307",
        "suspicious_power",
        "error",
        "One column nearly gives the answer",
        "Find out when its value is known; leave it out if after the outcome.",
        "LK303",
        "leak",
    ),
    Entry(
        "DQ308",
        "missing_tells_target",
        "warning",
        "Being missing tells the target",
        "Find out why it is blank, and whether it will be at prediction time.",
        "LK303",
    ),
    Entry(
        "DQ309",
        "known_at_prediction",
        "warning",
        "Perhaps not known at prediction time",
        "Ask who fills it in, and when.",
        "LK303",
    ),
    Entry("DQ310", "weak_signal", "info", "No column says anything alone", "Expect little; check the target first."),
    Entry(
        "HY711",
        "label_conflicts",
        "warning",
        "Equal rows with different labels",
        "No model gets all right; is a column missing?",
    ),
    Entry("LK301", "label_among_features", "error", "The target in another form", "Leave it out.", "LK301", "leak"),
    Entry(
        "DQ311",
        "model_output",
        "error",
        "Another model's output",
        "It has seen the target.",
        "LK302",
        "leak",
    ),
    Entry(
        "LK303",
        "known_after_outcome",
        "error",
        "Known only after the outcome",
        "Leave it out: it is blank when the model is asked.",
        "LK303",
        "leak",
    ),
    # time
    Entry("DQ401", "time_gaps", "warning", "Gaps in time", "Do not fill from later rows.", "LK402"),
    Entry("DQ402", "seasonality", "info", "A season", "Validate over whole seasons; compare with the seasonal naive."),
    Entry("DQ403", "frequency", "info", "Rows at a steady pace", "Forecast at this pace."),
    Entry("DQ404", "future_dates", "warning", "Dates that lie in the future", "Check the clock and the format."),
    Entry("DQ405", "several_per_moment", "info", "Several rows a moment", "Say which column parts the series."),
    # personal data, by the scanner's codes
    Entry("SC811", "pii_email", "warning", "E-mail addresses", "Leave it out or hash it before it leaves the house."),
    Entry("SC812", "pii_phone", "warning", "Telephone numbers", "Leave it out or hash it before it leaves the house."),
    Entry("SC813", "pii_account", "error", "Account numbers (IBAN)", "Remove the column; it must not be here."),
    Entry("SC814", "pii_card", "error", "Payment card numbers", "Remove the column; it must not be here."),
    Entry("SC815", "pii_address", "warning", "Internet addresses", "Leave it out or shorten it."),
    Entry("SC816", "pii_person", "warning", "Names of persons", "Leave it out; it identifies people."),
    Entry("SC817", "pii_birth_date", "info", "Dates of birth", "Use the age in years instead."),
    Entry("SC818", "pii_national_id", "error", "National ids", "Remove the column; it must not be here."),
    Entry("SC819", "pii_street", "warning", "Postal addresses", "Leave it out, or keep the region only."),
)
VOCABULARY = {entry.name: entry for entry in _ENTRIES}
"""Name → entry, in the order of their codes' families."""
