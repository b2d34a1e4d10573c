// Second part: the table of a plan. Which rows are shown and in which order is the browser's; changes are sent at once.
const YEAR = /^2\d{3}-/;
const narrow = window.matchMedia('(max-width: 900px)');
const rows = () => all('.actions-table tbody tr');
const cellValue = (row, column) => {
  if (column === 'reference') return row.dataset.ref;
  const cell = row.querySelector(`.cell-${column}`);
  const control = cell.querySelector('input, select');
  return (control ? control.value : cell.querySelector('.blank') ? '' : cell.textContent).trim();
};
const sortRows = () => {
  const { column, down } = known.sort;
  const body = root()?.querySelector('.actions-table tbody');
  if (!body) return;
  const order = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });
  const sorted = rows().sort((one, other) => {
    const [a, b] = [cellValue(one, column), cellValue(other, column)];
    if (!a || !b) return Number(!a) - Number(!b); // blanks come last, whichever way
    return (down ? -1 : 1) * order.compare(a, b) || order.compare(one.dataset.ref, other.dataset.ref);
  });
  if (sorted.some((row, n) => row !== body.children[n])) body.append(...sorted);
  for (const head of all('th[data-column]')) {
    const state = head.dataset.column === column ? (down ? 'descending' : 'ascending') : 'none';
    head.setAttribute('aria-sort', state);
  }
  const choice = root().querySelector('#plan-sort');
  if (choice) choice.value = column;
};
const SHOWS = {
  overdue: (row) => row.classList.contains('overdue'),
  'no-lead': (row) => !cellValue(row, 'lead'),
  'no-date': (row) => !cellValue(row, 'due'),
  done: (row) => Boolean(row.dataset.done),
  drafted: (row) => Boolean(row.dataset.drafted),
};
const fits = (row) => {
  const { text = '', show = '', key = '', light = '', term = '' } = known.filters;
  const words = `${row.dataset.text} ${cellValue(row, 'lead').toLowerCase()}`;
  const isLight = row.querySelector('[data-field="light"]').value;
  return text.toLowerCase().split(/\s+/).every((word) => words.includes(word))
    && (!show || SHOWS[show](row))
    && (!key || (key === 'none' ? !row.dataset.keys : row.dataset.keys.split('|').includes(key)))
    && (!light || (light === 'none' ? !isLight : isLight === light))
    && (!term || (term === 'none' ? !row.dataset.term : row.dataset.term === term));
};
const filterRows = (announce) => {
  const form = root()?.querySelector('.filters');
  if (!form) return;
  const list = rows();
  list.forEach((row) => { row.hidden = !fits(row); });
  const shown = list.filter((row) => !row.hidden).length;
  const text = shown === list.length ? `${list.length} open action${list.length === 1 ? '' : 's'}`
    : `Showing ${shown} of ${list.length} open actions`;
  form.querySelector('.counted-text').textContent = text;
  form.querySelector('[data-do="clear-filters"]').hidden = !Object.values(known.filters).some(Boolean);
  root().querySelector('.no-match').hidden = shown > 0;
  if (announce) say(text);
};
const startTable = () => {
  for (const control of all('[data-filter]')) {
    control.value = known.filters[control.dataset.filter] || '';
    if (control.selectedIndex === -1) { control.value = ''; known.filters[control.dataset.filter] = ''; }
  }
  const fold = root()?.querySelector('.filter-fold');
  if (fold && narrow.matches) fold.open = Object.values(known.filters).some(Boolean);
  sortRows();
  filterRows(false);
};
const sortBy = (column) => {
  known.sort = { column, down: known.sort.column === column && !known.sort.down };
  sortRows();
  const name = root().querySelector(`th[data-column="${column}"]`).textContent;
  say(`Sorted by ${name}, ${known.sort.down ? 'descending' : 'ascending'}.`);
};

// -- quick changes ------------------------------------------------------------------------------------------------
let dayTimer = null;
const unsent = new Map(); // dates that are still being typed
const flushDays = () => {
  clearTimeout(dayTimer);
  for (const [id, change] of unsent) { unsent.delete(id); quick(change.reference, change.fields); }
};
const quick = (reference, fields) => send('save-item', { reference, fields, quick: 'yes' });
const changedInRow = (control) => {
  const reference = control.closest('tr').dataset.ref;
  if (control.dataset.field === 'status' && control.value === 'closed') {
    control.value = 'open';
    askToClose(reference, control);
    return;
  }
  const change = { reference, fields: { [control.dataset.field]: control.value } };
  if (control.type !== 'date') { quick(reference, change.fields); return; }
  if (control.validity.badInput || (control.value && !YEAR.test(control.value))) return; // a year half typed
  unsent.set(control.id, change);
  clearTimeout(dayTimer);
  dayTimer = setTimeout(flushDays, 1200);
};
const quickDone = (reply) => {
  const { row } = reply;
  if (!row || row.values.status === 'closed') { known.said = reply.said; known.focus = 'h2'; load(); return; }
  root().dataset.version = String(reply.version);
  all('.plan-line .saved').forEach((line) => { line.textContent = reply.line; });
  const line = rows().find((r) => r.dataset.ref === row.reference);
  if (line) {
    line.classList.toggle('overdue', Boolean(row.late));
    line.querySelector('p.late').textContent = row.late;
    line.querySelector('.on-paper').textContent = row.day;
    for (const control of line.querySelectorAll('.quick')) {
      if (control !== document.activeElement && !unsent.has(control.id)) control.value = row.values[control.dataset.field];
    }
  }
  const undo = root().querySelector('.plan-line [data-do="undo"]');
  undo.hidden = !reply.undo;
  undo.querySelector('.unseen').textContent = `: ${reply.undo}`;
  filterRows(false);
  saidHere(row.late ? `${reply.said} ${row.late}.` : reply.said);
};

// -- closing: what should be noted is asked for, and may be left blank ----------------------------------------------
let closing = null;
const askToClose = (reference, opener) => {
  const dialog = root().querySelector('#closing');
  closing = { reference, opener };
  dialog.querySelector('.closing-ref').textContent = reference;
  for (const box of dialog.querySelectorAll('textarea')) {
    box.value = root().querySelector(`#f-${box.name}`)?.value || '';
  }
  dialog.showModal();
  focusOn(dialog.querySelector('textarea'));
};
const close = (form) => {
  const told = [...form.querySelectorAll('textarea')].map((box) => [box.name, box.value]);
  const { reference } = closing;
  form.closest('dialog').close();
  if (root().querySelector('#plan-editor')) {
    told.forEach(([name, text]) => { root().querySelector(`#f-${name}`).value = text; });
    root().querySelector('#f-status').value = 'closed';
    saveEditor(true);
  } else quick(reference, { status: 'closed', ...Object.fromEntries(told.filter(([, text]) => text.trim())) });
};
