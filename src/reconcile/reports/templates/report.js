"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const bar = one("filters");
  if (!bar) return;

  const lists = all(".list").map((list) => ({
    list,
    rows: all(".finding", list),
    groups: all(".group", list),
    count: one(list.dataset.count),
  }));
  const rows = lists.flatMap((each) => each.rows);
  const chosen = { code: one("by-code"), user: one("by-user"), severity: one("by-severity"), state: one("by-state") };
  const search = one("search");
  const order = one("order");
  const said = one("shown");
  const home = new Map(rows.map((row) => [row, row.parentElement]));
  const place = new Map(rows.map((row, index) => [row, index]));
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const folds = all(".cause details");
  let texts = null;

  function filter() {
    texts ??= new Map(rows.map((row) => [row, plain(row.textContent)]));
    const word = plain(search.value);
    const wanted = Object.entries(chosen).filter(([, select]) => select && select.value);
    for (const row of rows) {
      const fits = wanted.every(([name, select]) => row.dataset[name] === select.value);
      const hidden = !(fits && (!word || texts.get(row).includes(word)));
      if (row.hidden !== hidden) row.hidden = hidden;
    }
    if (word || wanted.length) for (const fold of folds) fold.open = true;
    count();
  }

  function count() {
    let total = 0;
    for (const { list, rows, groups, count } of lists) {
      const shown = rows.filter((row) => !row.hidden).length;
      total += shown;
      count.textContent = shown === rows.length ? `${rows.length} 件` : `${shown}／${rows.length} 件`;
      for (const group of groups) {
        const left = all(".finding", group).some((row) => !row.hidden);
        group.hidden = list.classList.contains("sorted") || !left;
      }
    }
    said.textContent = `顯示 ${total}／${rows.length} 件`;
  }

  function sort() {
    const key = order.value;
    for (const { list, rows } of lists) {
      list.classList.toggle("sorted", key !== "");
      const sorted = [...rows].sort((a, b) => place.get(a) - place.get(b));
      if (key) sorted.sort((a, b) => (a.dataset[key] < b.dataset[key] ? -1 : a.dataset[key] > b.dataset[key] ? 1 : 0));
      for (const row of sorted) (key ? list : home.get(row)).append(row);
    }
    count();
  }

  function reset() {
    for (const select of [...Object.values(chosen), order]) if (select) select.value = "";
    search.value = "";
    for (const fold of folds) fold.open = false;
    sort();
    filter();
  }

  function step(by) {
    const shown = all(".finding").filter((row) => !row.hidden && !row.closest("details:not([open])"));
    if (!shown.length) return;
    const at = shown.indexOf(document.activeElement?.closest(".finding"));
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    shown[next].focus({ preventScroll: true });
    shown[next].scrollIntoView({ block: "nearest" });
  }

  const keys = {
    "/": () => search.focus(),
    j: () => step(1),
    k: () => step(-1),
    r: reset,
    "?": () => { const help = one("keys"); help.open = !help.open; help.querySelector("summary").focus(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { reset(); document.activeElement?.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  for (const select of Object.values(chosen)) select?.addEventListener("change", filter);
  search.addEventListener("input", filter);
  order.addEventListener("change", sort);
  one("reset").addEventListener("click", reset);
  bar.hidden = false;
  count();
})();
