'use strict';
(function () {
  var form = document.querySelector('.controls');
  var bodies = Array.prototype.slice.call(document.querySelectorAll('.findings > tbody'));
  var main = bodies.filter(function (b) { return b.closest('#discrepancies'); });
  var cause = '';

  function apply() {
    var text = form.elements.text.value.trim().toLowerCase();
    var cls = form.elements['class'].value;
    var acts = form.elements.acts.value;
    var shown = 0;
    bodies.forEach(function (body) {
      var mine = main.indexOf(body) >= 0;
      var keep = !cause || body.dataset.cause === cause;
      if (mine) {
        keep = keep && (!cls || body.dataset['class'] === cls) && (!acts || body.dataset.acts === acts) &&
          (!text || body.rows[0].cells[0].textContent.toLowerCase().indexOf(text) >= 0);
      }
      if (cause && !mine && !keep && !body.closest('table').querySelector('[data-cause="' + cause + '"]')) keep = true;
      body.hidden = !keep;
      if (keep && mine) shown++;
    });
    Array.prototype.forEach.call(document.querySelectorAll('#discrepancies .findings'), function (table) {
      table.hidden = !table.querySelector(':scope > tbody:not([hidden])');
    });
    form.querySelector('output').textContent = shown === main.length ? '' : shown + ' of ' + main.length + ' shown';
  }

  function sort(th) {
    var table = th.closest('table');
    var column = th.cellIndex;
    var number = th.dataset.sort === 'number';
    var was = th.getAttribute('aria-sort');
    var down = was ? was === 'ascending' : number;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute('aria-sort'); });
    th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    Array.prototype.slice.call(table.tBodies).map(function (body) {
      var cell = body.rows[0].cells[column];
      return { body: body, key: number ? parseFloat(cell.dataset.value) || 0 : cell.textContent };
    }).sort(function (a, b) {
      var order = number ? a.key - b.key : a.key.localeCompare(b.key);
      return down ? -order : order;
    }).forEach(function (each) { table.appendChild(each.body); });
  }

  Array.prototype.forEach.call(document.querySelectorAll('th[data-sort]'), function (th) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = th.textContent;
    th.textContent = '';
    th.appendChild(button);
    button.addEventListener('click', function () { sort(th); });
  });

  window.addEventListener('beforeprint', function () {
    Array.prototype.forEach.call(document.querySelectorAll('details.more'), function (d) { d.open = true; });
  });

  if (form) {
    form.hidden = false;
    form.addEventListener('input', function () { cause = ''; apply(); });
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    form.addEventListener('reset', function () { cause = ''; setTimeout(apply); });
    form.elements.all.addEventListener('click', function () {
      var open = this.getAttribute('aria-pressed') !== 'true';
      this.setAttribute('aria-pressed', String(open));
      this.textContent = open ? 'Close all evidence' : 'Open all evidence';
      Array.prototype.forEach.call(document.querySelectorAll('.findings details'), function (d) { d.open = open; });
    });
    Array.prototype.forEach.call(document.querySelectorAll('a[data-cause]'), function (link) {
      link.addEventListener('click', function () {
        form.reset();
        setTimeout(function () { cause = link.dataset.cause; apply(); });
      });
    });
  }
}());
