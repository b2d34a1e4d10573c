// Runs once for each part of the screen of reports: the work that takes long, the screen itself, and the line that
// says where comments are kept. `element`, `trigger` and `watch` are given by gr.HTML.
const { say, focusOn, path } = window.askkloe;
const here = () => document.documentElement.dataset.screen === 'report';
// What a window has in hand and the server need not know: wordings being typed, ticks, the filter and open folds.
const known = (window.askkloe.report ??= { typing: new Map(), ticked: new Set(), key: '*', folds: new Map(), report: '' });
const WAIT_MS = 500;
const MOST_MB = 25;
const KINDS = ['.pdf', '.docx', '.txt', '.md'];
const all = (selector, root = element) => [...root.querySelectorAll(selector)];

// -- work that takes long -------------------------------------------------------------------------------
if (element.closest('#report-work')) {
  let under = false;
  let seen = false; // what came of it was shown on this screen
  watch('value', () => {
    const working = element.querySelector('.working');
    const over = element.querySelector('.over');
    document.documentElement.classList.toggle('report-working', Boolean(working));
    if (working && !under) { focusOn(working); say(working.querySelector('h2').textContent); working.scrollIntoView({ block: 'nearest' }); }
    under = Boolean(working);
    const problem = element.querySelector('[role="alert"]');
    if (problem) { focusOn(problem); problem.scrollIntoView({ block: 'nearest' }); }
    if (!over) return;
    say(over.textContent);
    seen = here();
    if (!seen) return;
    if (over.dataset.go) {
      element.replaceChildren();
      window.location.hash = over.dataset.go;
    } else focusOn(over);
  });
  element.addEventListener('click', (event) => {
    if (event.target.closest('[data-do="stop"]')) trigger('stop', { stop: true });
  });
  window.addEventListener('hashchange', () => {
    if (seen && !under) element.replaceChildren();
    seen ||= here();
  });
  return;
}
if (element.closest('#report-state')) {
  watch('value', () => { if (element.textContent.trim()) say(element.textContent.trim()); });
  return;
}

// -- what is shown of what is there -----------------------------------------------------------------------
const root = () => element.querySelector('.inspection');
const report = () => root()?.dataset.report || '';
const item = (identity) => all('.finding').find((one) => one.dataset.finding === identity);
const foldName = (fold) => `${fold.closest('.finding')?.dataset.finding || ''}/${fold.dataset.fold}`;
const heading = (one) => one?.querySelector('h4');
const typed = (identity) => `${report()} ${identity}`; // its key among the wordings being typed

