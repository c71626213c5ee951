// The search of the first page: every word must stand in a form's names, unit, goals or indicators.
(function () {
  "use strict";
  var forms = window.JIXIAO_FORMS || [];
  var input = document.getElementById("q");
  var list = document.getElementById("found");
  var count = document.getElementById("count");
  var SHOWN = 100;
  var texts = forms.map(function (form) {
    return fold(form.slice(1).join(" "));
  });

  // Full-width signs as half-width ones, letters small.
  function fold(text) {
    return text.replace(/[\uFF01-\uFF5E]/g, function (sign) {
      return String.fromCharCode(sign.charCodeAt(0) - 0xFEE0);
    }).replace(/\u3000/g, " ").toLowerCase();
  }

  function matches(words) {
    var found = [];
    for (var i = 0; i < texts.length; i++) {
      var all = true;
      for (var j = 0; j < words.length && all; j++) {
        all = texts[i].indexOf(words[j]) >= 0;
      }
      if (all) {
        found.push(forms[i]);
      }
    }
    // Forms whose name holds the first word come first.
    return found.map(function (form, at) {
      return [fold(form[1]).indexOf(words[0]) >= 0 ? 0 : 1, at, form];
    }).sort(function (a, b) {
      return a[0] - b[0] || a[1] - b[1];
    }).map(function (entry) {
      return entry[2];
    });
  }

  function show() {
    var words = fold(input.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!words.length) {
      count.textContent = "共 " + forms.length + " 张表，写几个字就能找。";
      return;
    }
    var found = matches(words);
    count.textContent = found.length ?
      "找到 " + found.length + " 张" + (found.length > SHOWN ? "，先列 " + SHOWN + " 张，再写几个字可以缩小范围" : "") :
      "没有找到。换个说法，或少写几个字再试。";
    var part = document.createDocumentFragment();
    found.slice(0, SHOWN).forEach(function (form) {
      var item = document.createElement("li");
      var address = document.createElement("a");
      address.href = "forms/" + form[0] + ".html";
      address.textContent = form[1];
      item.appendChild(address);
      var where = [form[2] || form[3], form[4] && form[4] + "年", form[5]].filter(Boolean).join("　");
      item.appendChild(document.createTextNode("　" + where));
      part.appendChild(item);
    });
    list.appendChild(part);
  }

  input.addEventListener("input", show);
  input.form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  var asked = /[?&]q=([^&]*)/.exec(location.search);
  if (asked) {
    try {
      input.value = decodeURIComponent(asked[1].replace(/\+/g, " "));
    } catch (error) {
      input.value = "";
    }
  }
  show();
})();
