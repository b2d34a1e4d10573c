// Last part: what buttons do, and arriving at an address.
const ticks = () => Object.fromEntries(all('.draft-head input').map((box) => [box.dataset.draft, box.checked]));
const addDrafts = (form) => {
  const drafts = all('.draft-head input:checked', form).map((box) => ({
    draft: Number(box.dataset.draft),
    into: form.querySelector(`input[name="into-${box.dataset.draft}"]:checked`)?.value || '',
  }));
  send('add-drafts', { drafts, chosen: form.querySelector('#add-plan').value, name: form.querySelector('#add-name').value });
};
const FORMS = {
  'new-plan': (form) => send('new-plan', { name: form.elements.name.value }),
  rename: (form) => { form.closest('dialog').close(); send('rename', { plan: form.dataset.plan, name: form.elements.name.value }); },
  'save-item': () => saveEditor(false),
  'save-details': () => saveEditor(false),
  'close-item': close,
  'add-drafts': addDrafts,
  'draft-text': (form) => {
    saidHere('Drafting…');
    send('draft-text', { text: form.querySelector('textarea').value, kind: form.querySelector('select').value, address: path() });
  },
};
const DOES = {
  print: () => window.print(),
  sort: (button) => sortBy(button.dataset.column),
  'clear-filters': () => { known.filters = {}; startTable(); root().querySelector('#plan-text').focus(); say('All are shown.'); },
  place: (button) => { known.opener = button; trigger('click', { plan: root().dataset.plan || '', place: button.dataset.place }); },
  'ask-first': (button) => document.getElementById(button.dataset.dialog).showModal(),
  'never-mind': (button) => button.closest('dialog').close(),
  'keep-open': (button) => { button.closest('dialog').close(); closing?.opener?.focus(); },
  'add-row': (button) => { addRow(button); note(); },
  'row-up': (button) => { moveRow(button, -1); note(); },
  'row-down': (button) => { moveRow(button, 1); note(); },
  'row-remove': (button) => { removeRow(button); note(); },
  'offer-day': (button) => { offerDay(button); note(); },
  stay: (button) => { known.leaveTo = null; button.closest('dialog').close(); },
  leave: (button) => { button.closest('dialog').close(); known.dirty = false; window.location.hash = known.leaveTo; known.leaveTo = null; },
  'save-and-leave': (button) => { button.closest('dialog').close(); saveEditor(false); },
  reload: () => load(),
  checked: () => {
    if (known.dirty) problem('Save what you changed first, then say that the wording is checked.');
    else send('checked', { reference: root().dataset.reference });
  },
  reopen: (button) => send('save-item', { reference: button.dataset.reference, fields: { status: 'open' } }),
  undo: () => {
    if (known.dirty) problem('Save or leave what you changed here first; then the change before it can be undone.');
    else { known.focus = '.plan-line [data-do="undo"]'; send('undo', { address: path() }); }
  },
  'drop-drafts': () => send('drop-drafts', { address: path() }),
  'apply-file': () => send('apply-file', {
    ...known.upload,
    chosen: all('.file-clash').filter((box) => box.querySelector('input:checked').value === 'file')
      .map((box) => ({ reference: box.dataset.reference, key: box.dataset.key })),
  }),
  'forget-file': () => { known.upload = null; known.said = 'The plan is as it was.'; load(); },
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (!button) return;
  const what = button.dataset.do;
  if (what in DOES) { DOES[what](button); return; }
  button.closest('dialog')?.close();
  if (['excel', 'word', 'csv', 'shared', 'written'].includes(what) && known.dirty) {
    problem('You changed something that is not saved yet. Save it first, so that the file has it.');
    return;
  }
  flushDays();
  if (what === 'delete-item') known.dirty = false;
  send(what, { ...button.dataset });
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  FORMS[event.target.dataset.do]?.(event.target);
});
element.addEventListener('change', async (event) => {
  const control = event.target;
  if (control.matches('.quick')) changedInRow(control);
  else if (control.id === 'plan-sort') { known.sort = { column: control.value, down: false }; sortRows(); }
  else if (control.matches('select[data-filter]')) { known.filters[control.dataset.filter] = control.value; filterRows(true); }
  else if (control.id === 'add-plan') {
    known.ticks = ticks();
    known.chosen = control.value;
    known.focus = '#add-plan';
    load();
  } else if (control.id === 'plan-file' && control.files.length) {
    problem('');
    try {
      known.upload = await window.askkloe.readFile(control.files[0], { mostMb: Number(control.dataset.most), kinds: ['.xlsx'] });
      known.focus = '.differences h3';
      trigger('upload', { plan: root().dataset.plan, ...known.upload });
    } catch (error) { problem(error.message); }
  } else if (control.closest('#plan-editor')) note();
});
let typing = null;
element.addEventListener('input', (event) => {
  const control = event.target;
  if (control.matches('input[data-filter]')) {
    known.filters.text = control.value;
    clearTimeout(typing);
    filterRows(false);
    typing = setTimeout(() => filterRows(true), 600);
  } else if (control.id === 'plan-sentence') known.sentence = control.value;
  if (control.closest('#plan-editor')) note();
  if (control.matches('textarea')) grow(control);
});
element.addEventListener('focusout', (event) => { if (unsent.has(event.target.id)) flushDays(); });
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.target.matches('input.quick, input[data-filter]')) return;
  event.preventDefault();
  if (event.target.matches('.quick')) { event.target.blur(); event.target.focus(); }
});
element.addEventListener('toggle', (event) => {
  all('textarea', event.target).forEach(grow);
  if (event.target.dataset.group) known.open[event.target.dataset.group] = event.target.open;
}, true);

// -- arriving: the address says what is shown ---------------------------------------------------------------------------
const startDrafts = () => {
  const box = root().querySelector('#plan-sentence');
  if (box && known.sentence) box.value = known.sentence;
  all('.draft-head input').forEach((tick) => { if (known.ticks[tick.dataset.draft] === false) tick.checked = false; });
  known.ticks = {};
};
watch('value', () => {
  if (!root()) return;
  startTable();
  startEditor();
  startDrafts();
  const title = root().querySelector('h2');
  if (here() && path()) document.title = `${title.textContent} – AskKLOE`;
  if (known.focus && root().querySelector(known.focus)) focusOn(root().querySelector(known.focus));
  else if (known.moved && here()) focusOn(title);
  else if (known.focus && here()) focusOn(title);
  if (known.focus === '.differences h3') root().querySelector('.differences')?.scrollIntoView({ block: 'start' });
  known.focus = '';
  known.moved = false;
  saidHere(known.said);
  known.said = '';
});
window.addEventListener('hashchange', () => { known.moved = true; known.chosen = ''; known.open = {}; });
window.addEventListener('askkloe:shown', (event) => {
  flushDays();
  if (known.dirty && editor()) {
    if (window.location.hash === known.editing) return; // it is all still there
    const wanted = window.location.hash;
    window.location.hash = known.editing;
    askToLeave(wanted);
    return;
  }
  if (event.detail === 'plan') load();
});
if (here()) load();
