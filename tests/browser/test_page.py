"""The HTML report in a real browser: it opens, filters, links, prints, fits, and is accessible."""

from __future__ import annotations

import base64
import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pickcheck.model import (
    Crossing,
    Finding,
    Leaf,
    Moment,
    Outcome,
    Place,
    ProcessEnd,
    Python,
    Raised,
    Report,
    RuleInfo,
    Run,
    Severity,
    Step,
    Target,
    Timeline,
    Within,
)  # fmt: skip
from pickcheck.render import html

PYTHON = Python("3.11.7", "cpython", "linux", "python3")
START = Place("app.py", 17, "<module>", "Process(target=work, args=(Config(), 1)).start()")
BESIDE = [{"of": 0, "parts": [{"step": "args[1]", "type": "builtins.int", "fine": True}], "more": 3}]
SEVERITIES = list(Severity)


def finding(number: int = 0, **facts: Any) -> Finding:
    leaf = Leaf("args[0].lock", ("args[1]",), "_thread.lock", "<_thread.lock object>",
                Place("app.py", 3, None, "self.lock = Lock()"), Within("args[0]", "queue.Queue"),
                Raised("builtins.TypeError", "cannot pickle '_thread.lock' object"),
                (Step("args[0]", "queue.Queue"), Step(".lock", "_thread.lock")))  # fmt: skip
    made = Finding("PK108", "lock-in-graph", Severity.ERROR, (1, 2), f"args[0].lock is a lock {number}", "leave it out",
                   "docs/rules.md#lock-in-graph", "process", "to child", dataclasses.replace(START, line=17 + number),
                   leaf, {"sender": "parent", "count": 1, "siblings": BESIDE})  # fmt: skip
    return dataclasses.replace(made, **facts)


MOMENTS = (
    Moment(0.1, "the script", "start", "starts Process-1", START, "Process-1"), Moment(0.2, "Process-1", "begin", "begins"),
    Moment(0.3, "Process-1", "end", "ends with status 0"), Moment(9.0, "the script", "wait", "waits for a lock", START),
    Moment(9.0, "pickcheck", "stop", "ends the run"),
)  # fmt: skip


def report(count: int) -> Report:
    """Findings of every severity, every other one under windows too."""
    runs = [
        Run("fork", False, Outcome.OK, 0, 0.1, PYTHON, "ended with status 0",
            (Crossing("process", "to child", 1, 0, 0.0, START),)),
        Run("spawn", False, Outcome.FAILS, 1, 0.2, PYTHON, "1 object did not pickle", (), (ProcessEnd("Process-1", -9),)),
        Run("windows", True, Outcome.HANGS, None, 1.5, PYTHON, "waited for ever"),
        Run("forkserver", False, Outcome.INCONCLUSIVE, None, 0.3, PYTHON, "interrupted before it ended"),
    ]  # fmt: skip
    findings = tuple(
        finding(
            n, severity=SEVERITIES[n % 3], runs=(1, 2) if n % 2 else (1,), leaf=None if n % 5 == 4 else finding().leaf
        )
        for n in range(count)
    )
    rules = (RuleInfo("PK108", "lock-in-graph", "a lock hangs on what is sent", "docs/rules.md#lock-in-graph"),)
    timelines = (Timeline(1, MOMENTS), Timeline(2, MOMENTS, 7))
    return Report("0.1.0", Target("app.py"), tuple(runs), findings, rules if count else (), timelines=timelines)


def open_page(browser: Any, folder: Path, *reports: Report, anchor: str = "") -> None:
    """Open a report, and see that nothing went wrong and nothing was asked of a network."""
    page = folder / "report.html"
    page.write_text(html.render(reports), encoding="utf-8")
    browser.get("about:blank")
    browser.get(page.as_uri() + anchor)
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def visible(browser: Any) -> int:
    return int(browser.execute_script("return document.querySelectorAll('.finding:not([hidden])').length"))


def choose(browser: Any, name: str, value: str) -> None:
    script = "var s = document.querySelector('[name=' + arguments[0] + ']'); s.value = arguments[1];" \
             "s.dispatchEvent(new Event('change', {bubbles: true}))"  # fmt: skip
    browser.execute_script(script, name, value)


def test_opens_and_filters(browser: Any, tmp_path: Path) -> None:
    """By severity, start method and rule, together; the count is said."""
    open_page(browser, tmp_path, report(12))
    assert visible(browser) == 12
    choose(browser, "severity", "error")
    assert visible(browser) == 4 and browser.find_element("css selector", "output").text == "4 of 12 findings"
    choose(browser, "methods", "windows")
    assert visible(browser) == 2
    choose(browser, "rule", "lock-in-graph")
    assert visible(browser) == 2
    choose(browser, "severity", "")
    assert visible(browser) == 6


def test_opens_a_finding(browser: Any, tmp_path: Path) -> None:
    """By a click and by the keyboard: its line with the argument marked, the walk, the mend."""
    open_page(browser, tmp_path, report(2))
    first, second = browser.find_elements("css selector", ".finding summary")
    first.click()
    body = browser.find_element("css selector", ".finding[open] .body")
    assert [mark.text for mark in body.find_elements("css selector", "mark")][0] == "Config()"
    assert [item.text for item in body.find_elements("css selector", ".walk li")] == [
        "args[0] queue.Queue\nargs[1] int\n3 more",
        "args[1] int",
        "3 more",
        ".lock <_thread.lock object>",
    ]
    assert body.find_element("css selector", ".mend").text == "leave it out"
    second.send_keys("\ue007")
    assert len(browser.find_elements("css selector", ".finding[open]")) == 2


