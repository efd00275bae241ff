"""Both engines of the service can be measured over HTTP, and a peer accepts what they issue."""

from __future__ import annotations

import pytest

from bench.over_http import Scale, measure_http
from bench.ratios import http_ratios
from bench.rotation import Effort
from tests.peers import node


@pytest.mark.enable_socket
@pytest.mark.slow
@pytest.mark.peers
@pytest.mark.skipif(node.missing() is not None, reason=str(node.missing()))
def test_both_engines_are_measured_in_every_task() -> None:
    told: list[str] = []
    effort = Effort(rounds=1, seconds=0.01, warm_up_seconds=0, fewest=4)
    measured = measure_http(Scale(effort, credentials=2), told.append)
    assert {each.name for each in measured} == {
        f"{engine}/http/{task}"
        for engine in ("compiled", "plain")
        for task in ("issue", "verify", "status_list")
    }
    assert all(each.timings[0].count >= 4 for each in measured)
    assert set(http_ratios(measured)) == {"http_issue", "http_verify"}
    assert any("accepts" in line for line in told)
