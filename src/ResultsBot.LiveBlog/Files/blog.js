// Brings what is new onto a page that is open. The page is whole without it.
"use strict";
(() => {
  const EVERY = 10_000; // ms between two looks
  const WHILE_TOLD = 60_000; // the same, where the blog says by itself when to look
  const SPREAD = 2_000; // ms within which all who are told at once come
  // Not what the browser has kept: it may show that for half a minute while it fetches anew.
  const NEWEST = { cache: "no-cache" };
  const MOST_STEPS = 20; // further behind than that, the page is opened anew
  const body = document.body;
  const settings = body.dataset;
  const feed = document.getElementById("updates");
  const toast = document.getElementById("toast");
  const status = document.getElementById("status");
  const title = document.title;
  let number = Number(settings.number);
  let told = 0; // the newest number that the blog said by itself
  let late = false; // a cache gave the page as it was before
  let waiting = 0;

  const words = (count) => (count === 1 ? settings.one : settings.many).replace("{0}", count);
  const atTop = () => feed.getBoundingClientRect().top > -40;
  const belongs = (article) =>
    !settings.area || article.dataset.areas.split(" ").includes(settings.area);

  const show = () => {
    for (const article of feed.querySelectorAll("article[hidden]")) {
      article.hidden = false;
      article.classList.add("fresh");
    }
    waiting = 0;
    toast.hidden = true;
    document.title = title;
  };

  const tell = () => {
    toast.textContent = words(waiting);
    toast.hidden = waiting === 0;
    document.title = waiting ? `(${waiting}) ${title}` : title;
    status.textContent = words(waiting);
  };

  // What is being read stays where it is on the screen, whatever changes above it.
  const still = (change) => {
    const read = [...feed.querySelectorAll("article:not([hidden])")].find(
      (a) => a.getBoundingClientRect().bottom > 0,
    );
    const before = read && !atTop() ? read.getBoundingClientRect().top : null;
    const id = read && read.id;
    change();
    const now = id && document.getElementById(id);
    if (before !== null && now) {
      scrollBy(0, now.getBoundingClientRect().top - before);
    }
  };

  const place = (article) => {
    const known = document.getElementById(article.id);
    if (known) {
      article.hidden = known.hidden;
      known.replaceWith(article);
      return;
    }
    // Only what is newer than all on the page, and only where the newest stand.
    const newest = feed.querySelector("article");
    const behind = newest && Number(newest.dataset.number) > Number(article.dataset.number);
    if (!settings.live || behind || !belongs(article)) {
      return;
    }
    document.getElementById("nothing")?.remove();
    article.hidden = true;
    newest ? newest.before(article) : feed.append(article);
    waiting += 1;
  };

  const replaceParts = (news) => {
    for (const part of news.querySelectorAll("[data-part]")) {
      document.getElementById(part.id)?.replaceWith(part);
    }
  };

  const apply = (text) => {
    const news = new DOMParser().parseFromString(text, "text/html");
    const step = news.querySelector("[data-through]");
    if (!step || Number(step.dataset.through) <= number) {
      return false;
    }
    if (settings.front) {
      replaceParts(news);
    }
    for (const article of [...news.querySelectorAll("article")].reverse()) {
      place(article);
    }
    number = Number(step.dataset.through);
    return true;
  };

  const newest = async () =>
    told > number ? told : (await (await fetch(`${settings.base}latest`, NEWEST)).json()).number;

  // A page about one place has its own state, map and table.
  const ownParts = async (through) => {
    const text = await (await fetch(location.href, NEWEST)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    late = Number(page.body.dataset.number) < through;
    return late ? null : page;
  };

  const look = async () => {
    const latest = await newest();
    if (latest <= number && !late) {
      return;
    }
    const steps = [];
    for (let from = number; from < latest; ) {
      if (steps.length === MOST_STEPS) {
        toast.textContent = settings.reload;
        toast.hidden = false;
        toast.onclick = () => location.reload();
        return;
      }
      const text = await (await fetch(`${settings.base}after/${from}`)).text();
      const through = /data-through="(\d+)"/.exec(text);
      if (!through || Number(through[1]) <= from) {
        break;
      }
      steps.push(text);
      from = Number(through[1]);
    }
    const own = settings.front ? null : await ownParts(latest);
    still(() => {
      steps.forEach(apply);
      if (own) {
        replaceParts(own);
      }
    });
    ages();
    if (waiting > 0) {
      tell();
      if (atTop() && document.visibilityState === "visible") {
        show();
      }
    }
  };

  // “6 min ago” behind the time on the clock, for as long as that is what one wants to know.
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, {
    numeric: "auto",
    style: "narrow",
  });
  const ages = () => {
    for (const time of document.querySelectorAll("time")) {
      const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000);
      const recent = minutes >= 0 && minutes < 60;
      time.dataset.clock ??= time.textContent;
      const text = recent
        ? `${time.dataset.clock} (${minutes ? ago.format(-minutes, "minute") : ago.format(0, "second")})`
        : time.dataset.clock;
      if (time.textContent !== text) {
        time.textContent = text;
      }
    }
  };

  // A link to an entry that is on a page of earlier ones by now.
  const find = () => {
    const sought = /^#no-(\d+)$/.exec(location.hash);
    if (sought && settings.front && !document.getElementById(`no-${sought[1]}`)) {
      const page = Math.floor((Number(sought[1]) - 1) / Number(settings.pageLength)) + 1;
      if (Number(sought[1]) <= number) {
        location.replace(`${settings.base}page/${page}${location.hash}`);
      }
    }
  };

  // One look at a time: two would bring the same twice.
  let looking = null;
  const lookOnce = () =>
    (looking ??= look()
      .catch(() => {
        // The line is down, or the page is: what has been missed comes next time.
      })
      .finally(() => {
        looking = null;
      }));
  const round = async () => {
    await lookOnce();
    setTimeout(round, stream?.readyState === EventSource.OPEN ? WHILE_TOLD : EVERY);
  };

  // Told at once, as long as the page is seen and there is a place for it: a browser has six connections for all its tabs.
  let stream = null;
  const listen = () => {
    if (stream || document.visibilityState !== "visible") {
      return;
    }
    stream = new EventSource(`${settings.base}events`);
    stream.onmessage = (line) => {
      told = Number(line.data);
      if (told > number) {
        setTimeout(lookOnce, Math.random() * SPREAD);
      }
    };
  };
  // One that was refused stays, closed: it is not asked for again.
  const rest = () => {
    if (stream && stream.readyState !== EventSource.CLOSED) {
      stream.close();
      stream = null;
    }
  };

  if (feed && toast && status) {
    toast.addEventListener("click", () => {
      show();
      feed.scrollIntoView();
      feed.focus({ preventScroll: true });
    });
    addEventListener("scroll", () => waiting > 0 && atTop() && show(), { passive: true });
    addEventListener("hashchange", find);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        lookOnce();
        listen();
      } else {
        rest();
      }
    });
    find();
    listen();
    setTimeout(round, EVERY);
  }
  ages();
  setInterval(ages, 30_000);

  // In somebody else's page: how much room it takes.
  if (parent !== window) {
    const height = () =>
      parent.postMessage(
        { resultsbot: "height", height: document.documentElement.scrollHeight },
        "*",
      );
    new ResizeObserver(height).observe(body);
    height();
  }
})();