def test_tells_what_happened(browser: Any, tmp_path: Path) -> None:
    """A lane a process, the pause, who waits for what; what lies beside the way; the example's change."""
    made = report(1)
    open_page(browser, tmp_path, dataclasses.replace(made, findings=(finding(runs=(1, 2)),)))
    browser.find_element("css selector", ".finding summary").click()
    body = browser.find_element("css selector", ".finding[open] .body")
    assert [item.text.replace("\n", " ") for item in body.find_elements("css selector", ".story li")] == [
        "0.10 s the script starts Process-1 line 17", "0.20 s Process-1 begins", "0.30 s Process-1 ends with status 0",
        "8.7 s in which nothing else is on record", "9.00 s the script waits for a lock line 17 "
        "Process(target=work, args=(Config(), 1)).start()", "9.00 s pickcheck ends the run",
    ]  # fmt: skip
    assert body.find_element("css selector", ".beside").text.split("\n") == ["args[1] int", "3 more"]
    assert "__reduce__" in " ".join(line.text for line in body.find_elements("css selector", ".change ins"))
    body.find_element("link text", "windows*").click()
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert "7 moments more" in browser.find_element("css selector", ".run[open] .more").text


def test_link_survives(browser: Any, tmp_path: Path) -> None:
    """A link to a finding opens it, in a later report too, where lines have moved, and though a filter hides it."""
    made = report(3)
    open_page(browser, tmp_path, made)
    anchor = browser.find_elements("css selector", ".finding")[1].get_attribute("id")
    findings = [dataclasses.replace(f, place=dataclasses.replace(f.place, line=90)) for f in made.findings if f.place]
    moved = dataclasses.replace(made, findings=tuple(findings))
    open_page(browser, tmp_path, moved, anchor=f"#{anchor}")
    (opened,) = browser.find_elements("css selector", ".finding[open]")
    assert opened.get_attribute("id") == anchor
    choose(browser, "severity", "note")
    browser.execute_script("location.hash = ''; location.hash = arguments[0]", anchor)
    browser.execute_async_script("setTimeout(arguments[0], 50)")
    assert visible(browser) == 3


def test_without_scripts(browser: Any, tmp_path: Path) -> None:
    """The findings are all there and open; the filter, which would do nothing, is not shown."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page_without_scripts(browser, tmp_path)
        browser.find_elements("css selector", ".finding summary")[1].click()
        assert browser.find_element("css selector", ".finding[open] .mend").is_displayed()
        assert not browser.find_element("id", "filter").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def open_page_without_scripts(browser: Any, folder: Path) -> None:
    page = folder / "report.html"
    page.write_text(html.render([report(3)]), encoding="utf-8")
    browser.get(page.as_uri())


def test_prints(browser: Any, tmp_path: Path) -> None:
    """On paper every finding is open."""
    open_page(browser, tmp_path, report(3))
    few = len(base64.b64decode(browser.print_page()))
    browser.execute_script("document.querySelectorAll('.finding').forEach(function (one) { one.remove(); })")
    assert few > len(base64.b64decode(browser.print_page())) > 1000
    assert not browser.find_elements("css selector", "details[open]")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits(width: int, browser: Any, tmp_path: Path) -> None:
    """Nothing is wider than the screen, however long a path or a line."""
    long = finding(message="obj" + ".x" * 900, leaf=dataclasses.replace(finding().leaf or Leaf("", (), "", "", None, None, None),
                   path="obj['" + "k" * 900 + "']"), place=Place("a/" * 60 + "x.py", 1, "f", "x" * 500))  # fmt: skip
    made = dataclasses.replace(report(3), findings=(*report(3).findings, long))
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})  # fmt: skip
    try:
        open_page(browser, tmp_path, made, made)
        browser.execute_script("document.querySelectorAll('details').forEach(function (one) { one.open = true; })")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("count", [0, 6])
def test_accessible(scheme: str, count: int, browser: Any, axe: str, tmp_path: Path) -> None:
    """axe-core finds nothing, closed and open, in light and dark."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    open_page(browser, tmp_path, report(count), report(count))
    # What is off the screen is not laid out; axe would measure it in the wrong places.
    browser.execute_script(
        "document.querySelectorAll('.finding').forEach(function (one) { one.style.contentVisibility = 'visible'; })"
    )
    browser.execute_script(axe)
    for opened in (False, True):
        browser.execute_script(
            "var open = arguments[0]; document.querySelectorAll('details').forEach(function (one) { one.open = open; })",
            opened,
        )
        run = "var done = arguments[arguments.length - 1]; axe.run().then(done)"
        found = browser.execute_async_script(run)["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found]


def test_five_thousand(browser: Any, tmp_path: Path) -> None:
    """They open, filter and can be linked to."""
    open_page(browser, tmp_path, report(5000))
    assert visible(browser) == 5000
    choose(browser, "severity", "warning")
    assert visible(browser) == 1667
    browser.execute_script("document.getElementById('open').click()")
    assert len(browser.find_elements("css selector", ".finding[open]")) == 1667


def test_hostile(browser: Any, tmp_path: Path) -> None:
    """What objects call themselves is shown, never run."""
    evil = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}<svg onload=alert(1)>\"'><b>"
    leaf = dataclasses.replace(
        finding().leaf or Leaf("", (), "", "", None, None, None), path=evil, repr=evil, type=evil
    )
    made = finding(message=evil, advice=evil, leaf=leaf, place=Place(evil, 1, evil, evil), rule=evil)
    open_page(browser, tmp_path, dataclasses.replace(report(1), findings=(made,), target=Target(evil, None, (evil,))))
    assert browser.execute_script("return document.images.length") == 0
    assert evil in browser.find_element("css selector", ".finding .message").text
