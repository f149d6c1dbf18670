"use strict";
(function () {
  var findings = Array.prototype.slice.call(document.querySelectorAll(".finding"));
  var form = document.getElementById("filter");

  function wanted(finding, chosen) {
    return (!chosen.methods || finding.dataset.methods.split(" ").indexOf(chosen.methods) >= 0) &&
      (!chosen.rule || finding.dataset.rule === chosen.rule) &&
      (!chosen.severity || finding.dataset.severity === chosen.severity);
  }

  function filter() {
    var chosen = { methods: form.elements.methods.value, rule: form.elements.rule.value, severity: form.elements.severity.value };
    var count = 0;
    findings.forEach(function (finding) {
      var show = wanted(finding, chosen);
      finding.hidden = !show;
      count += show ? 1 : 0;
    });
    var all = findings.length;
    form.querySelector("output").textContent = (count === all ? "" : count + " of ") + all + " finding" + (all === 1 ? "" : "s");
  }

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      if (target.hidden) { form.reset(); filter(); }
      target.open = true;
      target.scrollIntoView();
    }
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    document.getElementById("open").addEventListener("click", function () {
      findings.forEach(function (finding) { if (!finding.hidden) { finding.open = true; } });
    });
    document.getElementById("close").addEventListener("click", function () {
      findings.forEach(function (finding) { finding.open = false; });
    });
    filter();
  }
  window.addEventListener("hashchange", openTarget);
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.filter.call(document.querySelectorAll("details"), function (one) { return !one.open; });
    closed.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (one) { one.open = false; }); });
  openTarget();
})();
