/* Only makes pages that already work quicker to use. No eval, no inline handlers, no storage. */
(() => {
  "use strict";
  const DRAFT_WAIT = 1000;
  const TWICE_WITHIN = 700;
  const SENT_FOR = 8000; // a file as the answer leaves the page standing: the form is usable again after this
  const typing = (el) => el && el.matches("input, textarea, select, [contenteditable]");

  /* Leave without a trace: the page is replaced, so Back does not lead here. */
  const hideLink = () => document.querySelector("a[data-hide]");
  const hide = () => location.replace(hideLink().href);
  let lastEscape = 0;

  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("a[data-hide]")) {
      event.preventDefault();
      hide();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && hideLink()) {
      if (event.timeStamp - lastEscape < TWICE_WITHIN) hide();
      lastEscape = event.timeStamp;
    }
    if (event.key === "/" && !typing(document.activeElement) && !event.ctrlKey && !event.metaKey) {
      const find = document.querySelector("[data-find]");
      if (find && find.offsetParent) {
        event.preventDefault();
        find.focus();
      }
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest && event.target.closest("form");
      if (form) form.requestSubmit();
    }
  });

  /* What lies open over the page closes again: a click beside it, or Escape. */
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-more][open]").forEach((one) => {
      if (!one.contains(event.target)) one.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest && event.target.closest("details[data-more][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* A form is sent once; Back makes it ready again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented || form.method === "get") return;
    form.dataset.sent = "1";
    form.querySelectorAll("button[type=submit]").forEach((one) => one.setAttribute("aria-disabled", "true"));
    setTimeout(ready, SENT_FOR);
  });
  const ready = () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button[aria-disabled]").forEach((one) => one.removeAttribute("aria-disabled"));
    });
  window.addEventListener("pageshow", ready);
  document.addEventListener("htmx:afterRequest", ready);

  /* Drafts: what is typed is kept on the server, so a time-out takes nothing. */
  const waiting = new WeakMap();
  const tell = (form, words) => {
    const place = form.querySelector("[data-draft-status]") || document.querySelector("[data-draft-status]");
    if (place) place.textContent = words;
  };
  const save = async (form) => {
    try {
      const page = encodeURIComponent(location.pathname);
      const answer = await fetch(form.dataset.draft || `${document.body.dataset.drafts}?side=${page}`, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        credentials: "same-origin",
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = new Date().toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" });
      tell(form, `Kladde gemt ${now.replace(":", ".")}`);
    } catch {
      tell(form, "Kladden er ikke gemt. Vi prøver igen, når du skriver videre.");
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest("form[method=post]");
    const keeps = form && !("noDraft" in form.dataset) && (form.dataset.draft || (document.body.dataset.drafts && form.querySelector("textarea")));
    if (!keeps) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), DRAFT_WAIT));
  });

  /* Paper: the browser prints what the page's print style shows. */
  document.querySelectorAll("[data-print]").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", () => window.print());
  });

  /* A table twin opened by its address, and faults read first. */
  const openTarget = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const found = name && document.getElementById(name);
    if (found && found.matches("details")) found.open = true;
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();
  const faults = document.querySelector("[data-errors]");
  if (faults) faults.focus();
})();
