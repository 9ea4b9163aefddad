"use strict";
(() => {
  const bar = document.getElementById("answers");
  if (!bar) return;
  const template = document.getElementById("answer");
  const items = [...document.querySelectorAll("[data-item]")];
  const signedBy = document.getElementById("signed-by");
  const signedOn = document.getElementById("signed-on");
  const said = document.getElementById("filled");
  const NAMES = ["result", "note", "by", "on"];
  const given = new Map(items.map((item) => [item, NAMES.map((name) => item.dataset[name] ?? "")]));
  const DAY = /^(?:1\d\d|(?:19|20)\d\d)(?:\D\d{1,2}\D\d{1,2}日?|\d{4})$/;
  const today = () => { const now = new Date(); return `${now.getFullYear() - 1911}/${now.getMonth() + 1}/${now.getDate()}`; };
  let unsaved = false;
  let last = { by: "", on: "" };

  // The fields of an item are made when somebody wants to fill them in: of two thousand items few are open.
  function open(item) {
    item.closest("details:not([open])")?.setAttribute("open", "");
    let form = item.querySelector(":scope > .answer");
    if (!form) {
      form = template.content.firstElementChild.cloneNode(true);
      fields(form).forEach((field, at) => { field.value = given.get(item)[at]; });
      form.setAttribute("aria-label", `項目 ${item.dataset.item} 處理結果`);
      item.querySelector(":scope > .reply").replaceWith(form);
    }
    const [result] = fields(form);
    result.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  function fields(form) { return NAMES.map((name) => form.querySelector(`[data-name=${name}]`)); }

  function take(form) {
    const item = form.closest("[data-item]");
    const [result, , by, on] = fields(form);
    if (result.value) {
      by.value ||= last.by;
      on.value ||= last.on || today();
      last = { by: by.value, on: on.value };
    }
    const now = fields(form).map((field) => field.value.trim());
    if (now.join("\n") === given.get(item).join("\n")) return;
    given.set(item, now);
    unsaved = true;
    tell();
  }

  function wrong(answer) {
    const [result, note, by, on] = answer;
    if (!result) return note || by || on ? "未選處理結果" : "";
    if (!by) return "未填查明人員";
    return DAY.test(on) ? "" : "日期請填如 115/11/5";
  }

  function tell() {
    let filled = 0;
    for (const [item, answer] of given) {
      const fault = wrong(answer);
      filled += answer[0] !== "" && !fault;
      item.classList.toggle("answered", answer[0] !== "" && !fault);
      const form = item.querySelector(":scope > .answer");
      if (form) form.querySelector("output").textContent = fault;
    }
    said.textContent = `已填 ${filled}／${items.length} 項${unsaved ? "，尚未存檔" : ""}`;
  }

  function save() {
    for (const form of document.querySelectorAll(".answer")) take(form);
    tell();
    const faulty = items.filter((item) => wrong(given.get(item)));
    const halfSigned = Boolean(signedBy.value.trim()) !== Boolean(signedOn.value.trim());
    if (halfSigned) { said.textContent = "簽核人與簽核日期請一併填寫，或一併清空。"; signedBy.focus(); return; }
    if (faulty.length) { said.textContent = `有 ${faulty.length} 項未填妥，尚未存檔。`; open(faulty[0]); return; }
    const whose = { 頁: "簽核", 機關: bar.dataset.agency, 月份: bar.dataset.month, 報表驗證碼: bar.dataset.digest };
    const records = [{ ...whose, 簽核人: signedBy.value.trim(), 簽核日期: signedOn.value.trim() }];
    for (const item of items) {
      const [result, note, by, on] = given.get(item);
      records.push({
        頁: item.closest(".list").dataset.sheet,
        項目代號: item.dataset.item,
        代碼: item.dataset.code,
        疑點: item.querySelector(":scope > .message").textContent,
        處理結果: result, 說明: note, 查明人員: by, 日期: on,
      });
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(records, null, 1)], { type: "application/json" }));
    link.download = bar.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    said.textContent = `已存成「${bar.dataset.file}」，請將該檔放入收件匣，再執行每月作業。`;
  }

  function current() {
    const here = document.activeElement?.closest("[data-item]");
    return here ?? items.find((item) => !item.hidden && item.dataset.state !== "已結") ?? items[0];
  }

  function next(item) {
    const waits = (one) => !one.hidden && one.dataset.state !== "已結" && !one.closest(".fold[hidden], details:not([open])");
    const shown = items.filter((one) => one === item || waits(one));
    const after = shown[shown.indexOf(item) + 1];
    if (after) open(after); else bar.querySelector("button").focus();
  }

  // Before the page's own keys: Escape leaves the fields, and does not undo the filters.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".answer");
    if (event.key === "Escape" && (form || event.target.closest("#answers"))) {
      event.stopImmediatePropagation();
      const item = form?.closest("[data-item]");
      if (item) { item.tabIndex = -1; item.focus(); } else document.activeElement.blur();
    } else if (event.key === "Enter" && form && !event.isComposing) {
      event.preventDefault();
      take(form);
      next(form.closest("[data-item]"));
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, select, textarea, button, summary")) {
      if (event.key === "a") { event.preventDefault(); open(current()); }
      if (event.key === "s") { event.preventDefault(); save(); }
    }
  }, true);
  document.addEventListener("change", (event) => { const form = event.target.closest(".answer"); if (form) take(form); });
  document.addEventListener("input", (event) => { if (event.target.closest("#answers")) unsaved = true; });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".reply")) open(event.target.closest("[data-item]"));
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.querySelector("button").addEventListener("click", save);
  for (const item of items) {
    const reply = document.createElement("button");
    reply.type = "button";
    reply.className = "reply";
    reply.ariaLabel = "填寫處理結果";
    item.querySelector(":scope > .message").after(reply);
  }
  bar.hidden = false;
  tell();
})();
