// The queue of accounts by keyboard, and the desk that changes beside it.
(() => {
  'use strict';

  const accounts = document.getElementById('accounts');
  const links = () => (accounts ? [...accounts.querySelectorAll('a[data-at]')] : []);
  const current = () => links().findIndex((link) => link.getAttribute('aria-current') === 'true');

  const mark = (at) => {
    for (const link of links()) {
      if (link.dataset.at === at) {
        link.setAttribute('aria-current', 'true');
        link.scrollIntoView({ block: 'nearest' });
        history.replaceState(null, '', link.getAttribute('href'));
      } else {
        link.removeAttribute('aria-current');
      }
    }
  };

  const shown = links()[current()];
  if (shown) shown.scrollIntoView({ block: 'nearest' });

  document.addEventListener('htmx:afterSwap', (event) => {
    // Once accounts were matched again, the list is another; whoever is typing is left alone.
    const matching = document.getElementById('matching');
    const typing = document.activeElement && document.activeElement.matches('input, textarea, select');
    if (event.detail.target.id === 'matching' && matching && !('busy' in matching.dataset) && !typing) {
      location.reload();
    }
    if (event.detail.target.id === 'desk') {
      const desk = document.getElementById('desk');
      if (desk && desk.dataset.at) mark(desk.dataset.at);
    }
  });

  const act = (key) => {
    const target = document.querySelector(`#desk [data-key="${key}"]`);
    if (!target) return false;
    if (target.tagName === 'SUMMARY') {
      target.parentElement.open = true;
      const field = target.parentElement.querySelector('input:not([type=hidden])');
      (field || target).focus();
      target.scrollIntoView({ block: 'nearest' });
    } else {
      target.click();
    }
    return true;
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) {
      if (event.key === 'Escape' && event.target.closest('#desk')) {
        document.getElementById('account').focus();
      }
      return;
    }
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const all = links();
      const to = all[Math.min(all.length - 1, Math.max(0, current() + step))];
      if (to) {
        to.focus();
        to.click();
        event.preventDefault();
      }
    } else if (event.key === '/') {
      document.getElementById('search').focus();
      event.preventDefault();
    } else if (['c', 'r', 'g', 'i', 's', 'u'].includes(event.key) && act(event.key)) {
      event.preventDefault();
    }
  });
})();
