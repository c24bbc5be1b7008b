// The list of findings: what is ticked, what a decision asks for, and keys.
(() => {
  'use strict';
  for (const print of document.querySelectorAll('[data-print]')) {
    print.hidden = false;
    print.addEventListener('click', () => globalThis.print());
  }
  const search = document.querySelector('[data-search]');
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === '/' && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      search.focus();
      event.preventDefault();
    }
  });
  const bulk = document.getElementById('bulk');
  if (!bulk) return;
  const boxes = [...document.querySelectorAll('input[form="bulk"][name="id"]')];
  const all = document.querySelector('[data-all]');
  const said = bulk.querySelector('[data-ticked]');
  const go = bulk.querySelector('[data-go]');
  const decision = bulk.querySelector('[data-decision]');
  const count = () => {
    const ticked = boxes.filter((each) => each.checked).length;
    said.textContent = ticked === 0 ? 'Tick findings to decide about several at once.'
      : ticked === 1 ? '1 finding ticked' : `${ticked} findings ticked`;
    bulk.classList.toggle('on', ticked > 0);
    go.disabled = ticked === 0;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  const fields = () => {
    for (const label of bulk.querySelectorAll('[data-for]')) {
      const wanted = label.dataset.for.split(' ').includes(decision.value);
      label.hidden = !wanted;
      label.querySelector('input').disabled = !wanted;
    }
    const why = bulk.querySelector('[name="why"]');
    why.required = decision.value === 'waive' || decision.value === 'comment';
    why.placeholder = why.required ? 'Why' : 'Why, if you like';
  };
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const each of boxes) each.checked = all.checked;
    count();
  });
  let last = null;
  for (const box of boxes) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
      }
      last = box;
      count();
    });
  }
  decision.addEventListener('change', fields);
  document.querySelector('table[data-rows]').addEventListener('keydown', (event) => {
    const row = event.target.closest('tbody tr');
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('select, textarea')) return;
    const box = row.querySelector('input[name="id"]');
    if (event.key === 'x') {
      box.checked = !box.checked;
      count();
    } else if (event.key === 'a') {
      if (!boxes.some((each) => each.checked)) box.checked = true;
      decision.value = 'accept';
      fields();
      bulk.requestSubmit(go.disabled ? undefined : go);
    } else {
      return;
    }
    event.preventDefault();
  });
  count();
  fields();
})();
