"""Which of a pack's diseases an application means."""

from __future__ import annotations

import re
import unicodedata

from validators import disease_table
from validators.grammar import Disease, Policy


def named(policy: Policy, asked: str) -> Disease | None:
    """The pack's disease of this name, alias or code, else the one whose table entry goes by it; None: in no way."""
    key = _key(asked)
    for disease in policy.diseases.values():
        if key in map(_key, (disease.name, *disease.aliases, *disease.codes)):
            return disease
    spec = disease_table.find(asked)
    fitting = [d for d in policy.diseases.values() if spec and d.spec and d.spec.name == spec.name]
    return fitting[0] if len(fitting) == 1 else None


def _key(text: str) -> str:
    """Width, spaces and brackets do not matter: 糖尿病（合并并发症） is 糖尿病(合并并发症)."""
    return re.sub(r"[\s()\[\]【】、,·]", "", unicodedata.normalize("NFKC", text)).upper()
