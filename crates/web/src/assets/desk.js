// The desk: a page that reads goes on by itself, files may be dropped, keys move through the queue. All of it works without this script.
"use strict";
(function () {
  var running = document.getElementById("running");
  if (running) setTimeout(function () { location.replace(running.dataset.again); }, 1500);

  var upload = document.getElementById("upload");
  if (upload) {
    var files = document.getElementById("files"), folder = document.getElementById("folder");
    [files, folder].forEach(function (input) {
      input.addEventListener("change", function () { (input === files ? folder : files).value = ""; });
    });
    document.addEventListener("dragover", function (event) { event.preventDefault(); });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; folder.value = ""; upload.submit(); }
    });
    // The name of a file in a folder is sent without the folder unless it is said.
    upload.addEventListener("formdata", function (event) {
      var data = event.formData;
      if (!folder.files.length) return;
      var named = Array.prototype.slice.call(folder.files);
      data.delete("files");
      named.forEach(function (file) { data.append("files", file, file.webkitRelativePath || file.name); });
    });
    upload.addEventListener("submit", function () {
      var button = upload.querySelector("button");
      button.textContent = "正在上传……";
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    var next = document.getElementById("next");
    if (event.key === "n" && next) next.click();
  });
})();
