// Runs in <head> before anything is painted, so that the text has the reader's size from the start.
(() => {
  "use strict";

  const root = document.documentElement;
  const KEY = "text-size";
  const STEPS = 5;
  const USUAL = 2;
  const { commentCounts } = document.currentScript.dataset;

  // Storage can be forbidden; what is chosen then lasts as long as the page.
  function recalled(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // The page shows it all the same.
    }
  }

  function remembered() {
    const size = Number(recalled(KEY));
    return Number.isInteger(size) && size >= 1 && size <= STEPS ? size : USUAL;
  }

  const textSize = () => Number(root.dataset.textSize);
  root.dataset.textSize = remembered();
  root.toggleAttribute("data-can-share", "share" in navigator);

  function copied(text) {
    const held = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    held.focus();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copied(text); // without https there is no clipboard
    }
  }

  // Where the browser itself shares nothing, the button opens the links that stand under the article.
  function openable(opener, links, copier) {
    const menu = links.cloneNode(true);
    const first = document.createElement("li");

    function open(shall) {
      menu.hidden = !shall;
      opener.setAttribute("aria-expanded", shall);
    }
    function close() {
      open(false);
      opener.focus();
    }
    const isOutside = (element) => !menu.contains(element) && !opener.contains(element);

    menu.className = "share-menu";
    first.append(copier);
    menu.prepend(first);
    opener.after(menu);
    open(false);
    menu.addEventListener("click", (event) => event.target.closest("a, button") && close());
    menu.parentElement.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !menu.hidden) close();
    });
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && isOutside(relatedTarget)) open(false);
    });
    document.addEventListener("click", ({ target }) => isOutside(target) && open(false));
    return () => open(menu.hidden);
  }

  function wireTools(tools) {
    const said = tools.querySelector("[role=status]");
    const button = (name) => tools.querySelector(`[data-do=${name}]`);
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const headline = document.querySelector("h1").textContent;

    function say(words) {
      said.textContent = words;
      setTimeout(() => {
        if (said.textContent === words) said.textContent = "";
      }, 4000);
    }

    function mark() {
      const ends = { smaller: 1, larger: STEPS };
      for (const shown of document.querySelectorAll("[data-do=smaller], [data-do=larger]")) {
        shown.setAttribute("aria-disabled", textSize() === ends[shown.dataset.do]);
      }
    }

    function resize(by) {
      const size = Math.min(Math.max(textSize() + by, 1), STEPS);
      root.dataset.textSize = size;
      remember(KEY, size);
      mark();
      say(`${tools.dataset.size} ${size}/${STEPS}`);
    }

    const verbs = {
      smaller: () => resize(-1),
      larger: () => resize(1),
      print: () => print(),
      copy: async () => say((await copy(address)) ? tools.dataset.copied : tools.dataset.failed),
      async share() {
        try {
          await navigator.share({ title: headline, url: address });
        } catch {
          // The reader thought better of it.
        }
      },
    };
    const links = document.querySelector(".share-links");
    if (links && !("share" in navigator)) verbs.share = openable(button("share"), links, button("copy"));
    for (const group of [tools, document.querySelector(".thumb")]) {
      group.addEventListener("click", ({ target }) => verbs[target.closest("button")?.dataset.do]?.());
    }
    // Another tab may have changed it while this page was behind.
    function recall() {
      root.dataset.textSize = remembered();
      mark();
    }
    addEventListener("storage", recall);
    addEventListener("pageshow", (event) => event.persisted && recall());
    mark();
  }

  // The reader's town comes first; nobody but this browser knows which it is.
  function wireTowns(band) {
    const choice = band.querySelector("select");
    const lists = [...band.querySelectorAll(".town-chips, .town-news")];
    const inOrder = new Map(lists.map((list) => [list, [...list.children]]));

    function show(town) {
      for (const [list, items] of inOrder) {
        for (const item of items) item.classList.toggle("own", item.dataset.town === town);
        list.replaceChildren(...[...items].sort((a, b) => b.matches(".own") - a.matches(".own")));
      }
    }
    function offer(card) {
      choice.add(new Option(card.querySelector(".town-name").textContent, card.dataset.town));
    }
    function recall() {
      choice.value = recalled("town") ?? "";
      if (choice.selectedIndex > 0) show(choice.value);
      else choice.selectedIndex = 0;
      return choice.selectedIndex > 0;
    }

    // Of a town where little happens the front has nothing: its card comes from the page of all regions.
    function fetchCard() {
      const request = new XMLHttpRequest();
      request.open("GET", band.querySelector(".town-chips li:last-child a").href);
      request.responseType = "document";
      request.onload = () => {
        const cards = [...(request.response?.querySelectorAll(".town") ?? [])];
        const own = cards.find((card) => card.dataset.town === recalled("town"));
        if (!own) return;
        const [list, items] = [...inOrder].at(-1);
        inOrder.set(list, [...items.slice(0, -1), document.adoptNode(own)]);
        offer(own);
        recall();
      };
      request.send();
    }

    for (const card of band.querySelectorAll(".town")) offer(card);
    if (!recall() && recalled("town") && band.matches(".towns")) fetchCard();
    choice.addEventListener("change", () => {
      remember("town", choice.value);
      show(choice.value);
    });
  }

  // Who scrolls back wants something else than to read on.
  function followScrolling() {
    let last = scrollY;
    function look() {
      if (Math.abs(scrollY - last) < 8) return;
      root.toggleAttribute("data-up", scrollY < last && scrollY > innerHeight / 2);
      last = scrollY;
    }
    addEventListener("scroll", look, { passive: true });
  }

  // The links of the foot, as a sheet over the page; without a script one gets to the foot.
  function wireMenu(menu) {
    function open(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!menu.querySelector("nav")) {
        const all = document.getElementById("all").cloneNode(true);
        all.removeAttribute("id");
        menu.append(all);
      }
      menu.showModal();
    }
    for (const link of document.querySelectorAll("a[href='#all']")) link.addEventListener("click", open);
    menu.querySelector("button").addEventListener("click", () => menu.close());
    menu.addEventListener("click", ({ target }) => target === menu && menu.close());
  }

  // Once the page is seen: not when it is only prepared or opened behind.
  function whenSeen(act) {
    const seen = () => !document.prerendering && document.visibilityState === "visible";
    let acted = false;
    function look() {
      if (!acted && seen()) {
        acted = true;
        act();
      }
    }
    document.addEventListener("prerenderingchange", look);
    document.addEventListener("visibilitychange", look);
    look();
  }

  function showCounts(counts) {
    for (const shown of document.querySelectorAll("[data-comments]")) {
      const count = counts[shown.dataset.comments];
      if (count === undefined) continue;
      shown.querySelector("b").textContent = count.toLocaleString("en");
      shown.hidden = !count;
    }
  }

  // Pages are kept: what has changed since is told apart from them. Without it their numbers are a minute old.
  const ask = () => fetch(commentCounts);

  async function correctCounts(ways) {
    for (const answer of ways) {
      try {
        return showCounts(await (await answer()).json());
      } catch {
        // The next way, and after the last one the old numbers stand.
      }
    }
  }

  // A view is told, and its answer tells the numbers; where that is blocked they are asked for.
  function wireCounts(article, hasCounts) {
    const headers = { accept: hasCounts ? "application/json" : "*/*" };
    const beacon = { method: "POST", body: article?.dataset.article, headers, keepalive: true };
    const tell = () => fetch(article.dataset.count, beacon);
    whenSeen(() => correctCounts([article && tell, hasCounts && ask].filter(Boolean)));
    if (!hasCounts) return;
    addEventListener("pageshow", (event) => event.persisted && correctCounts([ask]));
    document.addEventListener("comments", ({ detail }) => showCounts(detail));
  }

  // Photos and films open in their page, by scripts that come with the first; without them their links lead there.
  function openHere(viewer) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".photo-link, .film > a[data-frame]");
      const script = link?.dataset.script ?? viewer?.dataset.script;
      if (!link || !script || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      import(script).then(
        ({ open }) => open(link),
        () => location.assign(link.href),
      );
    });
  }

  // The script of the comments comes when their reader does.
  function bringComments(section) {
    const bring = () => import(section.dataset.script);
    const near = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && bring(), {
      rootMargin: "0px 0px 900px",
    });
    near.observe(section);
    section.addEventListener("focusin", bring, { once: true });
  }

  // On a narrow screen the section that one is in may lie beyond the edge of the row.
  function showCurrent(row) {
    const { offsetLeft, offsetWidth } = row.querySelector("[aria-current]")?.parentElement ?? row;
    row.scrollLeft = offsetLeft - row.offsetLeft - (row.clientWidth - offsetWidth) / 2;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const row = document.querySelector(".sections ul");
    const tools = document.querySelector(".tools");
    const towns = document.querySelector(".towns, .all-towns");
    const article = document.querySelector("[data-count]");
    const comments = document.querySelector(".reader-comments");
    const menu = document.querySelector(".menu");
    const viewer = document.querySelector("#photo-viewer");
    followScrolling();
    if (menu?.showModal) wireMenu(menu);
    if (tools) wireTools(tools);
    if (towns) wireTowns(towns);
    openHere(viewer);
    wireCounts(article, document.querySelector("[data-comments]"));
    if (comments) bringComments(comments);
    // With the first frame, which waits for the style sheet.
    if (row) requestAnimationFrame(() => showCurrent(row));
  });
})();
