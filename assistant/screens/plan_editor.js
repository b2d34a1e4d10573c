// Third part: the editor of one item, and of a plan's details. Only what was changed is sent, when somebody saves.
let before = new Map();
const editor = () => root()?.querySelector('#plan-editor');
const partOf = (box, name) => {
  const control = box.querySelector(`[data-part="${name}"]`);
  return control.type === 'checkbox' ? control.checked : control.value;
};
const READ = {
  tasks: (field) => [...field.querySelectorAll('.rows .row-box')].map((box) => Object.fromEntries(
    ['text', 'who', 'due', 'outcome', 'report_back', 'done'].map((name) => [name, partOf(box, name)]),
  )),
  milestones: (field) => [...field.querySelectorAll('.rows .row-box')].map((box) => (
    { text: partOf(box, 'text'), due: partOf(box, 'due') }
  )),
  considered: (field) => Object.fromEntries(['decision', 'by', 'when'].map((name) => [name, partOf(field, name)])),
  light: (field) => field.querySelector('input:checked')?.value || '',
};
const valueOf = (field) => (READ[field.dataset.kind] || ((f) => partOf(f, 'value')))(field);
const changedFields = () => Object.fromEntries(
  all('.field[data-name]', editor()).map((field) => [field.dataset.name, valueOf(field)])
    .filter(([name, value]) => JSON.stringify(value) !== before.get(name)),
);
const note = () => {
  known.dirty = Boolean(editor()) && Object.keys(changedFields()).length > 0;
  const mark = editor()?.querySelector('.unsaved');
  if (mark) mark.hidden = !known.dirty;
};
const grow = (box) => {
  if (!box.checkVisibility()) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 4}px`;
};
const startEditor = () => {
  all('details.group').forEach((fold) => { fold.open = Boolean(known.open[fold.dataset.group]); });
  before = new Map(all('.field[data-name]', editor()).map((f) => [f.dataset.name, JSON.stringify(valueOf(f))]));
  known.editing = editor() ? window.location.hash : '';
  known.dirty = false;
  all('textarea', editor()).forEach(grow);
};
const saveEditor = (closed) => {
  const form = editor();
  const bad = [...form.querySelectorAll('input[type="date"]')].find((input) => input.validity.badInput);
  if (bad) {
    for (let fold = bad.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    bad.focus();
    problem('This date is not complete. Nothing was saved yet.');
    return;
  }
  const fields = changedFields();
  if (!Object.keys(fields).length) {
    known.leaveTo = null;
    saidHere(form.dataset.do === 'save-item' && !form.dataset.reference ? 'Fill in something first.' : 'Nothing was changed.');
    return;
  }
  if (fields.status === 'closed' && !closed) { askToClose(form.dataset.reference, null); return; }
  form.setAttribute('inert', ''); // what is typed now would be lost when the page is drawn anew
  send(form.dataset.do, { reference: form.dataset.reference || '', fields });
};

// -- rows of tasks and milestones ------------------------------------------------------------------------------------
const number = (list) => [...list.querySelectorAll('.row-box')].forEach((box, n) => {
  box.querySelector('.row-number').textContent = String(n + 1);
});
let added = 0;
const addRow = (button) => {
  const field = button.closest('.field');
  const list = field.querySelector('.rows');
  const box = field.querySelector('template.blank-row').content.cloneNode(true).firstElementChild;
  added += 1;
  for (const part of box.querySelectorAll('[id], [for], [data-for]')) {
    for (const name of ['id', 'for', 'data-for']) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, `${value}-new${added}`);
    }
  }
  list.append(box);
  number(list);
  box.querySelector('[data-part="text"]').focus();
};
const moveRow = (button, way) => {
  const box = button.closest('.row-box');
  const other = way < 0 ? box.previousElementSibling : box.nextElementSibling;
  if (!other) { say(way < 0 ? 'It is the first already.' : 'It is the last already.'); return; }
  if (way < 0) other.before(box); else other.after(box);
  number(box.parentElement);
  button.focus();
  say(`Moved to place ${box.querySelector('.row-number').textContent}.`);
};
const removeRow = (button) => {
  const box = button.closest('.row-box');
  const field = box.closest('.field');
  box.remove();
  number(field.querySelector('.rows'));
  field.querySelector('[data-do="add-row"]').focus();
  say('Removed. Nothing is saved yet.');
};
const offerDay = (button) => {
  const day = new Date();
  day.setDate(day.getDate() + Number(button.dataset.days));
  const two = (n) => String(n).padStart(2, '0');
  const input = document.getElementById(button.dataset.for);
  input.value = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  say(`${day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })} filled in.`);
};

// -- leaving with something that is not saved asks first --------------------------------------------------------------
const askToLeave = (target) => {
  known.leaveTo = target;
  const dialog = root().querySelector('#leaving');
  if (!dialog.open) dialog.showModal();
};
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || !known.dirty || !here() || !editor() || link.hash === window.location.hash) return;
  event.preventDefault();
  event.stopPropagation();
  askToLeave(link.hash);
}, true);
window.addEventListener('beforeunload', (event) => { if (known.dirty) event.preventDefault(); });
