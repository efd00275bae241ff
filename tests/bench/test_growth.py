"""Each size of a curve is measured, on what has that size."""

from __future__ import annotations

import pytest

from bench.charts import growth_panels
from bench.growth import Scale, measure_growth
from bench.report import rows
from bench.rotation import Effort


@pytest.mark.enable_socket
@pytest.mark.slow
def test_every_size_of_every_curve_is_measured_and_drawn() -> None:
    effort = Effort(rounds=1, seconds=0.01, warm_up_seconds=0, fewest=4)
    scale = Scale(effort, kilobytes=(7, 20), batches=(), programmes=(50,), credentials=(60, 90))
    curves = measure_growth(scale, lambda _: None)
    sizes = {each.name: [one.facts["size"] for one in each.contenders] for each in curves}
    assert sizes["register"] == [50] * 3
    assert sizes["store"] == [60] * 3 + [90] * 3
    assert len(sizes["document"]) == 4
    drawn = growth_panels(
        [{"title": each.title, "by": each.by, "rows": rows(each.contenders)} for each in curves]
    )
    points = [len(line) for panel in drawn for line in panel.lines.values()]
    assert points == [2, 2, 1, 1, 1, 2, 2, 2]