const showFilter = () => {
  const buttons = all('[data-do="filter"]');
  if (!buttons.some((button) => button.dataset.key === known.key)) known.key = '*';
  buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.key === known.key)));
  all('#rp-shortfalls > .finding').forEach((one) => { one.hidden = known.key !== '*' && one.dataset.key !== known.key; });
};
const showTicks = () => {
  const boxes = all('[data-tick]');
  const there = new Set(boxes.map((box) => box.closest('.finding').dataset.finding));
  known.ticked = new Set([...known.ticked].filter((identity) => there.has(identity)));
  boxes.forEach((box) => { box.checked = known.ticked.has(box.closest('.finding').dataset.finding); });
  all('.ticked-count').forEach((count) => { count.textContent = known.ticked.size; });
  all('[data-do="draft-ticked"]').forEach((button) => { button.disabled = !known.ticked.size; });
};
const showEdit = (identity) => {
  const one = item(identity);
  const form = element.querySelector('.edit-form form');
  if (!one || !form) return null;
  const place = one.querySelector('.edit-place');
  const mine = form.cloneNode(true);
  for (const labelled of all('[id], [for], [aria-describedby]', mine)) {
    for (const name of ['id', 'for', 'aria-describedby']) {
      if (labelled.hasAttribute(name)) labelled.setAttribute(name, `${labelled.getAttribute(name)}-${identity}`);
    }
  }
  const box = mine.querySelector('textarea');
  box.value = known.typing.get(typed(identity)).text;
  place.replaceChildren(mine);
  grow(box);
  return box;
};
const grow = (box) => {
  if (!box.checkVisibility()) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 4}px`;
};
const wordsOf = (one) => all('.report-words .sentence', one).map((part) => part.textContent).join(' ');
const saysOf = (one) => one.querySelector('.own-words')?.textContent || wordsOf(one);

// -- acting --------------------------------------------------------------------------------------------------
let acted = null; // what was done last, and where, so that the focus comes back to it
const send = (what, one = null, button = null) => {
  const rows = all('.finding:not([hidden])');
  const after = one && rows[rows.indexOf(one) + 1];
  acted = {
    do: what.do,
    finding: one?.dataset.finding,
    next: after?.dataset.finding,
    top: one?.getBoundingClientRect().top,
    button: button?.dataset.do,
  };
  trigger('submit', { report: report(), page: root().dataset.page, finding: one?.dataset.finding || '', ...what });
};
const openDialog = (name, one, fill) => {
  const dialog = element.querySelector(`#rp-${name}`);
  dialog.dataset.finding = one.dataset.finding;
  dialog.querySelector('.about-which').textContent = saysOf(one);
  fill?.(dialog);
  dialog.showModal();
};
const splitInto = (dialog, one) => {
  const place = dialog.querySelector('.split-at');
  place.querySelectorAll('.option').forEach((option) => option.remove());
  all('.report-words .sentence', one).slice(1).forEach((part, n) => {
    const option = document.createElement('span');
    option.className = 'option';
    option.innerHTML = `<input type="radio" name="rp-split-at" id="rp-split-${n}" value="${n + 1}"><label for="rp-split-${n}"></label>`;
    option.querySelector('label').textContent = part.textContent;
    option.querySelector('input').checked = n === 0;
    place.append(option);
  });
};
const openMerge = (dialog, one) => {
  const select = dialog.querySelector('select');
  for (const option of select.options) option.hidden = option.disabled = option.value === one.dataset.finding;
  const rows = all('.finding:not([hidden])');
  const next = rows[rows.indexOf(one) + 1] || rows.find((row) => row !== one);
  select.value = next?.dataset.finding || '';
};
const goTo = (identity) => {
  known.key = '*';
  showFilter();
  const one = item(identity);
  for (let fold = one?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  focusOn(heading(one));
  one?.scrollIntoView({ block: 'start' });
};
const act = (button) => {
  const one = button.closest('.finding');
  const identity = button.dataset.finding || '';
  switch (button.dataset.do) {
    case 'ask-first': document.getElementById(button.dataset.dialog).showModal(); break;
    case 'never-mind': button.closest('dialog').close(); break;
    case 'print': window.print(); break;
    case 'filter': known.key = button.dataset.key; showFilter(); break;
    case 'go-to': goTo(identity); break;
    case 'tick-all':
      all('#rp-shortfalls > .finding:not([hidden])').forEach((row) => known.ticked.add(row.dataset.finding));
      showTicks();
      say(`${known.ticked.size} ticked.`);
      break;
    case 'tick-none': known.ticked.clear(); showTicks(); say('Nothing is ticked.'); break;
    case 'edit': {
      if (!known.typing.has(typed(identity))) known.typing.set(typed(identity), { text: saysOf(one), was: saysOf(one) });
      showEdit(identity)?.focus();
      break;
    }
    case 'edit-back': {
      const box = one.querySelector('.edit-place textarea');
      box.value = wordsOf(one);
      known.typing.get(typed(one.dataset.finding)).text = box.value;
      grow(box);
      box.focus();
      break;
    }
    case 'edit-cancel':
      known.typing.delete(typed(one.dataset.finding));
      one.querySelector('.edit-place').replaceChildren();
      focusOn(one.querySelector('[data-do="edit"]'));
      break;
    case 'kloe-choose':
      openDialog('kloe', one, (dialog) => {
        const link = one.querySelector('.kloe a')?.getAttribute('href').replace('#good/', '');
        if (link) dialog.querySelector('select').value = link;
      });
      break;
    case 'merge-choose': openDialog('merge', one, (dialog) => openMerge(dialog, one)); break;
    case 'split-choose': openDialog('split', one, (dialog) => splitInto(dialog, one)); break;
    case 'kloe': send({ do: 'kloe', other: button.dataset.kloe }, one, button); break;
    case 'draft-all': trigger('apply', { report: report() }); break;
    case 'draft-ticked': trigger('apply', { report: report(), findings: [...known.ticked] }); break;
    case 'delete':
      button.closest('dialog').close();
      acted = { do: 'delete' };
      trigger('submit', { do: 'delete', report: button.dataset.report });
      break;
    case 'unjudge': {
      const judged = button.closest('.judged');
      all('input[type="radio"]', judged).forEach((input) => { input.checked = false; });
      note(judged, 0);
      judged.querySelector('input').focus();
      break;
    }
    default: send({ do: button.dataset.do }, one, button);
  }
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (button) act(button);
});
const problemAt = (form, text) => {
  const line = form.querySelector('.problem-line');
  line.textContent = text;
};
element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const dialog = form.closest('dialog');
  const one = dialog ? item(dialog.dataset.finding) : form.closest('.finding');
  const chosen = dialog?.querySelector('select')?.value;
  dialog?.close();
  switch (form.dataset.do) {
    case 'paste': {
      const text = form.querySelector('textarea').value;
      problemAt(form, text.trim() ? '' : 'Paste some words first.');
      if (text.trim()) trigger('upload', { text });
      else form.querySelector('textarea').focus();
      break;
    }
    case 'reword': {
      const held = known.typing.get(typed(one.dataset.finding));
      send({ do: 'reword', text: held.text, was: held.was }, one, one.querySelector('[data-do="edit"]'));
      break;
    }
    case 'kloe': send({ do: 'kloe', other: chosen }, one, one.querySelector('[data-do="kloe-choose"]')); break;
    case 'merge': if (chosen) send({ do: 'merge', other: chosen }, one, one.querySelector('[data-do="merge-choose"]')); break;
    case 'split': {
      const after = Number(dialog.querySelector('input:checked').value);
      send({ do: 'split', after }, one, one.querySelector('[data-do="split-choose"]'));
      break;
    }
    case 'state': {
      const state = form.querySelector('input[type="radio"]:checked')?.value || '';
      send({ do: 'state', other: state, day: form.querySelector('#rp-emailed').value });
      break;
    }
    case 'follow': send({ do: 'follow', other: form.querySelector('select').value }); break;
  }
});

