"""Print tables of figures: one JSON line each to standard output, a table to standard error."""

from __future__ import annotations

from collections.abc import Mapping

from bench.guard.report import Report

_NAME, _CELL = 50, 18


def table(
    report: Report, title: str, unit: str, columns: Mapping[str, Mapping[str, float]]
) -> None:
    """Give figures by column and row; a column need not have all rows."""
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    report.say(f"\n{title} ({unit})")
    report.say(" " * (_NAME + 2) + "".join(f"{name:>{_CELL}}" for name in columns))
    for row in rows:
        cells = []
        for name, column in columns.items():
            if row not in column:
                cells.append(f"{'-':>{_CELL}}")
                continue
            report.figure(f"{title}: {name}: {row}", column[row], unit)
            value = column[row]
            shown = f"{value:.3f}" if abs(value) < 100 else f"{value:,.0f}"  # noqa: PLR2004 - width
            cells.append(f"{shown:>{_CELL}}")
        report.say(f"  {row:{_NAME}}" + "".join(cells))
