"""A diagnosis as text or JSON."""

import json

from mlwright.diagnosis.diagnose import Diagnosis, shown


def as_text(diagnosis: Diagnosis) -> str:
    """The category, then each cause with the lines that show it and what to do."""
    if not diagnosis.causes:
        return f"{'' if diagnosis.category == 'no failure' else 'unknown: '}{diagnosis.next_step}\n"
    lines = []
    for number, cause in enumerate(diagnosis.causes):
        lines.append(f"{'' if number == 0 else 'also '}{cause.category}: {cause.name}")
        lines += [f"  {shown(item.log)}:{item.line}: {item.text}" for item in cause.evidence]
        lines.append(f"  → {cause.next_step}")
    return "".join(f"{line}\n" for line in lines)


def as_json(diagnosis: Diagnosis) -> str:
    """The same for programs."""
    causes = [
        {
            "category": cause.category,
            "name": cause.name,
            "evidence": [item._asdict() for item in cause.evidence],
            "next_step": cause.next_step,
        }
        for cause in diagnosis.causes
    ]
    whole = {"category": diagnosis.category, "causes": causes, "next_step": diagnosis.next_step}
    return json.dumps(whole, indent=2) + "\n"