// -- files ---------------------------------------------------------------------------------------------------
const load = async (file, line) => {
  line.textContent = '';
  try {
    trigger('upload', await window.askkloe.readFile(file, { mostMb: MOST_MB, kinds: KINDS }));
  } catch (error) {
    line.textContent = error.message;
  }
};

// -- what is typed: wordings stay in the window, comments are sent after a moment ------------------------------
const changed = new Map();
let timer = null;
const told = new Map(); // what the server was told of a finding last
const read = (judged) => ({
  judgement: judged.querySelector('input[type="radio"]:checked')?.value || '',
  evidence: judged.querySelector('[data-name="evidence"]').value,
  dated: judged.querySelector('[data-name="dated"]').value,
  comment: judged.querySelector('[data-name="comment"]').value,
});
const sendJudged = () => {
  clearTimeout(timer);
  timer = null;
  if (!changed.size) return;
  const [{ of }] = changed.values();
  const rows = [...changed.entries()].map(([finding, { now }]) => ({ finding, ...now, was: told.get(finding) }));
  rows.forEach(({ finding, was, ...now }) => told.set(finding, now));
  changed.clear();
  trigger('select', { report: of, rows });
};
const note = (judged, wait) => {
  const now = read(judged);
  judged.classList.toggle('open', Boolean(now.judgement || now.evidence || now.comment || now.dated));
  changed.set(judged.dataset.finding, { of: report(), now });
  clearTimeout(timer);
  timer = setTimeout(sendJudged, wait);
};
element.addEventListener('change', (event) => {
  const { target } = event;
  if (target.matches('[data-upload]')) {
    const [file] = target.files;
    if (file) load(file, target.closest('.way-in').querySelector('.problem-line'));
    target.value = ''; // so that the same file can be chosen again
  } else if (target.matches('[data-tick]')) {
    known.ticked[target.checked ? 'add' : 'delete'](target.closest('.finding').dataset.finding);
    showTicks();
  } else if (target.name === 'rp-state') {
    element.querySelector('.emailed').hidden = target.value !== 'draft';
  } else if (target.closest('.judged')) note(target.closest('.judged'), 0);
});
element.addEventListener('input', (event) => {
  const { target } = event;
  if (target.tagName === 'TEXTAREA') grow(target);
  if (target.closest('.edit-place')) known.typing.get(typed(target.closest('.finding').dataset.finding)).text = target.value;
  const judged = target.closest('.judged');
  if (judged && target.type !== 'radio') note(judged, WAIT_MS);
});
element.addEventListener('toggle', (event) => {
  const fold = event.target;
  if (fold.dataset?.fold) known.folds.set(foldName(fold), fold.open);
}, true);
document.addEventListener('visibilitychange', () => { if (document.hidden) sendJudged(); });

// -- arriving: the address says what is shown --------------------------------------------------------------------
const backToWhere = () => {
  if (!acted) return false;
  const one = item(acted.finding);
  const list = one?.closest('details:not([open])') ? null : one;
  const target = list || item(acted.next);
  if (target && acted.top !== undefined) window.scrollBy(0, target.getBoundingClientRect().top - acted.top);
  const button = list && acted.button && list.querySelector(`[data-do="${acted.button}"]`);
  focusOn(button || heading(target) || element.querySelector(acted.do === 'state' ? '#rp-state' : 'h2'));
  return true;
};
watch('value', () => {
  const title = element.querySelector('h2');
  if (!title) return; // not drawn yet
  if (known.report !== report()) {
    known.ticked.clear();
    known.folds.clear();
    known.key = '*';
    known.report = report();
  }
  if (root().dataset.did !== acted?.do) acted = null; // it was not done: what was typed for it is still there
  if (acted?.do === 'reword') known.typing.delete(typed(acted.finding));
  all('details[data-fold]').forEach((fold) => { if (known.folds.has(foldName(fold))) fold.open = known.folds.get(foldName(fold)); });
  showFilter();
  showTicks();
  all('.finding').filter((one) => known.typing.has(typed(one.dataset.finding))).forEach((one) => showEdit(one.dataset.finding));
  told.clear();
  all('.judged').forEach((judged) => told.set(judged.dataset.finding, read(judged)));
  all('textarea').forEach(grow);
  if (here() && path()) document.title = `${title.textContent} – AskKLOE`;
  const said = element.querySelector('.said')?.textContent;
  if (acted && said) say(said);
  if (!backToWhere() && known.moved && here()) focusOn(title);
  acted = null;
  known.moved = false;
});
window.addEventListener('hashchange', () => { known.moved = true; });
window.addEventListener('askkloe:shown', (event) => {
  sendJudged();
  if (event.detail === 'report') trigger('load', { address: path() });
});
if (here()) trigger('load', { address: path() });
