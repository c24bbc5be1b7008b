// What pages gain from a script; each works without. No inline handlers: the policy forbids them.
(() => {
  'use strict';

  // Light or dark: what the reader chose is kept in a cookie, so that the server draws it at once.
  const root = document.documentElement;
  const button = document.getElementById('theme');
  if (button) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const dark = root.dataset.theme === 'auto'
        ? matchMedia('(prefers-color-scheme: dark)').matches
        : root.dataset.theme === 'dark';
      root.dataset.theme = dark ? 'light' : 'dark';
      document.cookie = `trueup_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    });
  }

  // Moments in the reader's own time zone.
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const localise = (within) => {
    for (const time of within.querySelectorAll('time[datetime]')) {
      const at = new Date(time.dateTime);
      if (!time.title && !Number.isNaN(at.valueOf())) {
        time.title = time.textContent;
        time.textContent = format.format(at);
      }
    }
  };
  localise(document);
  document.addEventListener('htmx:load', (event) => localise(event.detail.elt));

  // A menu closes with Escape and when something else is chosen.
  for (const menu of document.querySelectorAll('details.menu')) {
    document.addEventListener('click', (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
  }

  // A form is sent once; its button says that it is at work.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method === 'post') {
      form.dataset.sent = 'yes';
      const pressed = event.submitter;
      if (pressed) {
        pressed.setAttribute('aria-busy', 'true');
      }
    }
  });
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      form.querySelectorAll('[aria-busy]').forEach((each) => each.removeAttribute('aria-busy'));
    }
  });

  // Filters act when they are chosen.
  for (const field of document.querySelectorAll('form[data-auto] select, form[data-auto] input[type=checkbox]')) {
    field.addEventListener('change', () => field.form.requestSubmit());
  }

  // The arrow keys and j, k go from row to row, once one of a table's rows has the focus.
  for (const table of document.querySelectorAll('table[data-rows]')) {
    const links = [...table.querySelectorAll('tbody th a')];
    table.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      const now = links.indexOf(document.activeElement);
      if (!step || now < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      links[Math.min(links.length - 1, Math.max(0, now + step))].focus();
      event.preventDefault();
    });
  }

  // The file that is open is in sight, and a long list of files narrows to what is typed.
  for (const tree of document.querySelectorAll('nav.tree')) {
    const open = tree.querySelector('[aria-current]');
    if (open) tree.scrollTop = open.offsetTop - tree.offsetTop - tree.clientHeight / 3;
    const field = tree.querySelector('[data-narrows]');
    if (!field) continue;
    const folders = [...tree.querySelectorAll('details')].map((folder) => ({ folder, open: folder.open }));
    field.hidden = false;
    field.addEventListener('input', () => {
      const wanted = field.value.trim().toLowerCase();
      for (const leaf of tree.querySelectorAll('li')) leaf.hidden = !leaf.textContent.toLowerCase().includes(wanted);
      for (const { folder, open: was } of folders) {
        const any = folder.querySelector('li:not([hidden])') !== null;
        folder.hidden = !any;
        folder.open = wanted ? any : was;
      }
    });
  }
})();
