// The self-check: files dropped or pasted, cells that grow, points that follow what is typed. All of it works without this script, but for
// the last.
"use strict";
(function () {
  var drop = document.getElementById("drop");
  if (drop) begin(drop);
  var work = document.getElementById("work");
  if (work) edit(work);

  function begin(drop) {
    var input = document.getElementById("file");
    drop.classList.add("scripted");
    input.addEventListener("change", function () { if (input.files.length) drop.submit(); });
    ["dragenter", "dragover"].forEach(function (name) {
      document.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("over"); });
    });
    document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; drop.submit(); }
    });
    var area = document.getElementById("text");
    var table = document.getElementById("table");
    document.addEventListener("paste", function (event) {
      var data = event.clipboardData;
      if (data.files && data.files.length && !data.types.includes("text/html")) {
        event.preventDefault();
        input.files = data.files;
        drop.submit();
        return;
      }
      var html = data.getData("text/html");
      if (/<table/i.test(html)) {
        event.preventDefault();
        table.value = html;
        area.value = data.getData("text/plain");
        document.getElementById("pasted").textContent = "收到一张表格，正在核对……";
        area.form.submit();
      }
    });
  }

  function edit(work) {
    var state = document.getElementById("state");
    var timer = 0, asked = 0;
    var areas = work.querySelectorAll(".drawn textarea");
    areas.forEach(function (area) { area.dataset.first = area.dataset.kept = area.value; });
    // With the points following what is typed, nobody has to ask for them.
    var again = document.getElementById("again");
    again.hidden = true;
    grow(areas);
    window.addEventListener("resize", function () { grow(areas); });
    work.addEventListener("input", function (event) {
      if (event.target.tagName !== "TEXTAREA") return;
      grow([event.target]);
      work.querySelectorAll(".steps").forEach(function (button) { button.hidden = false; });
      state.textContent = "正在核对……";
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    // What was typed is lost when the page goes, unless it goes to the server with it.
    var sending = false, staying = 0;
    work.addEventListener("submit", function (event) {
      var button = event.submitter;
      sending = true;
      clearTimeout(staying);
      // A download leaves the page where it is: what is typed stays open, and nobody is asked about it now.
      if (!button || button.name !== "what") return;
      areas.forEach(function (area) { area.dataset.kept = area.value; });
      staying = setTimeout(function () { sending = false; }, 1000);
    });
    window.addEventListener("beforeunload", function (event) {
      var open = Array.prototype.some.call(areas, function (area) { return area.value !== area.dataset.kept; });
      if (open && !sending) { event.preventDefault(); event.returnValue = ""; }
    });
    document.querySelectorAll("details.menu").forEach(function (menu) {
      document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
      document.addEventListener("keydown", function (event) { if (event.key === "Escape") menu.open = false; });
    });

    function ask() {
      var number = ++asked;
      fetch("/check/live", { method: "POST", body: new FormData(work), credentials: "same-origin" })
        .then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.text();
        })
        .then(function (text) { if (number === asked) take(text); })
        .catch(function (error) {
          again.hidden = false;
          state.textContent = error.message === "429"
            ? "核对得太密，稍等片刻会接着核对"
            : "暂时没有核对：连不上服务器。改动还在页面上，稍后按“记下改动并核对”";
          if (error.message === "429") { clearTimeout(timer); timer = setTimeout(ask, 5000); }
        });
    }

    function take(text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      page.querySelectorAll("article[data-form]").forEach(function (fresh) {
        var sheet = work.querySelector("article[data-form='" + fresh.dataset.form + "']");
        if (!sheet) return;
        [".facts", ".verified", ".form-title", ".form-year", ".right"].forEach(function (part) {
          var here = sheet.querySelector(part), there = fresh.querySelector(part);
          if (here && there && here.innerHTML !== there.innerHTML) here.innerHTML = there.innerHTML;
        });
        var cells = sheet.querySelectorAll(".drawn th, .drawn td");
        var others = fresh.querySelectorAll(".drawn th, .drawn td");
        if (cells.length !== others.length) return;
        cells.forEach(function (cell, at) { follow(cell, others[at]); });
      });
      var refused = page.querySelector(".refused"), said = document.getElementById("refused");
      said.innerHTML = refused.innerHTML;
      said.hidden = !refused.children.length;
      var changed = work.querySelectorAll(".changes li").length;
      var blanks = work.querySelectorAll(".drawn .blank").length;
      state.textContent = (refused.children.length ? "有 " + refused.children.length + " 处没有改成，见红框的格子"
        : changed ? "已核对；已改动 " + changed + " 处" : "已核对；还没有改动")
        + (blanks ? "；还有 " + blanks + " 处＿＿待填" : "");
    }

    function follow(cell, other) {
      if (cell.className !== other.className) cell.className = other.className;
      var area = cell.querySelector("textarea"), fresh = other.querySelector("textarea");
      if (!area || !fresh) {
        if (!area && !fresh && cell.innerHTML !== other.innerHTML) cell.innerHTML = other.innerHTML;
        return;
      }
      area.setAttribute("aria-invalid", cell.classList.contains("wrong"));
      while (area.nextSibling) area.nextSibling.remove();
      while (fresh.nextSibling) cell.appendChild(document.importNode(fresh.nextSibling, true)) && fresh.nextSibling.remove();
    }

    function grow(some) {
      some.forEach(function (area) { area.style.height = "auto"; });
      some.forEach(function (area) { area.style.height = area.scrollHeight + "px"; });
    }
  }
})();
