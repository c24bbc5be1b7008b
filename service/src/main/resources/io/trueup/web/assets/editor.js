// The editor of a rule file: Ace over the form's own text area, problems while somebody types,
// scenarios run in place. Without it the form still saves.
(() => {
  'use strict';
  const area = document.getElementById('text');
  if (!area || !window.ace) return;
  const token = document.body.dataset.token;
  const path = area.dataset.path;
  const form = area.form;
  const standing = document.getElementById('standing');
  const list = document.getElementById('problems');

  const box = document.createElement('div');
  box.className = 'editor';
  area.after(box);
  area.hidden = true;
  ace.config.set('useStrictCSP', true);
  ace.config.set('basePath', new URL('ace/', document.querySelector('script[src*="/editor.js"]').src).pathname);
  const mode = { drl: 'drools', yml: 'yaml' }[path.split('.').pop()] || 'text';
  const editor = ace.edit(box, {
    value: area.value, mode: `ace/mode/${mode}`, useWorker: false, showPrintMargin: false, tabSize: 4,
    useSoftTabs: true, fontSize: 13, scrollPastEnd: 0.3, enableKeyboardAccessibility: true, highlightActiveLine: true,
    wrap: true, indentedSoftWrap: true,
    enableBasicAutocompletion: mode === 'drools', enableLiveAutocompletion: mode === 'drools', liveAutocompletionThreshold: 2,
    textInputAriaLabel: area.getAttribute('aria-label'),
  });
  // Chromium lets one tab to whatever scrolls.
  box.querySelectorAll('.ace_scrollbar').forEach((bar) => { bar.tabIndex = -1; });
  const session = editor.session;
  editor.commands.addCommand({ name: 'save', bindKey: { win: 'Ctrl-S', mac: 'Command-S' }, exec: () => form.requestSubmit() });
  let clean = editor.getValue();
  addEventListener('beforeunload', (event) => {
    if (editor.getValue() !== clean) event.preventDefault();
  });

  // Saving keeps the text where it cannot be saved: somebody was faster, the session is over.
  const complain = (text) => {
    const notice = document.createElement('div');
    notice.id = 'not-saved';
    notice.className = 'notice bad';
    notice.setAttribute('role', 'alert');
    notice.append(document.createElement('p'));
    notice.firstChild.textContent = `Not saved; your text is still here. ${text}`;
    document.getElementById('not-saved')?.remove();
    document.querySelector('.book').before(notice);
  };
  const button = document.querySelector('button[form="edit"]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (button.hasAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    const text = editor.getValue();
    area.value = text;
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' }, redirect: 'manual',
      });
      if (answer.type === 'opaqueredirect') {
        clean = text;
        location.replace(`${location.pathname}?line=${editor.getCursorPosition().row + 1}`);
      } else {
        complain((await answer.json()).detail || '');
      }
    } catch {
      complain('The service does not answer.');
    }
    button.removeAttribute('aria-busy');
  });

  const line = Number(new URLSearchParams(location.search).get('line'));
  if (line > 0) editor.gotoLine(line, 0, false);

  // The rule language: what may stand here, and what the word under the cursor means.
  const help = document.getElementById('help');
  const row = (parts) => {
    const li = document.createElement('li');
    parts.forEach((text, i) => {
      const part = document.createElement(['code', 'small', 'span'][i]);
      part.textContent = text;
      li.append(part, ' ');
    });
    return li;
  };
  const explain = (told) => {
    help.hidden = !told;
    if (!told) return;
    help.querySelector('.term code').textContent = told.name;
    help.querySelector('.term small').textContent = told.kind;
    help.querySelector('.meaning').textContent = told.text;
    help.querySelector('ul').replaceChildren(...(told.rows || []).map(row));
  };
  const upTo = (at) => session.getLines(0, at.row - 1).concat(session.getLine(at.row).slice(0, at.column)).join('\n');
  const assist = (words) => {
    editor.completers = [{
      id: 'rules', triggerCharacters: ['.', '('],
      getCompletions: (ed, sess, at, prefix, done) => done(null, words.completions(upTo(at), prefix)),
    }];
    let later = 0;
    editor.selection.on('changeCursor', () => {
      clearTimeout(later);
      later = setTimeout(() => {
        const at = editor.getCursorPosition();
        const end = at.column + session.getLine(at.row).slice(at.column).match(/^\w*/)[0].length;
        const text = upTo({ row: at.row, column: end });
        explain(words.about(text, text.match(/[$@]?\w*$/)[0]));
      }, 150);
    });
    const fresh = document.getElementById('new-rule');
    fresh.hidden = false;
    fresh.addEventListener('click', () => {
      editor.navigateFileEnd();
      if (session.getLine(session.getLength() - 1)) editor.insert('\n');
      editor.insert('\n');
      ace.require('ace/snippets').snippetManager.insertSnippet(editor, words.newRule());
      editor.renderer.alignCursor(editor.getCursorPosition(), 0.3);
      editor.focus();
    });
  };
  if (mode === 'drools') {
    editor.completers = [];
    fetch(area.dataset.words, { headers: { Accept: 'application/json' } })
      .then((answer) => (answer.ok ? answer.json().then((words) => assist(RuleWords.of(words))) : null))
      .catch(() => {}); // without them it is an editor all the same
  }

  // Problems: of the text as it is, half a second after the last key.
  let waiting = 0;
  let asked = 0;
  let markers = [];
  const item = (at, advice) => {
    const li = document.createElement('li');
    if (advice) li.className = 'advice';
    const here = at.file === path;
    const go = document.createElement(here ? 'button' : 'b');
    go.textContent = here ? `Line ${at.line}` : `${at.file}:${at.line}`;
    if (here) {
      go.type = 'button';
      go.addEventListener('click', () => { editor.gotoLine(at.line, Math.max(0, at.column - 1), true); editor.focus(); });
    }
    const text = document.createElement('span');
    text.textContent = ` ${at.message}`;
    li.append(go, text);
    if (at.hint) {
      const hint = document.createElement('span');
      hint.className = 'hint';
      hint.textContent = at.hint;
      li.append(hint);
    }
    return li;
  };
  const show = ({ problems, advice }) => {
    const here = [...problems.map((at) => ({ ...at, type: 'error' })), ...advice.map((at) => ({ ...at, type: 'warning' }))]
      .filter((at) => at.file === path);
    session.setAnnotations(here.map((at) => ({ row: at.line - 1, column: at.column - 1, text: `${at.message}\n${at.hint}`, type: at.type })));
    markers.forEach((marker) => session.removeMarker(marker));
    const Range = ace.require('ace/range').Range;
    markers = here.filter((at) => at.type === 'error')
      .map((at) => session.addMarker(new Range(at.line - 1, 0, at.line - 1, 1), 'bad-line', 'fullLine'));
    list.replaceChildren(...problems.map((at) => item(at, false)), ...advice.map((at) => item(at, true)));
    if (!problems.length && !advice.length) {
      const fine = document.createElement('li');
      fine.className = 'note';
      fine.textContent = 'None.';
      list.append(fine);
    }
    standing.textContent = problems.length ? `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}` : 'No problems';
  };
  const look = async () => {
    const mine = ++asked;
    standing.textContent = 'Checking …';
    try {
      const answer = await fetch(area.dataset.look, {
        method: 'POST', body: editor.getValue(),
        headers: { 'Content-Type': 'text/plain; charset=utf-8', Accept: 'application/json', 'X-Csrf-Token': token },
      });
      if (mine !== asked) return;
      const told = await answer.json();
      if (answer.ok) {
        show(told);
      } else {
        standing.textContent = told.detail || 'The check could not be made.';
        if (answer.status === 503) waiting = setTimeout(look, 2000);
      }
    } catch {
      standing.textContent = 'The check could not be made: the service does not answer.';
    }
  };
  session.on('change', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 500);
  });
  look();

  // A scenario runs in place and shows its report below its name. It runs what is saved.
  const trials = [...document.querySelectorAll('#trials form')];
  const run = async (trial) => {
    const button = trial.querySelector('button');
    if (button.getAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    const li = trial.closest('li');
    let report = li.querySelector('.outcome');
    if (!report) {
      report = document.createElement('div');
      report.className = 'outcome';
      report.setAttribute('role', 'status');
      li.append(report);
    }
    try {
      const answer = await fetch(trial.action, {
        method: 'POST', body: new URLSearchParams(new FormData(trial)), headers: { Accept: 'text/html' },
      });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const parts = [...page.querySelectorAll('#trial .pill, #trial .report, .notice.bad p')];
      report.replaceChildren(...parts.map((part) => document.importNode(part, true)));
      if (!parts.length) report.textContent = page.querySelector('.door h1 + p')?.textContent || 'It could not be run.';
      if (editor.getValue() !== clean) {
        const note = document.createElement('p');
        note.className = 'note';
        note.textContent = 'As it was saved last.';
        report.append(note);
      }
    } catch {
      report.textContent = 'The service does not answer.';
    }
    button.removeAttribute('aria-busy');
  };
  for (const trial of trials) {
    trial.addEventListener('submit', (event) => {
      event.preventDefault();
      event.stopPropagation();
      run(trial);
    });
  }
  const all = document.getElementById('run-all');
  if (all && trials.length > 1) {
    all.hidden = false;
    all.addEventListener('click', async () => {
      if (all.hasAttribute('aria-busy')) return;
      all.setAttribute('aria-busy', 'true');
      for (const trial of trials) await run(trial);
      all.removeAttribute('aria-busy');
    });
  }
})();
