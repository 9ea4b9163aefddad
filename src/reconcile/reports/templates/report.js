"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const folds = all(".fold details");

  // A link into a fold opens it, and what it names stands below the bar.
  function land() {
    const target = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView({ block: "start", behavior: "instant" });
  }
  addEventListener("hashchange", land);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) { event.preventDefault(); land(); }
  });

  // On paper the pictures of the statement's rows stand together at the end.
  addEventListener("beforeprint", () => {
    for (const cut of all(".cut")) {
      const shown = document.createElement("div");
      shown.append(cut.closest(".finding").querySelector(".n").textContent, cut.cloneNode());
      shown.lastChild.className = "";
      shown.lastChild.loading = "eager";
      one("cuts").append(shown);
    }
    one("cuts").hidden = !one("cuts").querySelector("img");
  });
  addEventListener("afterprint", () => { for (const shown of all("#cuts div")) shown.remove(); one("cuts").hidden = true; });

  const bar = one("filters");
  if (!bar) return;
  const lists = all(".list").map((list) => ({
    list,
    rows: all(".finding", list),
    folds: all(".fold", list),
    count: one(list.dataset.count),
  }));
  const rows = lists.flatMap((each) => each.rows);
  const chosen = { code: one("by-code"), user: one("by-user"), severity: one("by-severity"), state: one("by-state") };
  const search = one("search");
  const order = one("order");
  const said = one("shown");
  const home = new Map(rows.map((row) => [row, [row.parentElement, row.nextSibling]]));
  const place = new Map(rows.map((row, index) => [row, index]));
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  let texts = null;
  const nothing = document.createElement("p");
  nothing.id = "nothing";
  nothing.hidden = true;
  nothing.textContent = "沒有符合的項目；請放寬條件，或按「全部顯示」。";
  bar.after(nothing);

  function filter() {
    texts ??= new Map(rows.map((row) => [row, plain(row.textContent)]));
    const word = plain(search.value);
    const wanted = Object.entries(chosen).filter(([, select]) => select && select.value);
    for (const row of rows) {
      const fits = wanted.every(([name, select]) => row.dataset[name] === select.value);
      const hidden = !(fits && (!word || texts.get(row).includes(word)));
      if (row.hidden !== hidden) row.hidden = hidden;
    }
    const narrowed = word !== "" || wanted.length > 0;
    if (narrowed) for (const fold of folds) fold.open = fold.querySelector(".finding:not([hidden])") !== null;
    count();
    if (narrowed) jump();
  }

  // The first hit stands right below the bar, wherever the page stood before.
  function jump() {
    const first = rows.find((row) => !row.hidden) ?? nothing;
    const top = first.getBoundingClientRect().top + scrollY;
    const room = bar.getBoundingClientRect().height + 12;
    scrollTo({ top: top - room, behavior: "instant" });
  }

  function count() {
    let total = 0;
    for (const { list, rows, folds, count } of lists) {
      const shown = rows.filter((row) => !row.hidden).length;
      total += shown;
      const size = Number(list.dataset.size);
      count.textContent = shown === rows.length ? `${size} 件` : `${shown}／${size} 件`;
      for (const fold of folds) fold.hidden = rows.length > 0 && !fold.querySelector(".finding:not([hidden])");
    }
    said.textContent = total || !rows.length ? `顯示 ${total}／${rows.length} 件` : "沒有符合的項目";
    nothing.hidden = total > 0 || !rows.length;
  }

  function sort() {
    const key = order.value;
    for (const { list, rows } of lists) {
      list.classList.toggle("sorted", key !== "");
      const sorted = [...rows].sort((a, b) => place.get(a) - place.get(b));
      if (key) {
        sorted.sort((a, b) => (a.dataset[key] < b.dataset[key] ? -1 : a.dataset[key] > b.dataset[key] ? 1 : 0));
        list.append(...sorted);
      } else {
        for (const row of sorted.reverse()) home.get(row)[0].insertBefore(row, home.get(row)[1]);
      }
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
  land();
})();
